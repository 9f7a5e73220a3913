"""What the pages of inspection findings show."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.documents import charts
from core.ui import lists
from evidence import permissions, regulations
from evidence.enums import InspectionOutcome, InspectionState
from evidence.models import InspectionFinding
from evidence.queries import inspections

TONES = {
    InspectionState.DRAFT: ("grey", "pencil-line"),
    InspectionState.SENT: ("blue", "send"),
    InspectionState.ANSWERED: ("amber", "message-square-text"),
    InspectionState.CLOSED: ("green", "circle-check"),
}
OUTCOMES = {
    InspectionOutcome.CONFIRMED: ("red", "circle-alert"),
    InspectionOutcome.CORRECTED: ("green", "circle-check"),
    InspectionOutcome.NOT_CONFIRMED: ("grey", "circle-x"),
}
ASKED = {  # a number of the figures → the outcome that its list asks for
    "found": "",
    "confirmed": InspectionOutcome.CONFIRMED,
    "corrected": InspectionOutcome.CORRECTED,
    "not_confirmed": InspectionOutcome.NOT_CONFIRMED,
    "pending": inspections.OPEN,
}
Crumbs = list[tuple[str, str | None]]


def crumbs(*more: tuple[str, str | None]) -> Crumbs:
    """Answer the way from the evidence to a page of findings."""
    home = (_("依据与线索"), reverse("evidence:home"))
    return [home, (_("明察暗访"), reverse("evidence:finding-list")), *more]


def title(finding: InspectionFinding) -> str:
    """Answer a finding's name: unit and source; no person stands in it."""
    return f"{finding.unit.name}　{finding.get_source_display()}"


def badge(finding: InspectionFinding) -> tuple[str, str, str]:
    """Answer words, tone and icon: the state, or once closed the outcome."""
    if finding.outcome:
        return (str(finding.get_outcome_display()), *OUTCOMES[InspectionOutcome(finding.outcome)])
    return (str(finding.state.label), *TONES[finding.state])


def tabs(params: Any) -> list[dict[str, Any]]:
    told: list[tuple[str, Any, int | None]] = [("", _("全部"), None)]
    return lists.tabs(params, told + [(s.value, s.label, None) for s in InspectionState])


def unit_chip(params: Any, unit: Any) -> list[dict[str, str]]:
    """Answer the chip of a unit that a number of the figures asked for."""
    if unit is None:
        return []
    query = params.copy()
    query.pop("unit", None)
    query.pop("page", None)
    return [{"label": _("单位：%(name)s") % {"name": unit.name}, "url": f"?{query.urlencode()}"}]


def rows(page: Iterable[InspectionFinding], *, on: date) -> list[dict[str, Any]]:
    """Answer each finding of a page with its badge, its people, and whether it is overdue."""
    return [
        {
            "row": row,
            "state": badge(row),
            "names": _("、").join(person.cadre.name for person in row.people.all()),
            "is_late": inspections.is_late(row, on=on),
        }
        for row in page
    ]


def detail(finding: InspectionFinding, *, user: Any, on: date) -> dict[str, Any]:
    """Answer one finding: what was seen, whom it names, the answer, the word, what comes next."""
    is_draft = finding.state == InspectionState.DRAFT
    return {
        "finding": finding,
        "heading": title(finding),
        "state": badge(finding),
        "is_late": inspections.is_late(finding, on=on),
        "crumbs": crumbs((title(finding), None)),
        "facts": facts(finding),
        "people": list(finding.people.select_related("cadre").order_by("cadre__name", "pk")),
        "files": list(finding.files.select_related("file").order_by("pk")),
        "can_edit": is_draft and permissions.edit_finding.allows(user, finding),
        "steps": steps(finding, user=user),
        "waits": waits(finding, user=user, on=on),
    }


def facts(finding: InspectionFinding) -> list[dict[str, Any]]:
    return [
        {"label": _("督查安排"), "value": finding.inspection.title},
        {"label": _("依据文件"), "value": finding.inspection.basis},
        {"label": _("来源"), "value": finding.get_source_display()},
        {"label": _("地点"), "value": finding.place},
        {"label": _("召回情形"), "value": f"{finding.ground.code}　{finding.ground.label}"},
        {"label": _("登记人"), "value": finding.found_by.name},
        {"label": _("发现情况"), "value": finding.seen, "wide": True},
    ]


def answer(finding: InspectionFinding) -> list[dict[str, Any]]:
    """Answer the unit's answer as a fact, once there is one."""
    if finding.answered_at is None:
        return []
    return [{"label": _("单位答复"), "value": finding.answer, "wide": True}]


def steps(finding: InspectionFinding, *, user: Any) -> list[dict[str, str]]:
    """Answer the acts that the user may do next, the foremost last."""
    return [
        {
            "label": label,
            "icon": icon,
            "url": reverse("evidence:finding-act", args=[finding.pk, name]),
        }
        for name, label, icon in _open_acts(finding, user)
    ]


