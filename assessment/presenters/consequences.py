"""What the pages of consequences show: a calendar before a recall, one before an outcome."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessment.enums import OutcomeKind
from assessment.models import Outcome
from assessment.presenters.cases import offered
from assessment.queries import consequences, decided, waiting
from assessment.queries.waiting import Waiting
from recall.models import Case, Nomination


def of_recall(row: Nomination, *, on: date) -> dict[str, Any]:
    """Answer the context before the decision on a recall."""
    lines = consequences.of_recall(row.campaign, on=on)
    return {
        "title": _("后果日历"),
        "name": row.cadre.name,
        "on": on,
        "parts": [_part(_("决定召回"), lines)],
        "cost_basis": row.campaign.scheme_version.parameters.get("cost_basis", ""),
        "crumbs": [
            (_("提名"), reverse("recall:nomination-list")),
            (str(row.cadre), reverse("recall:nomination", args=[row.pk])),
            (_("后果日历"), None),
        ],
    }


def of_outcome(
    case: Case, *, on: date, asked: Waiting | None = None, chosen: str = ""
) -> dict[str, Any]:
    """Answer the context of an outcome: each that the law allows, or the one that was decided.

    :param on: the day from which one that is not decided yet is counted
    :param asked: the condition that stands on a form and is not sent in
    :param chosen: the kind that is chosen there, told first
    """
    outcome = decided.of_case(case)
    # A unit is not told of a referral.
    is_told = outcome is not None and outcome.kind != OutcomeKind.REFER
    held = waiting.of_case(case, on=on) or (asked if outcome is None else None)
    parts = [_decided(outcome, held)] if outcome and is_told else _possible(case, held, on, chosen)
    return {
        "title": _("后果日历"),
        "name": case.cadre.name,
        "on": outcome.held_on if outcome and is_told else on,
        "is_decided": is_told,
        "parts": parts,
        "crumbs": [
            (_("综合考核"), reverse("assessment:assessment-list")),
            (str(case), reverse("assessment:case", args=[case.pk])),
            (_("后果日历"), None),
        ],
    }


def _decided(outcome: Outcome, held: Waiting | None) -> dict[str, Any]:
    return _observed(outcome.kind, decided.calendar(outcome), held)


def _possible(case: Case, held: Waiting | None, on: date, chosen: str) -> list[dict[str, Any]]:
    campaign, authority = case.campaign, case.cadre.authority
    rows = [row for row in offered(case) if not row.refused and row.kind != OutcomeKind.REFER]
    return [
        _observed(row.kind, consequences.of_outcome(row, campaign, authority, on=on), held)
        | {"is_chosen": row.kind == chosen}
        for row in sorted(rows, key=lambda row: row.kind != chosen)
    ]


def _observed(kind: str, lines: list[consequences.Line], held: Waiting | None) -> dict[str, Any]:
    """Answer the part of an outcome; what is under a condition is told as no more than that."""
    label = str(OutcomeKind(kind).label)
    if held is None or held.kind != kind:
        return _part(label, lines)
    part = _part(label, waiting.suspended(lines, held))
    if held.has_lapsed:
        return part | {"note": _("附条件暂缓执行，已不再执行：职务不变，没有限制。")}
    return part | {"note": _("附条件暂缓执行：会议决定执行之前，职务不变，没有限制。")}


def _part(label: str, lines: list[consequences.Line]) -> dict[str, Any]:
    fen = consequences.total(lines)
    return {
        "label": label,
        "lines": [
            {"row": line, "amount": _yuan(line.fen), "cost": _spent(line.cost)} for line in lines
        ],
        "cost": _spent(consequences.cost(lines)),
        "total": _yuan(fen),
        "has_money": any(line.fen != 0 for line in lines),
    }


def _spent(fen: int) -> str:
    """Answer what the county spends as people read it, empty where nothing is entered."""
    return _("%(yuan)s元") % {"yuan": f"{fen / 100:,.2f}"} if fen else ""


def _yuan(fen: int | None) -> str:
    """Answer an amount as people read it: empty for nothing, told for one that is not known."""
    if fen is None:
        return _("金额未列明")
    return _("少得%(yuan)s元") % {"yuan": f"{fen // 100}.{fen % 100:02d}"} if fen else ""
