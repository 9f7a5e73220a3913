"""The addresses of signing by code, and of questions, examinations and papers."""

from django.utils import timezone

from tests.permissions.routes.asking import Route, nothing, of
from training.queries.checkins import code
from training.regulations.attendance import step_of

_QUESTION = {
    "kind": "SINGLE",
    "topic": "党规党纪",
    "difficulty": "MEDIUM",
    "text": "请示报告的时限？",
    "options": "七天\n十五天",
    "right": "B",
}
_FINAL = {
    "kind": "FINAL",
    "title": "结业考试",
    "opens_at": "2018-06-08T09:00",
    "closes_at": "2018-06-08T11:00",
    "minutes": 60,
    "pass_percent": 60,
    "points": 50,
}

CLASSROOM = [
    Route("training:session-code", of("empty_lesson")),
    Route(
        "training:check-in",
        form=lambda w: {"code": code(w.empty_lesson.pk, "IN", step_of(timezone.now()))},
    ),
    Route("training:question-list"),
    Route("training:question-new", form=lambda w: _QUESTION | {"county": w.county.pk}),
    Route("training:question-retire", of("spare_question"), form=nothing),
    Route("training:examination-list", of("room")),
    Route(
        "training:examination-plan",
        of("room"),
        form=lambda w: _FINAL | {"questions": [w.question.pk]},
    ),
    Route("training:examination", of("quiz")),
    Route("training:paper-begin", of("open_quiz"), form=nothing),
    Route("training:marking", of("quiz")),
    Route(
        "training:answer-mark",
        of("short_answer"),
        lambda w: {"pk": w.quiz.pk, "answer_pk": w.short_answer.pk},
        lambda _w: {"points": 6},
    ),
    Route(
        "training:examination-act",
        of("open_quiz"),
        lambda w: {"pk": w.open_quiz.pk, "name": "cancel"},
        nothing,
        case="cancel",
    ),
    Route("training:paper", of("paper"), form=nothing),
    Route("training:paper-save", of("paper"), form=nothing),
]
