"""Inspection findings: entered, put before the unit, answered, closed by another person."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from core import dates
from core.audit import trail
from core.workflow.engine import lock
from evidence import permissions, regulations
from evidence.enums import InspectionOutcome, InspectionSource, Practice
from evidence.models import (
    Inspection,
    InspectionFile,
    InspectionFinding,
    InspectionPerson,
    Signal,
)
from evidence.queries import inspections
from evidence.services import files, signals

_FACTS = ("unit", "source", "seen_on", "place", "seen", "ground")


@transaction.atomic
def plan(
    county: Any, *, title: str, basis: str, answer_days: int, by: Any, at: datetime
) -> Inspection:
    """Set up a round of inspections: the paper it rests on, and the working days of an answer.

    :raises RegulationBroken: FD-09, the county has one of that title
    """
    permissions.plan_inspection.check(by, county)
    regulations.inspection_is_new.check(Inspection.objects.filter(county=county, title=title))
    row = Inspection.objects.create(
        county=county,
        title=title,
        basis=basis,
        answer_days=answer_days,
        planned_by=by,
        planned_at=at,
    )
    trail.record(row, "plan_inspection", by=by, at=at)
    return row


@transaction.atomic
def enter(
    inspection: Inspection,
    *,
    unit: Any,
    source: InspectionSource,
    seen_on: date,
    place: str,
    seen: str,
    ground: Any,
    by: Any,
    at: datetime,
) -> InspectionFinding:
    """Enter what was seen in a unit; people and files are added before the unit is told.

    :raises RegulationBroken: FD-01, a day that has not come
    """
    permissions.enter_finding.check(by, inspection)
    regulations.seen_already.check(seen_on, dates.legal_day(at))
    row = InspectionFinding.objects.create(
        inspection=inspection,
        unit=unit,
        source=source,
        seen_on=seen_on,
        place=place,
        seen=seen,
        ground=ground,
        found_by=by,
        found_at=at,
    )
    trail.record(row, "enter_finding", by=by, at=at)
    return row


def _draft(finding: InspectionFinding, by: Any) -> InspectionFinding:
    finding = lock(finding)
    permissions.edit_finding.check(by, finding)
    regulations.finding_is_draft.check(finding)
    return finding


@transaction.atomic
def correct(
    finding: InspectionFinding, *, by: Any, at: datetime, seen_on: date, **told: Any
) -> InspectionFinding:
    """Write source, day, place, ground and what was seen anew, until the unit is told.

    :raises RegulationBroken: FD-01 a day that has not come, FD-03 the unit was told
    """
    finding = _draft(finding, by)
    regulations.seen_already.check(seen_on, dates.legal_day(at))
    values = {name: told[name] for name in _FACTS if name in told} | {"seen_on": seen_on}
    for name, value in values.items():
        setattr(finding, name, value)
    finding.save(update_fields=list(values))
    trail.record(finding, "correct_finding", by=by, at=at)
    return finding


@transaction.atomic
def add_person(
    finding: InspectionFinding, *, cadre: Any, by: Any, at: datetime
) -> InspectionPerson:
    """Name a person of the unit in a finding; twice is once.

    :raises RegulationBroken: FD-02 of another unit, FD-03 the unit was told
    """
    finding = _draft(finding, by)
    permissions.score_target.check(by, cadre)
    regulations.person_is_of_the_unit.check(cadre, finding)
    row, is_new = InspectionPerson.objects.get_or_create(finding=finding, cadre=cadre)
    if is_new:
        trail.record(row, "name_in_finding", by=by, at=at, finding=finding.pk)
    return row


@transaction.atomic
def drop_person(
    finding: InspectionFinding, *, person: InspectionPerson, by: Any, at: datetime
) -> InspectionFinding:
    """Take a person out of a finding again.

    :raises RegulationBroken: FD-03, the unit was told
    """
    finding = _draft(finding, by)
    trail.record(person, "unname_in_finding", by=by, at=at, finding=finding.pk)
    person.delete()
    return finding


@transaction.atomic
def attach(
    finding: InspectionFinding, *, content: bytes, title: str, by: Any, at: datetime
) -> InspectionFile:
    """Attach a file to a finding; the same file stays one row.

    :raises RegulationBroken: FD-03 the unit was told, EV-01 to EV-06
    """
    finding = _draft(finding, by)
    file = files.store(content, title=title, by=by, at=at)
    if same := finding.files.filter(file__sha256=file.sha256).first():
        files.discard(file)
        return same
    row = InspectionFile.objects.create(finding=finding, file=file)
    trail.record(finding, "attach", by=by, at=at, file=file.pk, sha256=file.sha256)
    return row


@transaction.atomic
def detach(
    finding: InspectionFinding, *, file: InspectionFile, by: Any, at: datetime
) -> InspectionFinding:
    """Take a file off a finding again; its bytes stay where uploads are kept.

    :raises RegulationBroken: FD-03, the unit was told
    """
    finding = _draft(finding, by)
    sha256 = file.file.sha256
    file.delete()
    trail.record(finding, "detach", by=by, at=at, sha256=sha256)
    return finding


@transaction.atomic
def send(finding: InspectionFinding, *, by: Any, at: datetime) -> InspectionFinding:
    """Put a finding before its unit; its answer is due after the inspection's working days.

    :raises RegulationBroken: FD-03, the unit was told before
    """
    finding = _draft(finding, by)
    term = finding.inspection.answer_days
    finding.sent_by, finding.sent_at = by, at
    finding.answer_due_on = dates.add_working_days(dates.legal_day(at), term)
    finding.save(update_fields=["sent_by", "sent_at", "answer_due_on"])
    trail.record(finding, "send_finding", by=by, at=at)
    return finding


@transaction.atomic
def answer(finding: InspectionFinding, *, text: str, by: Any, at: datetime) -> InspectionFinding:
    """Let the unit answer, once; a late answer counts while the finding is not closed.

    :raises RegulationBroken: FD-04, not told yet, answered or closed
    """
    finding = lock(finding)
    permissions.answer_finding.check(by, finding)
    regulations.awaits_an_answer.check(finding)
    finding.answer, finding.answered_by, finding.answered_at = text, by, at
    finding.save(update_fields=["answer", "answered_by", "answered_at"])
    trail.record(finding, "answer_finding", by=by, at=at)
    return finding


@transaction.atomic
def close(
    finding: InspectionFinding, *, outcome: InspectionOutcome, opinion: str, by: Any, at: datetime
) -> InspectionFinding:
    """Say what is to be held of a finding, for good.

    :raises RegulationBroken: FD-05 the unit was not heard, FD-06 by its finder, FD-07 closed
    """
    finding = lock(finding)
    permissions.close_finding.check(by, finding)
    regulations.finding_is_open.check(finding)
    regulations.closed_by_another.check(finding, by)
    regulations.unit_was_heard.check(finding, dates.legal_day(at))
    finding.outcome, finding.opinion = outcome, opinion
    finding.closed_by, finding.closed_at = by, at
    finding.save(update_fields=["outcome", "opinion", "closed_by", "closed_at"])
    trail.record(finding, "close_finding", by=by, at=at, outcome=outcome)
    return finding


@transaction.atomic
def raise_for(finding: InspectionFinding, *, by: Any, at: datetime) -> list[Signal]:
    """Raise a signal for everybody whom a confirmed finding names and nothing leaves out.

    :raises RegulationBroken: FD-08, not confirmed
    """
    finding = lock(finding)
    permissions.close_finding.check(by, finding)
    regulations.finding_is_confirmed.check(finding)
    inspection = finding.inspection
    return [
        signals.raise_(
            one.cadre,
            practice=Practice.FINDINGS,
            source_pk=finding.pk,
            ground=finding.ground,
            value=Decimal(one.times),
            said=one.said[:200],
            rule=f"{inspection.title}（{inspection.basis}）"[:120],
            rows=inspections.lines(finding),
            from_on=finding.seen_on,
            until_on=finding.seen_on,
            by=by,
            at=at,
        )
        for one in inspections.named(finding)
        if not one.left_out
    ]
