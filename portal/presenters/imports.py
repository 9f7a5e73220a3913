"""What the pages of imports show."""

from datetime import datetime
from typing import Any

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.dates import legal_day
from core.imports import definitions, permissions
from core.imports.checking import MOST_ROWS
from core.imports.definitions import Definition, Lookups
from core.imports.models import Action, ImportRow, ImportRun, RunState
from core.imports.workbooks import told
from core.jobs.models import Job
from core.ui.forms import NoFields

# list of a practice → the imports that fill it, as the page of imports names them
IMPORTS: dict[str, dict[str, Any]] = {
    "evidence:points-list": {"points": gettext_lazy("导入")},
    "evidence:score-card-list": {"points": gettext_lazy("导入")},
    "evidence:negative-list-list": {"points": gettext_lazy("导入")},
    "evidence:target-list": {"targets": gettext_lazy("导入")},
    "evidence:week-list": {"tasks": gettext_lazy("导入")},
    "evidence:reminder-list": {"reminders": gettext_lazy("导入")},
    "evidence:checklist-list": {"problems": gettext_lazy("导入")},
    "evidence:finding-list": {"findings": gettext_lazy("导入")},
    "evidence:complaint-list": {
        "served": gettext_lazy("导入办事人数"),
        "complaints": gettext_lazy("导入投诉"),
    },
    "evidence:honour-lists": {"honours": gettext_lazy("导入")},
    "evidence:poll-list": {"roll": gettext_lazy("导入名册")},
    "evidence:presentation-list": {"numbers": gettext_lazy("导入")},
    "evidence:work-list": {"work": gettext_lazy("导入")},
    "training:question-list": {"questions": gettext_lazy("导入试题")},
    "recall:talent-list": {"commendations": gettext_lazy("导入表彰")},
}

LOOK = {
    RunState.CHECKING: ("teal", "loader"),
    RunState.READY: ("blue", "clipboard-check"),
    RunState.FAULTY: ("amber", "triangle-alert"),
    RunState.REFUSED: ("red", "circle-alert"),
    RunState.APPLYING: ("teal", "loader"),
    RunState.APPLIED: ("green", "circle-check"),
    RunState.UNDOING: ("teal", "loader"),
    RunState.UNDONE: ("grey", "undo-2"),
    RunState.DROPPED: ("grey", "trash-2"),
}


def catalogue(user: Any, county: Any) -> list[dict[str, Any]]:
    """Answer what the user may bring in, subject by subject in the order in which it is needed."""
    groups: dict[str, list[dict[str, Any]]] = {}
    offered = definitions.offered() if permissions.import_into.allows(user, county) else []
    shut = closed(user, county)
    for one in (one for one in offered if one.code not in shut):
        line = {
            "title": one.title,
            "brief": one.brief,
            "url": reverse("portal:import-upload", args=[one.code]),
            "template": reverse("portal:import-template", args=[one.code]),
            "stays": bool(one.stays),
        }
        groups.setdefault(str(one.subject), []).append(line)
    return [{"title": title, "lines": lines} for title, lines in groups.items()]


def closed(user: Any, county: Any) -> set[str]:
    """Answer the kinds of imports that are not for the user, whatever the role."""
    return {one.code for one in definitions.offered() if not one.may_handle(user, county)}


def decorated(run: ImportRun) -> ImportRun:
    """Give a run its title, its state's words and look."""
    run.title = definitions.find(run.kind).title  # type: ignore[attr-defined]
    run.label = run.get_state_display()  # type: ignore[attr-defined]
    run.tone, run.icon = LOOK[RunState(run.state)]  # type: ignore[attr-defined]
    return run


def upload(definition: Definition, form: Any) -> dict[str, Any]:
    """Answer what the page shows that takes a file."""
    crumbs = [(_("数据导入"), reverse("portal:import-list")), (str(definition.title), None)]
    needed = [str(column.label) for column in definition.columns if column.required]
    return {
        "definition": definition,
        "form": form,
        "crumbs": crumbs,
        "needed": _("、").join(needed),
        "columns": [str(column.label) for column in definition.columns],
        "most": definition.most_rows if definition.most_rows < MOST_ROWS else 0,
    }


def detail(
    run: ImportRun, *, user: Any, at: datetime, page: Page, action: str, bound: Any = None
) -> dict[str, Any]:
    """Answer everything about a run: its numbers, the rows of one tab, what can be done."""
    definition = definitions.find(run.kind)
    lookups = definition.lookups(run.county, on=legal_day(at))
    return {
        "run": decorated(run),
        "crumbs": [
            (_("数据导入"), reverse("portal:import-list")),
            (_("第 %(n)s 批") % {"n": run.pk}, None),
        ],
        "stats": _stats(run),
        "acts": acts(run, user=user, at=at, bound=bound),
        "page": page,
        "action": action,
        "lines": [_line(row, definition, lookups) for row in page],
        "progress": progress(run),
        "form": bound[1] if bound else None,
    }


