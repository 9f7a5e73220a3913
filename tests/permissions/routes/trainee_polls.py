"""The addresses of polls about trainees."""

from tests.permissions.routes.asking import Route, of

_OPENING = {"closes_at": "2099-01-01T18:00", "channel": "APP"}

TRAINEE_POLLS = [
    Route("training:class-polls", of("judged_room")),
    Route("training:peer-poll", of("room_to_judge"), form=lambda _w: _OPENING),
    Route(
        "training:trainee-poll",
        of("to_judge"),
        lambda w: {"pk": w.to_judge.pk, "part": "unit"},
        lambda _w: _OPENING,
    ),
    Route(
        "evidence:poll-act",
        of("trainee_poll"),
        lambda w: {"pk": w.trainee_poll.pk, "name": "void"},
        lambda _w: {"reason": "名册漏列学员"},
        case="void",
    ),
]
