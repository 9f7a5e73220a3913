"""The acts of one trainee: practice, assessment, outcome, as far as the course goes."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from assessment.enums import OutcomeKind, Part
from assessment.models import Assessment
from assessment.queries import gate
from assessment.services import assessments, outcomes
from core import dates
from recall.models import Case
from reports.queries.figures import OUTCOME_CODES
from stories import practice, texts
from stories.schema import STANDING_IN_CLASS
from stories.shapes import DAY, Course
from training.models import PracticePosting
from training.services import journals, postings, wishes

if TYPE_CHECKING:
    from stories.classes import ClassPlayer

KINDS = {name: kind for kind, name in OUTCOME_CODES.items()}
OF_PRACTICE = (Part.PRACTICE, Part.HOST, Part.RESIDENTS)
FAILED = ("DISMISS", "TERMINATE", "STANDBY", "DEMOTE", "REMOVE")
JOURNAL_EVERY = 14 * DAY


class TraineePlayer:
    """One trainee's practice, assessment and outcome, as far as the course goes."""

    def __init__(self, class_: "ClassPlayer", course: Course, host: int, number: int) -> None:
        self.class_, self.course, self._host, self._number = class_, course, host, number
        self.world, self.agenda, self.random = class_.world, class_.agenda, class_.random

    @property
    def manager(self) -> Any:
        return self.class_.manager

    @property
    def host(self) -> tuple[Any, Any, str]:
        """The host unit, the mentor there, and the place."""
        return self.world.hosts[self._host]

    @property
    def case(self) -> Case:
        return self.world.case(self.course)

    def schedule(self) -> None:
        """Enter the acts up to where the course stands or ends."""
        end = self.course.class_end
        if end == "training":
            return
        spans = self.class_.plan.postings
        if end == "practice":
            spans = [span for span in spans if span[0] < self.agenda.last]
        for number, (from_on, until_on) in enumerate(spans):
            stays = end == "practice" and number == len(spans) - 1
            self._practise(from_on, until_on, stays=stays)
        if end != "practice":
            self._settle(spans[-1][1] if spans else self.class_.plan.theory_days[-1])

    def _practise(self, from_on: date, until_on: date, *, stays: bool) -> None:
        self.agenda.add(from_on, self._send(from_on, until_on))
        if self._number < len(practice.MATTERS):
            practice.take_up(
                self.agenda,
                practice.MATTERS[self._number],
                posting=lambda: self._posting,
                token=self.world.token,
                mentor=lambda: self.host[1],
                from_on=from_on,
                until_on=until_on,
            )
        day = from_on + JOURNAL_EVERY / 2
        while day < until_on and day < self.agenda.last:
            self.agenda.add(day, self._write, late=True)
            day += JOURNAL_EVERY
        if not stays:
            self.agenda.add(until_on, self._finish, late=True)

    def _settle(self, ended_on: date) -> None:
        assessed_on = dates.add_working_days(ended_on, 5)
        self.agenda.add(assessed_on, self.assess)
        if self.course.class_end in STANDING_IN_CLASS:
            return
        decided_on = dates.add_working_days(assessed_on, 5)
        self.agenda.add(decided_on, self.decide)
        self.agenda.add(dates.add_working_days(decided_on, 2), self.serve)
        self.agenda.add(dates.add_working_days(decided_on, 3), self.carry_out)

    def _send(self, from_on: date, until_on: date) -> Any:
        def act(at: datetime) -> None:
            unit, mentor, place = self.host
            told = {"name": place, "number": self._host, "by": self.manager, "at": at}
            postings.send(
                self.case,
                host_unit=unit,
                mentor=mentor,
                place=place,
                host_place=practice.place_of(unit, **told),
                from_on=from_on,
                months=0,
                until_on=until_on,
                tasks=texts.TASKS,
                by=self.manager,
                at=at,
            )

        return act

    @property
    def _posting(self) -> PracticePosting:
        return PracticePosting.objects.get(case=self.case, finished_on=None)

    def _write(self, at: datetime) -> None:
        """Write a day's journal, by the trainee; the mentor remarks on every other one."""
        posting = self._posting
        entry = journals.write(
            posting,
            token=self.world.token(),
            on=dates.legal_day(at),
            text=self.random.choice(texts.JOURNAL),
            by=self.world.cadre(self.course).user,
            at=at,
        )
        if self.random.random() < 1 / 2:
            journals.remark(
                entry, remark=texts.REMARKED, by=self.host[1], at=at + timedelta(seconds=1)
            )

    def _finish(self, at: datetime) -> None:
        postings.finish(
            self._posting,
            finished_on=dates.legal_day(at),
            opinion=texts.FINISHED,
            by=self.host[1],
            at=at,
        )

    @property
    def _kind(self) -> str:
        return KINDS.get(self.course.class_end, OutcomeKind.RETURN)

    def assess(self, at: datetime) -> None:
        """Score every weighted part and conclude, by the class manager."""
        row = assessments.open_(self.case, by=self.manager, at=at)
        passed = self._kind not in FAILED
        low, high = (70, 95) if passed else (35, 55)
        for part in row.weights:
            told: dict[str, Any] = {"not_applicable_reason": texts.NOT_SENT}
            if part not in OF_PRACTICE or self.class_.plan.postings:
                value = Decimal(self.random.randint(low, high))
                told = {"value": value, "source": texts.SOURCE}
            assessments.score(row, part=part, **told, by=self.manager, at=at)
        assessments.conclude(
            Assessment.objects.get(pk=row.pk),
            passed=passed,
            comment=texts.ASSESSED[passed],
            by=self.manager,
            at=at,
        )

    def _wish(self, at: datetime) -> None:
        """Let the person ask to stay where they practised, and the host agree."""
        posting = PracticePosting.objects.filter(case=self.case).latest("pk")
        wishes.wish(posting, why=texts.WISH, by=self.world.cadre(self.course).user, at=at)
        wishes.answer(posting, is_agreed=True, answer=texts.WELCOME, by=self.host[1], at=at)

    def decide(self, at: datetime) -> None:
        """Decide the outcome, by the decider, with every condition of the gate checked."""
        if self._kind == OutcomeKind.STAY:
            self._wish(at)
        case = self.case
        nomination = case.nomination
        ruling = gate.ruling(self._kind, nomination.staff_kind, nomination.is_leading)
        meeting = outcomes.Meeting(
            name=self.world.meeting,
            held_on=dates.legal_day(at),
            due_count=9,
            agree_count=9,
            approver=gate.reaching(ruling, case.cadre.authority),
        )
        outcomes.decide(
            case,
            kind=self._kind,
            conditions=[row.code for row in ruling.conditions if row.role != "none"],
            effect_until_on=self._until(at),
            reason=texts.OUTCOME,
            meeting=meeting,
            by=self.world.office["decider"],
            at=at,
        )

    def _until(self, at: datetime) -> date | None:
        """Answer the last day of the year where no awards and no promotion are told for it."""
        told = self.world.plan.story.given.get("consequences", {})
        return date(dates.legal_day(at).year, 12, 31) if any(told.values()) else None

    def serve(self, at: datetime) -> None:
        """Record that the outcome's paper was handed over, by the class manager."""
        outcomes.serve(
            self.case.outcome,
            served_on=dates.legal_day(at),
            manner="IN_PERSON",
            received_by=self.world.cadre(self.course).name,
            by=self.manager,
            at=at,
        )

    def carry_out(self, at: datetime) -> None:
        outcomes.carry_out(self.case.outcome, by=self.manager, at=at)