def progress(run: ImportRun) -> dict[str, Any]:
    """Answer how far the job has come, for the fragment that polls."""
    job = Job.objects.filter(key__startswith=f"imports.check:{run.pk}:").order_by("-pk").first()
    done = job.done_count if job and run.state == RunState.CHECKING else 0
    return {"done": done}


def first_action(run: ImportRun) -> str:
    """Answer the tab that says most: what is wrong, else what changes, else what is new."""
    counts = ((Action.BAD, run.bad_count), (Action.CHANGE, run.change_count))
    return next((str(action) for action, count in counts if count), str(Action.NEW))


def tabs(run: ImportRun) -> list[tuple[str, Any, int]]:
    """Answer the tabs of a run's rows, the one that says most first."""
    counts = {
        Action.BAD: run.bad_count,
        Action.CHANGE: run.change_count,
        Action.NEW: run.new_count,
        Action.SAME: run.same_count,
    }
    first = first_action(run)
    order = sorted(counts, key=lambda action: action != first)
    return [(str(action), action.label, counts[action]) for action in order]


def _stats(run: ImportRun) -> list[dict[str, Any]]:
    return [
        {"n": run.new_count, "label": _("新增")},
        {"n": run.change_count, "label": _("修改")},
        {"n": run.same_count, "label": _("与现有相同")},
        {"n": run.bad_count, "label": _("有错"), "bad": run.bad_count > 0},
        {"n": run.blank_count, "label": _("空行（略过）")},
    ]


def _line(row: ImportRow, definition: Definition, lookups: Lookups) -> dict[str, Any]:
    return {
        "number": row.number,
        "name": _name_of(row, definition, lookups),
        "errors": [told(row.number, error) for error in row.errors],
        "changes": [_change(row, name, definition, lookups) for name in row.before],
        "cells": [
            definition.spoken(column.name, row.values[column.name], lookups)
            for column in definition.columns
            if column.name in row.values and not column.secret
        ],
    }


def _name_of(row: ImportRow, definition: Definition, lookups: Lookups) -> str:
    first = definition.columns[0].name
    if first in row.values and not definition.columns[0].secret:
        return definition.spoken(first, row.values[first], lookups)
    return ""


def _change(row: ImportRow, name: str, definition: Definition, lookups: Lookups) -> dict[str, str]:
    column = definition.column(name)
    if column.secret:
        return {"label": str(column.label), "old": "", "new": _("（不显示）")}
    return {
        "label": str(column.label),
        "old": definition.spoken(name, row.before[name], lookups),
        "new": definition.spoken(name, row.values[name], lookups),
    }


def acts(run: ImportRun, *, user: Any, at: datetime, bound: Any = None) -> list[dict[str, Any]]:
    """Answer what can be done now; a refused act keeps its button and says why."""
    refusal = permissions.import_into.refusal(user, run.county)
    found = [_act(*line, refusal, run) for line in _offered(run, at)]
    for act in found:
        if bound and act["name"] == bound[0]:
            act["form"] = bound[1]
    return found


Offer = tuple[str, str, str, str, bool]  # name, label, refusal, what follows, danger


def _offered(run: ImportRun, at: datetime) -> list[Offer]:
    recheck = ("recheck", _("重新核对"), "", _("按现在的数据再核对一遍，不写入。"), False)
    after = _("删除上传的文件和核对结果，没有写入任何数据。")
    drop = ("drop", _("放弃"), "", after, True)
    if run.state == RunState.READY:
        return [_apply(run), recheck, drop]
    if run.state == RunState.FAULTY:
        return [recheck, _no_apply(run), drop]
    if run.state == RunState.REFUSED:
        return [drop]
    return [_undo(run, at)] if run.state == RunState.APPLIED else []


def _apply(run: ImportRun) -> Offer:
    count = run.new_count + run.change_count
    why = "" if count else _("所有行都与现有数据相同")
    stays = definitions.find(run.kind).stays
    after = (
        _("全部写入或全部不写；%(stays)s。") % {"stays": stays}
        if stays
        else _("全部写入或全部不写；写入后 24 小时内可以整批撤销。")
    )
    return ("apply", _("写入 %(n)s 行") % {"n": count}, why, after, False)


def _no_apply(run: ImportRun) -> Offer:
    wrong = _("还有 %(n)s 行有错，改正后重新上传") % {"n": run.bad_count}
    return ("apply", _("写入"), wrong if run.bad_count else _("请先重新核对"), "", False)


def _undo(run: ImportRun, at: datetime) -> Offer:
    late = "" if run.may_be_undone(at) else _("写入已超过 24 小时")
    late = str(definitions.find(run.kind).stays) or late
    after = _("新增的删除，修改的改回；有行之后又改动过则不撤销。")
    return ("undo", _("撤销这批导入"), late, after, True)


def _act(
    name: str, label: str, why: str, after: str, danger: bool, refusal: str, run: ImportRun
) -> dict[str, Any]:
    return {
        "name": name,
        "label": label,
        "refusal": refusal or why,
        "after": after,
        "danger": danger,
        "form": NoFields(),
        "url": reverse("portal:import-act", args=[run.pk, name]),
    }
