"""One record of every kind that is removed whole, with rows as the acts leave them."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from evidence.enums import Practice
from evidence.models import Signal
from keeping.enums import RecordKind
from keeping.queries.trees import YEARS
from recall.models import (
    Challenge,
    Evasion,
    RiskSample,
    TakenSignal,
    UnitMeasure,
    ZeroReport,
)
from recall.services import campaigns
from tests.factories import books as ledger
from tests.factories import (
    checklists,
    complaints,
    evidence,
    examinations,
    honour_lists,
    inspections,
    panels,
    polls,
    presentations,
    reflections,
    reminders,
    targets,
    weekly,
    work,
)
from tests.factories import training as make
from tests.factories.cadres import PostFactory
from tests.moments import NOW
from training.models import CourseRating, RatingAnswer
from training.services import teachers


def person(world: SimpleNamespace) -> Any:
    return PostFactory(cadre__unit=world.unit).cadre


def book(world: SimpleNamespace) -> tuple[int, Any]:
    row = ledger.opened_book(world.unit)
    one = ledger.member(row)
    ledger.member(row, row.groups[-1])
    ledger.entry(one, ledger.BookItem.objects.filter(book=row).earliest("pk").title)
    ledger.final(row)
    raised(Practice.POINTS, ledger.period(row).pk, one.cadre)
    return row.pk, one.cadre


def ballot(world: SimpleNamespace) -> tuple[int, Any]:
    row = polls.counted_poll(polls.opened_poll(world.unit))
    subject = row.subjects.order_by("position").first()
    raised(Practice.BALLOT, row.pk, subject.cadre)
    return row.pk, subject.cadre


def week(world: SimpleNamespace) -> tuple[int, Any]:
    row = weekly.listed(world.unit)
    cadre = weekly.person(row)
    weekly.task(row, cadre)
    return row.pk, cadre


def checklist(world: SimpleNamespace) -> tuple[int, Any]:
    row, cadre = checklists.settled(world.county), person(world)
    checklists.confirmed(checklists.reported(row, cadre))
    raised(Practice.CHECKLIST, row.pk, cadre)
    return row.pk, cadre


def complaint(world: SimpleNamespace) -> tuple[int, Any]:
    row = complaints.running(world.unit)
    cadre = complaints.served(row, 20)
    complaints.complained(row, cadre)
    complaints.closed(row)
    return row.pk, cadre


def honours(world: SimpleNamespace) -> tuple[int, Any]:
    row = honour_lists.drawn(world.unit)
    entry = honour_lists.proposed(row)
    return row.pk, entry.cadre


def inspection(world: SimpleNamespace) -> tuple[int, Any]:
    row, cadre = inspections.inspected(world.county), person(world)
    found = inspections.found(row, world.unit, cadre)
    inspections.closed(inspections.answered(inspections.sent(found)))
    raised(Practice.FINDINGS, found.pk, cadre)
    return row.pk, cadre


def panel(world: SimpleNamespace) -> tuple[int, Any]:
    row = panels.closed(
        panels.scored(panels.opened(panels.manned(panels.planned(world.unit))), 50, 50)
    )
    candidate = row.candidates.order_by("pk").first()
    return row.pk, candidate.cadre


def presentation(world: SimpleNamespace) -> tuple[int, Any]:
    row = presentations.commenting(presentations.manned(presentations.drawn(world.unit)))
    one = row.members.order_by("pk").first()
    presentations.commented(one, 80)
    presentations.closed(row)
    return row.pk, one.cadre


def reminder(world: SimpleNamespace) -> tuple[int, Any]:
    row = reminders.served(reminders.issued(person(world)))
    raised(Practice.REMINDER, row.pk, row.cadre)
    return row.pk, row.cadre


def target(world: SimpleNamespace) -> tuple[int, Any]:
    row = targets.planned(world.unit)
    cadre = targets.scored(row, *[10 for _item in row.items.all()])
    return row.pk, cadre


def months(world: SimpleNamespace) -> tuple[int, Any]:
    row = work.month(person(world))
    work.corrected(row, late_times=2)
    work.month(row.cadre, date(2018, 3, 1))
    raised(Practice.ATTENDANCE, row.pk, row.cadre)
    return world.unit.pk * YEARS + 2018, row.cadre


def training_class(world: SimpleNamespace) -> tuple[int, Any]:
    row = make.planned_class(world)
    lesson = make.session(row, world.manager)
    told = {"items": ["内容"], "seats_made": 5, "closes_on": make.OPENS_ON}
    rating = CourseRating.objects.create(
        session=lesson, opened_by=world.manager, opened_at=lesson.ends_at, **told
    )
    RatingAnswer.objects.create(id=uuid4(), rating=rating, marks=[4])
    examinations.examination(world, row)
    reflections.task(world, row)
    return row.pk, None


def leaver(world: SimpleNamespace) -> tuple[int, Any]:
    cadre = person(world)
    cadre.left_on = date(2018, 6, 1)
    cadre.save(update_fields=["left_on"])
    return cadre.pk, cadre


def answered(world: SimpleNamespace) -> tuple[int, Any]:
    """A campaign that is over: a unit that reported nobody, was asked, and kept somebody back."""
    cadre = person(world)
    place = {"campaign": world.campaign, "unit": world.unit}
    row = world.campaign.rounds.get()
    told = {"unit": world.unit, "reason": "逐人核对，没有符合情形的"}
    ZeroReport.objects.create(round=row, signed_by=world.admin, signed_at=NOW, **told)
    RiskSample.objects.create(round=row, seed="1", size=1, drawn_by=world.admin, drawn_at=NOW)
    told = {"origin": "SIGNALS", "reason": "请逐人核对", "days": 5, "due_on": NOW.date()}
    told |= {"answer": "MAINTAINS", "answer_text": "已核对", "outcome": "ACCEPTED"}
    hands = {f"{act}_by": world.admin for act in ("raised", "answered", "closed")}
    moments = {f"{act}_at": NOW for act in ("raised", "answered", "closed")}
    asked = Challenge.objects.create(
        round=row, outcome_reason="理由成立", **place, **told, **hands, **moments
    )
    held = Evasion.objects.create(
        round=row, challenge=asked, kind="CONCEALED", reason="知情不报", material="台账第3页",
        signal=raised(Practice.FINDINGS, 0, cadre), hear_days=5, hear_until_on=NOW.date(),
        recorded_by=world.admin, recorded_at=NOW, confirmed_reason="属实",
        confirmed_by=world.decider, confirmed_at=NOW, **place,
    )  # fmt: skip
    UnitMeasure.objects.create(
        evasion=held, kind="INTERVIEW", taken_on=NOW.date(), reason="约谈负责人",
        recorded_by=world.admin, recorded_at=NOW, **place,
    )  # fmt: skip
    campaigns.close(world.campaign, by=world.admin, at=NOW)
    return world.campaign.pk, cadre


def teacher(world: SimpleNamespace) -> tuple[int, Any]:
    row = teachers.add(world.county, name="何静", by=world.manager, at=NOW)
    return teachers.retire(row, by=world.manager, at=NOW).pk, None


RECORDS: dict[str, Callable[[SimpleNamespace], tuple[int, Any]]] = {
    RecordKind.LEAVERS: leaver,
    RecordKind.BOOKS: book,
    RecordKind.BALLOTS: ballot,
    RecordKind.WEEKLY: week,
    RecordKind.CHECKLISTS: checklist,
    RecordKind.COMPLAINTS: complaint,
    RecordKind.LISTS: honours,
    RecordKind.INSPECTIONS: inspection,
    RecordKind.PANELS: panel,
    RecordKind.PRESENTED: presentation,
    RecordKind.REMINDERS: reminder,
    RecordKind.TARGETS: target,
    RecordKind.WORK: months,
    RecordKind.CLASSES: training_class,
    RecordKind.COMPLIANCE: answered,
    RecordKind.TEACHERS: teacher,
}


def raised(practice: Practice, source: int, cadre: Any) -> Signal:
    return evidence.raised_signal(cadre, practice=practice, source_pk=source)


def cites(nomination: Any, signal: Signal, by: Any) -> TakenSignal:
    """Let a matter rest on a signal, as a clerk takes it into a nomination."""
    given = {"snapshot": {"said": signal.said}, "added_by": by, "added_at": NOW}
    return TakenSignal.objects.create(nomination=nomination, signal=signal, **given)
