"""What the pages of lent access show."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.ui.templatetags.ui import cn_datetime
from recall.models import Case, HelperAccess, Statement
from recall.permissions import helpers as may
from recall.permissions.notes import is_of_office
from recall.presenters import cases, settlements
from recall.presenters.facts import fact_rows
from recall.queries import helpers
from recall.regulations import helpers as rules


def crumbs(case: Case, *more: str) -> list[tuple[str, str | None]]:
    """Answer the way to a case's helpers and what is done there."""
    way: list[tuple[str, str | None]] = [
        (_("案件"), reverse("recall:case-list")),
        (str(case.cadre), reverse("recall:case", args=[case.pk])),
        (_("协办查阅"), reverse("recall:helper-list", args=[case.pk]) if more else None),
    ]
    return way + [(label, None) for label in more]


def link(case: Case, user: Any) -> str:
    """Answer where the department finds the helpers of a case; empty for anybody else."""
    if not is_of_office(user, case):
        return ""
    return reverse("recall:helper-list", args=[case.pk])


def mark(row: HelperAccess, at: datetime) -> tuple[str, str, str]:
    """Answer words, colour and icon of how an access stands."""
    if row.waits:
        return _("待审批"), "amber", "hourglass"
    if row.refused_at:
        return _("未批准"), "grey", "circle-x"
    if row.ended_at:
        return _("已提前收回"), "grey", "circle-x"
    if rules.access_runs.is_kept(row, at):
        return _("查阅中"), "green", "circle-check"
    return _("已到期"), "grey", "circle-check"


def listed(case: Case, *, user: Any, at: datetime) -> dict[str, Any]:
    """Answer the accesses on a case with what the user may do about each."""
    asks = may.ask_for_helper.allows(user, case)
    return {
        "case": case,
        "crumbs": crumbs(case),
        "lines": [_line(row, user, at) for row in helpers.listed(case, user)[:SHOWN]],
        "ask_url": reverse("recall:helper-ask", args=[case.pk]) if asks else "",
    }


SHOWN = 50  # accesses on one case


def _line(row: HelperAccess, user: Any, at: datetime) -> dict[str, Any]:
    answers = row.waits and may.approve_helper.allows(user, row)
    ends = rules.access_runs.is_kept(row, at) and may.end_helper.allows(user, row)
    names = [*(["approve", "refuse"] if answers else []), *(["end"] if ends else [])]
    return {
        "row": row,
        "mark": mark(row, at),
        "urls": {name: reverse("recall:helper-act", args=[row.pk, name]) for name in names},
    }


def facts(row: HelperAccess) -> list[dict[str, Any]]:
    """Answer what was asked for."""
    told = _("依 %(basis)s 不告知") % {"basis": row.withheld_basis}
    return [
        {"label": _("协办人"), "value": row.helper.name},
        {"label": _("查阅天数"), "value": row.days},
        {"label": _("协办事由"), "value": row.reason, "wide": True},
        {"label": _("告知本人"), "value": told if row.withheld_basis else _("开通时告知")},
    ]


def lent(access: HelperAccess) -> dict[str, Any]:
    """Answer the case as its helper reads it: nothing to press, no way on."""
    case, nomination = access.case, access.case.nomination
    said = Statement.objects.filter(nomination=nomination).first()
    facts = fact_rows(nomination, settlement=settlements.settled(nomination))
    return {
        "access": access,
        "until": cn_datetime(access.until_at),
        "case": case,
        "facts": cases.person(case),
        "stages": cases.stages(case),
        "rows": [{"row": row, "files": _files(access, row)} for row in facts],
        "statement": said,
    }


def _files(access: HelperAccess, row: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {
            "title": item["title"],
            "url": reverse("recall:lent-evidence", args=[access.pk, item["pk"]]),
        }
        for item in row["evidence"]
    ]
