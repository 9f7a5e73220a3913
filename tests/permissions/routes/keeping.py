"""The addresses of keeping."""

from typing import Any

from tests.permissions.routes.asking import SAID, Asked, Route, acts, nothing, of
from tests.permissions.worlds import Place

ORDER = {"reference": "检〔2018〕9号", "reason": SAID}


def _hold(what: str, row: Asked) -> Route:
    def args(where: Place) -> dict[str, Any]:
        return {"what": what, "pk": row(where).pk}

    return Route("keeping:hold-new", row, args, lambda _w: ORDER, case=what)


KEEPING = [
    Route("keeping:home"),
    *acts(
        "keeping:term-decide",
        "waiting_term",
        ("confirm", nothing),
        ("refuse", nothing),
        ("nonsense", nothing),
    ),
    Route(
        "keeping:term-new",
        args=lambda w: {"pk": w.county.pk, "kind": "RECALLED"},
        form=lambda _w: {"years": "40", "reason": SAID},
    ),
    Route("keeping:hold-list"),
    _hold("cadre", lambda w: w.served.cadre),
    _hold("nomination", lambda w: w.served.nomination),
    _hold("campaign", lambda w: w.campaign),
    _hold("nonsense", lambda w: w.campaign),
    Route("keeping:hold-lift", of("hold"), form=lambda _w: {"reason": SAID}),
    Route("keeping:disposal-list"),
    Route("keeping:disposal", of("due_disposal")),
    Route("keeping:disposal", of("done_disposal"), case="done"),
    Route("keeping:disposal-progress", of("done_disposal")),
    Route("keeping:certificate", of("done_disposal")),
    Route("keeping:manifest", of("handed_disposal")),
    Route("keeping:manifest", of("due_disposal"), case="nothing_to_hand_over"),
    *acts(
        "keeping:disposal-act",
        "due_disposal",
        ("review", lambda _w: {"opinion": SAID}),
        ("nonsense", nothing),
    ),
    *acts(
        "keeping:disposal-act",
        "reviewed_disposal",
        ("decide", lambda _w: {"is_approved": "yes"}),
    ),
    Route("keeping:line-strike", of("due_line"), form=lambda _w: {"reason": SAID}),
]
