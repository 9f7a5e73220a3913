"""What the pages of cases on people of another county show."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessment import permissions
from assessment.models import Assessment, Concurrence
from assessment.queries import concurrences
from recall.enums import CaseState
from recall.models import Case
from recall.presenters import cases, reasons, settlements
from recall.presenters.facts import fact_rows


def mark(row: Concurrence) -> tuple[str, str, str]:
    """Answer words, colour and icon of how a question stands."""
    if row.answered_at is None:
        return _("待会签"), "amber", "hourglass"
    if row.is_agreed:
        return _("同意"), "green", "circle-check"
    return _("不同意"), "red", "circle-x"


def _lines(case: Case, user: Any) -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "mark": mark(row),
            "url": reverse("assessment:concurrence-answer", args=[row.pk])
            if row.answered_at is None and permissions.answer_concurrence.allows(user, row)
            else "",
        }
        for row in concurrences.of_case(case, user)
    ]


def listed(case: Case, *, user: Any, on: date) -> dict[str, Any]:
    """Answer what the county that keeps the case asked, and whether it may ask now."""
    held = Assessment.objects.filter(case=case, concluded_at__isnull=False).first()
    may = held is not None and permissions.decide_outcome.allows(user, held)
    due = case.state == CaseState.ASSESSED or concurrences.waiting(case, on)
    return {
        "case": case,
        "crumbs": crumbs(case, _("他县会签")),
        "unit_now": case.cadre.unit.name,  # `place` is the reader's own, on top of every page
        "lines": _lines(case, user),
        "ask_url": reverse("assessment:concurrence-ask", args=[case.pk])
        if may and due and concurrences.is_away(case)
        else "",
    }


def crumbs(case: Case, *more: str) -> list[tuple[str, str | None]]:
    """Answer the way from the case's assessment."""
    way: list[tuple[str, str | None]] = [
        (_("综合考核"), reverse("assessment:assessment-list")),
        (str(case.cadre), reverse("assessment:case", args=[case.pk])),
    ]
    return way + [(label, None) for label in more]


def arrived_crumbs(case: Case | None, *more: str) -> list[tuple[str, str | None]]:
    """Answer the way in the county to which the person moved."""
    top = reverse("assessment:arrived-list") if case else None
    way: list[tuple[str, str | None]] = [(_("调入人员的在办案件"), top)]
    if case:
        page = reverse("assessment:arrived", args=[case.pk]) if more else None
        way.append((str(case.cadre), page))
    return way + [(label, None) for label in more]


def arrived(case: Case, *, user: Any) -> dict[str, Any]:
    """Answer the case as the present county reads it: nothing to press but its own answers."""
    nomination = case.nomination
    return {
        "case": case,
        "crumbs": arrived_crumbs(case),
        "facts": [
            {"label": _("办理县"), "value": case.county.name},
            {"label": _("现单位"), "value": case.cadre.unit.name},
            *cases.person(case),
        ],
        "stages": cases.stages(case),
        "rows": [
            {"row": row, "files": []}
            for row in fact_rows(nomination, settlement=settlements.settled(nomination))
        ],
        "statement": getattr(nomination, "statement", None),
        "statement_pages": reasons.statement_pages(nomination, user),
        "lines": _lines(case, user),
    }


def facts(row: Concurrence) -> list[dict[str, Any]]:
    """Answer what is asked."""
    return [
        {"label": _("办理县"), "value": row.case.county.name},
        {"label": _("拟作结果"), "value": row.get_kind_display()},
        {"label": _("拟作理由"), "value": row.reason, "wide": True},
    ]