def _open_acts(finding: InspectionFinding, user: Any) -> list[tuple[str, str, str]]:
    state = finding.state
    if state == InspectionState.DRAFT:
        if not permissions.edit_finding.allows(user, finding):
            return []
        return [("edit", _("修改"), "pencil-line"), ("send", _("告知单位"), "send")]
    if state == InspectionState.CLOSED:
        may = permissions.close_finding.allows(user, finding)
        is_confirmed = regulations.finding_is_confirmed.is_kept(finding)
        return [("signals", _("产生线索"), "radar")] if may and is_confirmed else []
    found = []
    if state == InspectionState.SENT and permissions.answer_finding.allows(user, finding):
        found.append(("answer", _("答复"), "message-square-text"))
    if not close_refusal(user, finding):
        found.append(("close", _("认定"), "stamp"))
    return found


def close_refusal(user: Any, finding: InspectionFinding) -> str:
    """Answer why somebody may not close a finding: by role, named in it, or its finder."""
    refusal = permissions.close_finding.refusal(user, finding)
    if not refusal and not regulations.closed_by_another.is_kept(finding, user):
        refusal = str(regulations.closed_by_another.sentence)
    return refusal


def waits(finding: InspectionFinding, *, user: Any, on: date) -> str:
    """Answer for what a finding waits, in one sentence; empty once it is closed."""
    if finding.state == InspectionState.DRAFT:
        return _("核对无误后告知单位。告知后，登记的内容、人员和材料都不能再改。")
    if finding.state == InspectionState.CLOSED:
        return ""
    if not regulations.unit_was_heard.is_kept(finding, on):
        return _("单位答复后，或者期限过后，才能认定。")
    if permissions.enter_finding.allows(user, finding.inspection):
        return close_refusal(user, finding) or _("可以认定。")
    return _("等待组织部门认定。")


def own(rows: Iterable[InspectionFinding]) -> list[dict[str, Any]]:
    """Answer the findings that name somebody, as they read them: no other person stands there."""
    return [{"row": row, "state": badge(row)} for row in rows]


def people_of(finding: InspectionFinding) -> dict[str, Any]:
    """Answer whom a confirmed finding would name, and whom it leaves out."""
    if not regulations.finding_is_confirmed.is_kept(finding):
        return {"named": []}
    found = inspections.named(finding)
    return {
        "is_preview": True,
        "ground": finding.ground,
        "named": [one for one in found if not one.left_out],
        "left_out": [one for one in found if one.left_out],
    }


def figures(rows: Any, *, year: int, asked: dict[str, Any]) -> dict[str, Any]:
    """Answer a year's counts: the chart, and tables of which every number leads to its rows."""
    months = inspections.by_month(rows, year=year)
    series = [
        (str(label), [getattr(counts, key) for counts in months.values()])
        for key, label in [
            ("confirmed", InspectionOutcome.CONFIRMED.label),
            ("corrected", InspectionOutcome.CORRECTED.label),
            ("pending", _("还没有认定")),
            ("not_confirmed", InspectionOutcome.NOT_CONFIRMED.label),
        ]
    ]
    labels = [month_name(month) for month in months]
    told = {name: value for name, value in asked.items() if value} | {"year": year}
    heading = _("%(year)s年每月发现的问题") % {"year": year}
    return {
        "chart": charts.stacked_bars(heading, labels, series, unit=_("起")),
        "months": [
            {"name": month_name(month), "cells": _cells(counts, told | {"month": month})}
            for month, counts in months.items()
        ],
        "units": [
            {"name": row["name"], "cells": _cells(row["counts"], told | {"unit": row["unit"]})}
            for row in inspections.by_unit(rows, year=year)
        ],
        "totals": _totals(months),
    }


def month_name(month: int) -> str:
    return _("%(n)s月") % {"n": month}


def _cells(counts: inspections.Counts, told: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "n": n,
            "url": reverse(
                "evidence:finding-list",
                query=told | ({"outcome": ASKED[key]} if ASKED[key] else {}),
            )
            if n
            else "",
        }
        for key, n in asdict(counts).items()
    ]


def _totals(months: dict[int, inspections.Counts]) -> list[dict[str, Any]]:
    found = {month: counts.found for month, counts in months.items() if counts.found}
    if not found:
        return []
    top = max(found.values())
    peak = _("、").join(month_name(month) for month, n in found.items() if n == top)
    last = max(found)
    mean = f"{sum(found.values()) / len(found):.1f}"
    return [
        {"label": _("全年合计"), "value": sum(found.values())},
        {"label": _("月均（有发现的月份）"), "value": mean},
        {"label": _("最多的一个月"), "value": f"{top}（{peak}）"},
        {"label": _("最近一个月"), "value": f"{found[last]}（{month_name(last)}）"},
    ]
