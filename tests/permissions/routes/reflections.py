"""The addresses of reflections."""

from tests.permissions.routes.asking import Route, nothing, of
from training.queries import reflections as queries

_TASK = {
    "title": "读书分享心得",
    "asks": "写清问题和打算",
    "fewest": 100,
    "most": 2000,
    "due_on": "2099-01-01",
}

REFLECTIONS = [
    Route("training:reflection-list", of("room")),
    Route("training:reflection-set", of("room"), form=lambda _w: _TASK),
    Route("training:reflection-task", of("reflection_task")),
    Route("training:reflection-cancel", of("task_to_cancel"), form=nothing),
    Route(
        "training:reflection-write",
        of("fresh_task"),
        form=lambda _w: {"text": "今天学习了纪律处分条例。"},
    ),
    Route("training:reflection-save", of("fresh_task"), form=lambda _w: {"text": "开头"}),
    Route(
        "training:reflection",
        of("reflection"),
        form=lambda w: {
            "version": queries.last_of(w.reflection).version.pk,
            "verdict": "RETURNED",
            "remark": "写具体些",
        },
    ),
    Route(
        "training:reflection-compare",
        of("reflection"),
        lambda w: {"pk": w.reflection.pk, "other": w.other_reflection.pk},
    ),
]
