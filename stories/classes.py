"""The acts of one class: timetable, roster, attendance, practice, assessment, outcome."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from assessment.enums import OutcomeKind
from assessment.models import Assessment
from assessment.queries import gate
from assessment.services import assessments, outcomes
from core import dates
from recall.models import Case
from reports.queries.figures import OUTCOME_CODES
from stories import practice, texts
from stories.agenda import Agenda
from stories.schema import STANDING_IN_CLASS
from stories.shapes import ClassPlan, Course
from stories.worlds import World
from training.models import PracticePosting, Session
from training.services import attendance, classes, enrolments, journals, postings, wishes

DAY = timedelta(days=1)
KINDS = {name: kind for kind, name in OUTCOME_CODES.items()}
FAILED = ("DISMISS", "TERMINATE", "STANDBY", "DEMOTE", "REMOVE")
HOURS = ((time(9), time(11, 30)), (time(14, 30), time(17)), (time(19), time(20, 30)))
TEACHERS = ("党校教师", "司法局讲师", "组织部干部", "纪委干部")
JOURNAL_EVERY = 14 * DAY


class ClassPlayer:
    """Enters one class's acts into the agenda."""

    def __init__(self, world: World, plan: ClassPlan, index: int, agenda: Agenda) -> None:
        self.world, self.plan, self.index, self.agenda = world, plan, index, agenda
        self.random = world.plan.random
        self.row: Any = None

    @property
    def manager(self) -> Any:
        return self.world.office["class_manager"]

    def schedule(self) -> None:
        """Enter everything that the plan says of this class."""
        if not self.plan.courses:
            return
        self._check_room_in_time()
        opens_on = self.plan.opens_on
        self.agenda.add(opens_on - DAY, self.prepare)
        for day in self.plan.theory_days:
            if opens_on <= day < self.agenda.last:
                self.agenda.add(day, self._attend(day), late=True)
        before = sum(p.hosts for p in self.world.plan.classes[: self.index] if p.postings)
        for number, course in enumerate(self.plan.courses):
            TraineePlayer(self, course, before + number // 3, number).schedule()

    def _check_room_in_time(self) -> None:
        served = max(p.served_on for p in self.world.plan.rounds if p.number in self.plan.rounds)
        if served >= self.plan.opens_on:
            sentence = f"开班 {self.plan.opens_on} 不晚于送达 {served}"
            given = self.world.plan.story.given
            place = ("class",) if "class" in given else ("classes", self.index)
            raise self.world.plan.story.refuse(sentence, "given", *place, "opens_on")

    def prepare(self, at: datetime) -> None:
        """Plan the class and its timetable, and take in the served cases in one click."""
        self.row = classes.plan(
            self.world.campaign,
            title=self.plan.title,
            venue=self.plan.venue,
            opens_on=self.plan.opens_on,
            blocks=self.plan.blocks,
            manager=self.manager,
            by=self.manager,
            at=at,
        )
        for day in self.plan.theory_days:
            self._timetable(day, at)
        self._enrol(at)

    def _timetable(self, day: date, at: datetime) -> None:
        for number, (start, end) in enumerate(HOURS[: self.plan.sessions_a_day]):
            is_first = day == self.plan.opens_on and not number
            lesson = ("OPENING", "开班仪式") if is_first else self.random.choice(texts.LESSONS)
            classes.add_session(
                self.row,
                kind=lesson[0],
                title=lesson[1],
                starts_at=datetime.combine(day, start, dates.ZONE),
                ends_at=datetime.combine(day, end, dates.ZONE),
                room=f"第{self.index + 1}教室",
                teacher=f"{TEACHERS[number % len(TEACHERS)]}{self.index + 1}",
                by=self.manager,
                at=at,
            )

    def _enrol(self, at: datetime) -> None:
        """Take everyone in at once, or one by one where others served must wait."""
        waiting = any(c.end == "served" for p in self.world.plan.rounds for c in p.courses)
        if not waiting:
            enrolments.enrol_all(self.row, by=self.manager, at=at)
            return
        for seconds, course in enumerate(self.plan.courses):
            case = self.world.case(course)
            enrolments.enrol(self.row, case, by=self.manager, at=at + timedelta(seconds=seconds))

    def _attend(self, day: date) -> Any:
        def act(at: datetime) -> None:
            rows = list(self.row.enrolments.standing().values_list("pk", flat=True).order_by("pk"))
            for session in Session.objects.filter(training_class=self.row, starts_at__date=day):
                marks = {pk: self._mark() for pk in rows}
                attendance.record(session, marks=marks, by=self.manager, at=at)

        return act

    def _mark(self) -> str:
        return self.random.choices(("PRESENT", "LATE", "LEAVE"), (96, 2, 2))[0]


class TraineePlayer:
    """One trainee's practice, assessment and outcome, as far as the course goes."""

    def __init__(self, class_: ClassPlayer, course: Course, host: int, number: int) -> None:
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
            value = Decimal(self.random.randint(low, high))
            assessments.score(
                row, part=part, value=value, source=texts.SOURCE, by=self.manager, at=at
            )
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
        nomination = self.case.nomination
        ruling = gate.ruling(self._kind, nomination.staff_kind, nomination.is_leading)
        meeting = outcomes.Meeting(
            name=self.world.meeting,
            held_on=dates.legal_day(at),
            due_count=9,
            agree_count=9,
            approver=gate.reaching(ruling, self.case.cadre.authority),
        )
        outcomes.decide(
            self.case,
            kind=self._kind,
            conditions=[row.code for row in ruling.conditions if row.role != "none"],
            reason=texts.OUTCOME,
            meeting=meeting,
            by=self.world.office["decider"],
            at=at,
        )

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
