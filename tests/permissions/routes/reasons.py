"""The addresses of the sheet of reasons and of rehabilitation."""

from tests.permissions.routes.asking import SAID, Route, acts, nothing, of

_SCOPE = "本单位班子成员和参加集体研究的人员"


def _line(kind: str):
    return lambda w: {
        "kind": kind,
        "done_on": w.rehabilitation.opened_at.date().isoformat(),
        "note": SAID,
    }


REASONS = [
    Route("recall:reasons", of("decided")),
    Route("recall:reasons", of("heard"), case="undecided"),
    Route("recall:reasons-progress", of("decided")),
    Route("recall:reasons-file", of("decided")),
    Route("recall:own-reasons", of("decided"), form=lambda _w: {"edition": 1}),
    Route("recall:own-reasons-progress", of("decided")),
    Route("recall:own-reasons-file", of("decided")),
    Route("recall:rehabilitation-list"),
    Route("recall:rehabilitation-open", of("wronged"), form=lambda _w: {"scope": _SCOPE}),
    Route("recall:rehabilitation", of("rehabilitation")),
    Route("recall:rehabilitation-progress", of("rehabilitation")),
    Route("recall:rehabilitation-file", of("rehabilitation")),
    *acts(
        "recall:rehabilitation-act",
        "rehabilitation",
        ("clear", _line("LETTER")),
        ("close", nothing),
        ("nonsense", nothing),
    ),
    Route(
        "recall:clearing-signal",
        of("clearing_signal"),
        form=lambda _w: {"answer": "STAYS", "reason": SAID},
    ),
    Route("recall:own-rehabilitations"),
    Route("recall:own-rehabilitation", of("rehabilitation")),
    Route("recall:own-rehabilitation-progress", of("rehabilitation")),
    Route("recall:own-rehabilitation-file", of("rehabilitation")),
]
