"""Acts on follow-up: due rows open with the serving, a visit is written down, the label ends."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from assessment import permissions
from assessment.enums import LEAVING, OutcomeKind
from assessment.models import ClearingNote, FollowUp, Outcome
from assessment.queries import followups as queries
from assessment.regulations import after as rules
from core import dates
from core.audit import trail
from core.documents import rendering
from core.errors import StateConflict
from core.workflow.engine import lock
from recall.models import Case
from schemes.queries import wordings
from units.queries import units


def open_(outcome: Outcome, *, by: Any, at: datetime) -> list[FollowUp]:
    """Open the visits that fall due after an outcome, in the caller's transaction."""
    if outcome.kind in (*LEAVING, OutcomeKind.REFER):
        return []
    return FollowUp.objects.bulk_create(
        FollowUp(
            case_id=outcome.case_id,
            outcome=outcome,
            months=number,
            due_on=dates.add_months(outcome.held_on, number),
        )
        for number in queries.months(outcome.case.campaign)
    )


def drop(outcome: Outcome, *, by: Any, at: datetime) -> None:
    """Call off the visits of an outcome that an appeal set aside, in the caller's transaction."""
    call_off(FollowUp.objects.waiting().filter(outcome=outcome), by=by, at=at)


def call_off(rows: Iterable[FollowUp], *, by: Any, at: datetime) -> None:
    """Call off visits that wait, in the caller's transaction."""
    for row in rows:
        row.dropped_at = at
        row.save(update_fields=["dropped_at"])
        trail.record(row, "drop_follow_up", by=by, at=at)


@transaction.atomic
def record(
    follow_up: FollowUp,
    *,
    visited_on: date,
    visitor: str,
    findings: str,
    own_words: str,
    standing: str,
    by: Any,
    at: datetime,
) -> FollowUp:
    """Write down a visit: when, by whom, what was found, what the person says.

    :raises RegulationBroken: FU-01 the day, FU-02 no findings, FU-03 the person was not heard,
        FU-04 written down before
    """
    case = lock(follow_up.case)
    row = lock(follow_up)
    permissions.keep_after.check(by, case)
    rules.visit_is_open.check(row.done_at, row.dropped_at)
    rules.visited_in_time_order.check(visited_on, row.outcome.held_on, dates.legal_day(at))
    rules.findings_are_told.check(findings)
    rules.own_words_are_heard.check(own_words)
    row.visited_on, row.visitor, row.standing = visited_on, visitor.strip(), standing
    row.findings, row.own_words = findings.strip(), own_words.strip()
    row.done_by, row.done_at = by, at
    row.save()
    trail.record(row, "record_follow_up", by=by, at=at, standing=standing)
    return row


@transaction.atomic
def clear(case: Case, *, by: Any, at: datetime) -> ClearingNote:
    """Give the person a paper that the label is over and bears on nothing from now on.

    :raises RegulationBroken: FU-05 the label holds still, or a visit is not written down
    :raises StateConflict: given before
    """
    case = lock(case)
    permissions.keep_after.check(by, case)
    if ClearingNote.objects.filter(case=case).exists():
        raise StateConflict(_("期满说明已经开具。"))
    waiting = FollowUp.objects.waiting().filter(case=case).count()
    rules.label_is_over.check(queries.is_over(case, dates.legal_day(at)), waiting)
    row = ClearingNote.objects.create(
        case=case, document=_paper(case, by, at), issued_by=by, issued_at=at
    )
    trail.record(row, "clear_label", by=by, at=at)
    return row


@translation.override("zh-hans")  # official papers are Chinese, whoever signs them
def _paper(case: Case, by: Any, at: datetime) -> Any:
    on = dates.legal_day(at)
    county = units.division_name(case.county, on)
    snapshot = {
        "issuer": f"中共{county}委组织部",
        "addressee": f"{case.cadre.name}同志并{case.unit_then}",
        "campaign_title": case.campaign.title,
        "over_on": dates.cn(on),
        "issued_on": dates.cn(on),
        "copies_to": [],  # the unit is an addressee
    }
    return rendering.request(
        "documents/label_over.html",
        kind="label_over",
        scope=case.county.code,
        reference=f"{case.county.document_mark}满〔{{year}}〕{{number}}号",
        title="召回影响期满说明",
        snapshot=snapshot | wordings.frozen("label_over", case.county, on),
        by=by,
        at=at,
    )
