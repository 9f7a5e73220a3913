"""The acts of one class: timetable, roster, quiz, attendance; its trainees are in trainees.py."""

from datetime import date, datetime, time, timedelta
from typing import Any

from core import dates
from stories import texts
from stories.agenda import Agenda
from stories.quiz import QuizPlayer
from stories.shapes import DAY, ClassPlan
from stories.trainees import TraineePlayer
from stories.worlds import World
from training.models import Session
from training.services import attendance, classes, enrolments

HOURS = ((time(9), time(11, 30)), (time(14, 30), time(17)), (time(19), time(20, 30)))
TEACHERS = ("党校教师", "司法局讲师", "组织部干部", "纪委干部")


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
        QuizPlayer(self.world, self.plan, lambda: self.row, self.agenda).schedule()
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
