"""The opening quiz of a class: planned, sat by every trainee, marked by the machine, released."""

from datetime import date, datetime, time, timedelta
from typing import Any

from core import dates
from stories import texts
from stories.agenda import Agenda
from stories.shapes import DAY, ClassPlan, Course
from stories.worlds import World
from training.enums import ExaminationKind, QuestionKind
from training.models import Examination
from training.queries import draws
from training.services import examinations, questions, sittings

OPENS, CLOSES = time(8), time(18)
MINUTES = 10


class QuizPlayer:
    """One class's quiz on its first day; those not told to be all right hand in a blank paper."""

    def __init__(self, world: World, plan: ClassPlan, row: Any, agenda: Agenda) -> None:
        self.world, self.plan, self.row, self.agenda = world, plan, row, agenda
        self.pk = 0

    @property
    def manager(self) -> Any:
        return self.world.office["class_manager"]

    @property
    def examination(self) -> Examination:
        return Examination.objects.get(pk=self.pk)

    def schedule(self) -> None:
        """Enter planning, sitting and release; nothing where no quiz is told."""
        if not self.plan.quiz:
            return
        on = self.plan.opens_on
        self.agenda.add(on - DAY, self.set_up)
        for number, course in enumerate(self.plan.courses):
            self.agenda.add(on, self._sit(course, is_right=number < self.plan.quiz_right))
        self.agenda.add(on + DAY, self.release)

    def set_up(self, at: datetime) -> None:
        """Put the questions into the county's bank and plan the quiz, by the class manager."""
        told = {"by": self.manager, "at": at}
        county = self.world.county
        rows = [questions.write(county, **_question(n), **told) for n in range(self.plan.quiz)]
        self.pk = examinations.plan(
            self.row(),
            kind=ExaminationKind.QUIZ,
            title="开班测验",
            opens_at=_instant(self.plan.opens_on, OPENS),
            closes_at=_instant(self.plan.opens_on, CLOSES),
            minutes=MINUTES,
            pass_percent=100,
            points=1,
            questions=rows,
            **told,
        ).pk

    def _sit(self, course: Course, *, is_right: bool) -> Any:
        def act(at: datetime) -> None:
            by = self.world.cadre(course).user
            paper = sittings.begin(self.examination, by=by, at=at)
            items = draws.items_of_paper(paper) if is_right else []
            answers = {item.pk: (item.question.right, "") for item in items}
            sittings.hand_in(paper, answers=answers, by=by, at=at + timedelta(seconds=30))

        return act

    def release(self, at: datetime) -> None:
        examinations.release(self.examination, by=self.manager, at=at)


def _question(number: int) -> dict[str, Any]:
    """Answer the published questions first, then made-up ones; none states a fact of a place."""
    if number < len(texts.QUIZ):
        text, options, right = texts.QUIZ[number]
        kind = QuestionKind.MULTIPLE if len(right) > 1 else QuestionKind.SINGLE
    else:
        text, options, right = f"模拟题{number + 1}：本题说法正确。", ("对", "错"), (0,)
        kind = QuestionKind.TRUE_FALSE
    return {"kind": kind, "topic": "开班测验", "text": text, "options": options, "right": right}


def _instant(on: date, hour: time) -> datetime:
    return datetime.combine(on, hour, dates.ZONE)
