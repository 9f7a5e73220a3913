"""The addresses of challenges to units without nominations."""

from typing import Any

from tests.permissions.routes.asking import Route, of
from tests.permissions.worlds import Place

_WHY = "已逐人核对，均已改正，理由附后"


def _act(row: str, name: str) -> Any:
    return lambda where: {"pk": getattr(where, row).pk, "name": name}


def _unit(where: Place) -> dict[str, Any]:
    return {"pk": where.asked_round.pk, "unit_pk": where.unasked_unit.pk}


CHALLENGES = [
    Route("recall:challenge-board", of("campaign")),
    Route("recall:challenge", of("challenge")),
    Route(
        "recall:challenge-act",
        of("challenge"),
        _act("challenge", "answer"),
        lambda _w: {"answer": "MAINTAINS", "text": _WHY},
        case="answer",
    ),
    Route(
        "recall:challenge-act",
        of("answered_challenge"),
        _act("answered_challenge", "close"),
        lambda _w: {"outcome": "ACCEPTED", "reason": _WHY},
        case="close",
    ),
    Route("recall:sample-draw", of("asked_round"), form=lambda _w: {"size": 1, "days": 5}),
    Route(
        "recall:challenge-new",
        of("asked_round"),
        _unit,
        lambda _w: {"origin": "OTHER", "reason": _WHY, "days": 5},
    ),
    Route(
        "recall:measure-close",
        of("campaign"),
        lambda w: {"pk": w.campaign.pk, "measure_pk": w.measure.pk},
        lambda _w: {"note": _WHY},
    ),
]
