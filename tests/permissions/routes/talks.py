"""The addresses of heart-to-heart talks."""

from tests.permissions.routes.asking import SAID, Route, acts, nothing, of

_TALK = {"kind": "USUAL", "on": "2018-06-04", "summary": SAID}

TALKS = [
    Route("training:talk-list"),
    Route("training:talk", of("heart_talk")),
    *acts("training:talk-act", "heart_talk", ("acknowledge", lambda _w: {"own_words": SAID})),
    *acts("training:talk-act", "signed_talk", ("note", nothing)),
    Route("training:talk-in-class", of("enrolment"), form=lambda _w: _TALK),
    Route("training:talk-in-practice", of("running"), form=lambda _w: _TALK),
]
