"""A lesson signed for by code, with a walk-in; a quiz that was sat, and one that goes on."""

from datetime import timedelta
from typing import Any

from tests.factories import examinations as draw
from tests.factories import training
from training.models import PaperAnswer
from training.queries import checkins as codes
from training.regulations.attendance import step_of
from training.services import checkins, sittings


def rows(place: Any, world: Any) -> dict[str, Any]:
    """Answer the rows of the class room."""
    lesson = training.session(place.room, world.manager, day=2)
    at = lesson.starts_at
    code = codes.code(lesson.pk, "IN", step_of(at))
    guest = training.case(world.campaign, world.unit)
    trainee = place.enrolment.case.subject
    signed = checkins.sign(code=code, device="one", by=trainee, at=at)
    walk_in = checkins.sign(code=code, device="two", by=guest.subject, at=at)
    return {
        "signed_lesson": lesson,
        "check_in": signed,
        "walk_in": walk_in,
        **_quiz(place, world, trainee),
    }


def _quiz(place: Any, world: Any, trainee: Any) -> dict[str, Any]:
    question, short = draw.question(world, "SINGLE"), draw.question(world, "SHORT")
    quiz = draw.examination(world, place.room, title="测验", questions=[question, short])
    paper = sittings.begin(quiz, by=trainee, at=draw.OPENS)
    item = quiz.items.get(question=short)
    sittings.save(paper, answers={item.pk: ([], "先调查")}, by=trainee, at=draw.OPENS)
    ahead = {"opens_at": draw.OPENS, "closes_at": draw.OPENS + timedelta(days=36_500)}
    return {
        "question": question,
        "spare_question": draw.question(world, "SINGLE"),
        "quiz": quiz,
        "paper": paper,
        "short_answer": PaperAnswer.objects.get(paper=paper),
        "open_quiz": draw.examination(world, place.room, title="长考", **ahead),
    }
