"""Shares of complaints: rules settled, numbers and complaints entered, judged, closed."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import trail
from core.dates import legal_day
from core.errors import StateConflict
from core.sealing.boxes import fingerprint
from core.workflow.engine import lock
from evidence import permissions
from evidence.enums import Practice
from evidence.models import Complaint, ComplaintLine, ComplaintPlan, ServedCount, Signal
from evidence.queries import complaints as figures
from evidence.queries import presets
from evidence.regulations import complaints as rules
from evidence.services import signals


@transaction.atomic
def draw_up(
    unit: Any,
    *,
    title: str,
    basis: str,
    from_on: date,
    until_on: date,
    counts: str,
    smallest: int,
    by: Any,
    at: datetime,
) -> ComplaintPlan:
    """Begin a unit's period with Xingren's two lines, where their grounds are on file.

    :param smallest: at least 5 applicants; with fewer a person has no share
    :raises RegulationBroken: CP-01 the title stands, CP-02 the days
    """
    permissions.keep_complaints.check(by, unit)
    rules.plan_is_new.check(ComplaintPlan.objects.filter(unit=unit, title=title))
    rules.period_has_days.check(from_on, until_on)
    plan = ComplaintPlan.objects.create(
        unit=unit,
        county_id=unit.county_id,
        title=title,
        basis=basis,
        from_on=from_on,
        until_on=until_on,
        counts=counts,
        smallest=smallest,
        drawn_up_by=by,
        drawn_up_at=at,
    )
    for given in presets.cited("complaints"):
        plan.lines.create(**given)
    trail.record(plan, "draw_up_complaints", by=by, at=at)
    return plan


def _locked(plan: ComplaintPlan, by: Any, rule: Any) -> ComplaintPlan:
    row = lock(plan)
    permissions.keep_complaints.check(by, row)
    rule.check(row)
    return row


@transaction.atomic
def add_line(
    plan: ComplaintPlan,
    *,
    kind: str,
    percent: Decimal,
    measure: str,
    ground: Any,
    by: Any,
    at: datetime,
) -> ComplaintLine:
    """Add a line in percent; an empty kind is all complaints together.

    :raises RegulationBroken: CP-03 settled, CP-04 kind and measure have one
    """
    row = _locked(plan, by, rules.rules_are_open)
    rules.line_is_new.check(row.lines.filter(kind=kind, measure=measure))
    line = row.lines.create(kind=kind, percent=percent, measure=measure, ground=ground)
    trail.record(row, "add_complaint_line", by=by, at=at, line=line.pk)
    return line


@transaction.atomic
def drop_line(plan: ComplaintPlan, *, line: ComplaintLine, by: Any, at: datetime) -> ComplaintPlan:
    """Take a line out again.

    :raises RegulationBroken: CP-03, settled
    """
    row, pk = _locked(plan, by, rules.rules_are_open), line.pk
    line.delete()
    trail.record(row, "drop_complaint_line", by=by, at=at, line=pk)
    return row


@transaction.atomic
def settle(plan: ComplaintPlan, *, by: Any, at: datetime) -> ComplaintPlan:
    """Settle the rules before the first record.

    :raises RegulationBroken: CP-03 settled before, CP-05 no line
    """
    row = _locked(plan, by, rules.rules_are_open)
    rules.plan_has_lines.check(row.lines)
    row.settled_by, row.settled_at = by, at
    row.save(update_fields=["settled_by", "settled_at"])
    trail.record(row, "settle_complaint_rules", by=by, at=at)
    return row


@transaction.atomic
def count(
    plan: ComplaintPlan, *, cadre: Any, applicants: int, source: str, by: Any, at: datetime
) -> ServedCount:
    """Enter or correct how many applicants a person served, and where the number is from.

    :raises NotAllowed: the own number
    :raises RegulationBroken: CP-06 no records now, CP-07 not of the unit
    """
    row = _locked(plan, by, rules.plan_takes_records)
    permissions.enter_complaint.check(by, cadre)
    rules.person_is_of_the_unit.check(cadre, row)
    given = {"applicants": applicants, "source": source, "entered_by": by, "entered_at": at}
    held, _new = ServedCount.objects.update_or_create(plan=row, cadre=cadre, defaults=given)
    trail.record(held, "count_applicants", by=by, at=at)
    return held


def applicant_of(plan: int, number: str) -> str:
    """Answer the keyed digest of a matter's number in a plan; empty for no number."""
    said = "".join(number.split()).upper()
    return fingerprint(f"complaint {plan} {said}") if said else ""


