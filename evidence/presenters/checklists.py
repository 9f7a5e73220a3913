"""What the pages of a checklist show."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from core.ui import lists
from core.ui.templatetags.ui import cn_date
from evidence import permissions
from evidence.models import Checklist, Problem, ZeroReturn
from evidence.queries import checklists
from units.models import Unit

Crumbs = list[tuple[str, str | None]]


def crumbs(checklist: Checklist | None = None, *more: tuple[str, str | None]) -> Crumbs:
    found: Crumbs = [
        (_("依据与线索"), reverse("evidence:home")),
        (_("突出问题清单"), reverse("evidence:checklist-list")),
    ]
    if checklist is not None:
        page = reverse("evidence:checklist", args=[checklist.pk])
        found.append((checklist.title, page if more else None))
    return [*found, *more]


def state_of(checklist: Checklist) -> tuple[str, str, str]:
    """Answer words, tone and icon."""
    if checklist.settled_at:
        return _("报告中"), "green", "circle-check"
    return _("制定中"), "blue", "pencil-line"


def problem_state(row: Problem) -> tuple[str, str, str]:
    """Answer words, tone and icon."""
    if row.struck_at:
        return _("已剔除"), "line", "undo-2"
    if row.confirmed_at:
        return _("已确认"), "teal", "circle-check"
    return _("待确认"), "amber", "hourglass"


def page(checklist: Checklist, *, user: Any, params: Any, on: date) -> dict[str, Any]:
    """Answer the matrix: a line for each unit, a number for each problem, all of them links."""
    units = checklists.units_of(checklist, user)
    items = list(checklist.items.select_related("ground").order_by("pk"))
    found = lists.page_of(checklists.in_state(units, params.get("view", "")), params)
    late = checklist.report_until_on < on
    context = {
        "checklist": checklist,
        "state": state_of(checklist),
        "items": items,
        "page": found,
        "title": checklist.title,
        "caption": _("各单位问题数"),
        "crumbs": crumbs(checklist),
        "keeps": permissions.keep_checklist.allows(user, checklist),
        "reports": permissions.report_on.allows(user, checklist),
        "can_zero": bool(user.units("UNIT_CLERK", "UNIT_HEAD")),
        "late": late,
        "on": on,
    }
    if checklist.settled_at is None:
        return context | {"page": lists.page_of(Unit.objects.none(), params)}
    context["tabs"] = _tabs(params, checklists.state_counts(units), late)
    context["total"] = _total(checklist, user, items)
    context["lines"] = _lines(checklist, items, list(found))
    return context


def _tabs(params: Any, counts: dict[str, int], late: bool) -> list[dict[str, Any]]:
    missing = _("逾期未报") if late else _("未报")
    named = [
        ("", _("全部"), counts["all"]),
        ("found", _("有问题"), counts["found"]),
        ("zero", _("零报告"), counts["zero"]),
        ("missing", missing, counts["missing"]),
    ]
    return lists.tabs(params, named)


def _total(checklist: Checklist, user: Any, items: list[Any]) -> dict[str, Any]:
    sums = checklists.totals(checklist, Problem.objects.visible_to(user))
    cells = [_cell(checklist, item, sums.get(item.pk, (0, 0))) for item in items]
    whole = tuple(sum(pair[n] for pair in sums.values()) for n in (0, 1))
    return {"cells": cells, "sum": _cell(checklist, None, whole)}  # type: ignore[arg-type]


def _lines(checklist: Checklist, items: list[Any], units: list[Any]) -> list[dict[str, Any]]:
    keys = [unit.pk for unit in units]
    table = checklists.counts(checklist, keys)
    zero = {
        row.unit_id: row
        for row in ZeroReturn.objects.filter(checklist=checklist, unit__in=keys, withdrawn_at=None)
    }
    found = []
    for unit in units:
        pairs = [table.get((unit.pk, item.pk), (0, 0)) for item in items]
        whole = (sum(n for n, _sure in pairs), sum(sure for _n, sure in pairs))
        told = zip(items, pairs, strict=True)
        found.append(
            {
                "unit": unit,
                "zero": zero.get(unit.pk),
                "cells": [_cell(checklist, item, pair, unit=unit.pk) for item, pair in told],
                "sum": _cell(checklist, None, whole, unit=unit.pk),
            }
        )
    return found


def _cell(checklist: Checklist, item: Any, pair: tuple[int, int], **query: int) -> dict[str, Any]:
    """Answer a number of the matrix with the address of its rows; none has no rows."""
    asked: dict[str, Any] = {**query, **({"item": item.pk} if item else {})}
    page = reverse("evidence:problem-list", args=[checklist.pk])
    return {
        "label": item.title if item else _("合计"),
        "n": pair[0],
        "sure": pair[1],
        "url": f"{page}?{urlencode(asked)}" if asked else page,
        "sure_url": f"{page}?{urlencode(asked | {'view': 'confirmed'})}",
    }


def problem_list(checklist: Checklist, seen: Any, *, params: Any) -> dict[str, Any]:
    """Answer the rows behind a number: narrowed by unit, problem and state."""
    item = checklist.items.filter(pk=_key(params, "item")).first()
    unit = Unit.objects.filter(county=checklist.county_id, pk=_key(params, "unit")).first()
    rows = seen.filter(item=item) if item else seen
    rows = rows.filter(unit=unit) if unit else rows
    labels = {"": _("未剔除"), "open": _("待确认"), "confirmed": _("已确认"), "struck": _("已剔除")}
    view = params.get("view", "")
    asked, counts = checklists.PROBLEM_STATES, checklists.problem_counts(rows)
    found = rows.filter(asked.get(view, asked[""])).select_related("cadre", "unit", "item")
    page_ = lists.page_of(found.order_by("-from_on", "-pk"), params)
    return {
        "title": _("问题记录"),
        "about": [str(part) for part in (unit, item) if part],
        "crumbs": crumbs(checklist, (_("问题记录"), None)),
        "tabs": lists.tabs(params, [(k, labels[k], counts[k]) for k in asked]),
        "page": page_,
        "lines": [{"row": row, "state": problem_state(row)} for row in page_],
    }


def _key(params: Any, name: str) -> int:
    text = params.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def problem_page(row: Problem, *, user: Any) -> dict[str, Any]:
    """Answer one report; the person concerned reads it without the names of who told it."""
    own = row.cadre.user_id == user.pk
    days = cn_date(row.from_on)
    if row.until_on != row.from_on:
        days = _("%(first)s至%(last)s") % {"first": days, "last": cn_date(row.until_on)}
    facts = [
        {"label": _("人员"), "value": f"{row.cadre.name}　{row.unit.name}"},
        {"label": _("问题"), "value": row.item.title},
        {"label": _("日期"), "value": days},
        {"label": _("认定标准"), "value": row.item.text},
        {"label": _("召回情形"), "value": f"{row.item.ground.code}　{row.item.ground.label}"},
        {"label": _("发现的情况"), "value": row.seen, "wide": True},
    ]
    way: Crumbs = [(_("我的记录"), reverse("evidence:own-records")), (row.item.title, None)]
    if not own:
        facts += [
            {"label": _("发现人或来源"), "value": row.finder},
            {"label": _("佐证材料"), "value": row.material},
            {"label": _("报告"), "value": f"{row.reported_by.name}　{cn_date(row.reported_at)}"},
        ]
        way = crumbs(row.checklist, (row.cadre.name, None))
    return {
        "problem": row,
        "state": problem_state(row),
        "facts": facts,
        "crumbs": way,
        "own": own,
        "refusal": permissions.decide_problem.refusal(user, row),
    }


def preview(checklist: Checklist, *, user: Any, on: date) -> dict[str, Any]:
    """Answer whom the lines name and whom they leave out, before anything is written."""
    named = checklists.candidates(checklist, on=on)
    return {
        "checklist": checklist,
        "crumbs": crumbs(checklist, (_("产生线索"), None)),
        "candidates": [one for one in named if not one.left_out],
        "left_out": [one for one in named if one.left_out],
        "refusal": permissions.keep_checklist.refusal(user, checklist),
    }