@transaction.atomic
def enter(
    plan: ComplaintPlan,
    *,
    cadre: Any,
    kind: str,
    channel: str,
    on: date,
    number: str,
    by: Any,
    at: datetime,
) -> Complaint:
    """Enter one complaint; of the number only a keyed hash is kept, different in each plan.

    :param number: under which the matter is looked up; empty counts as an applicant of its own
    :raises NotAllowed: about oneself
    :raises RegulationBroken: CP-06 no records now, CP-07 not of the unit, CP-08 the day
    """
    row = _locked(plan, by, rules.plan_takes_records)
    permissions.enter_complaint.check(by, cadre)
    rules.person_is_of_the_unit.check(cadre, row)
    rules.day_is_in_the_period.check(row, on, legal_day(at))
    found = Complaint.objects.create(
        plan=row,
        cadre=cadre,
        kind=kind,
        channel=channel,
        on=on,
        applicant=applicant_of(row.pk, number),
        entered_by=by,
        entered_at=at,
    )
    trail.record(found, "enter_complaint", by=by, at=at)
    return found


@transaction.atomic
def judge(complaint: Complaint, *, finding: str, reason: str, by: Any, at: datetime) -> Complaint:
    """Say what looking into a complaint gave.

    :raises NotAllowed: by who entered it, or who is concerned
    :raises RegulationBroken: CP-06 closed, CP-09 no reason
    :raises StateConflict: judged already
    """
    plan, row = lock(complaint.plan), lock(complaint)
    permissions.judge_complaint.check(by, row)
    rules.plan_takes_records.check(plan)
    rules.finding_is_explained.check(reason)
    if row.judged_at is not None:
        raise StateConflict(_("这件投诉已经核查。"))
    row.finding, row.judged_reason = finding, reason.strip()
    row.judged_by, row.judged_at = by, at
    row.save(update_fields=["finding", "judged_reason", "judged_by", "judged_at"])
    trail.record(row, "judge_complaint", by=by, at=at, finding=finding)
    return row


@transaction.atomic
def close(plan: ComplaintPlan, *, by: Any, at: datetime) -> ComplaintPlan:
    """End the period once it is over and everything is judged; nothing changes from now on.

    :raises RegulationBroken: CP-06 not running, CP-10 not over, CP-11 something not judged
    """
    row = _locked(plan, by, rules.plan_takes_records)
    rules.period_is_over.check(row.until_on, legal_day(at))
    rules.complaints_are_judged.check(row.complaints.filter(judged_at=None))
    row.closed_by, row.closed_at = by, at
    row.save(update_fields=["closed_by", "closed_at"])
    trail.record(row, "close_complaints", by=by, at=at)
    return row


@transaction.atomic
def raise_for(plan: ComplaintPlan, *, by: Any, at: datetime) -> list[Signal]:
    """Raise a signal for everybody whom a line names and nothing leaves out; twice is once.

    :raises RegulationBroken: CP-12, not closed yet
    """
    row = _locked(plan, by, rules.plan_is_closed)
    return [
        signals.raise_(
            one.standing.cadre,
            practice=Practice.COMPLAINTS,
            source_pk=row.pk,
            ground=one.line.ground,
            value=one.share,
            said=f"{row.title}：{one.said}"[:200],
            rule=f"{row.title}（{row.basis}）"[:120],
            rows=one.rows,
            from_on=row.from_on,
            until_on=row.until_on,
            by=by,
            at=at,
        )
        for one in figures.candidates(row, on=legal_day(at))
        if not one.left_out and one.standing.cadre.user_id != by.pk
    ]
