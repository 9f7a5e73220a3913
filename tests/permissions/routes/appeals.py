"""The addresses of review and appeal."""

from typing import Any

from tests.factories.appeals import PLEA, WHY
from tests.permissions.routes.asking import Route, acts, nothing, of
from tests.permissions.worlds import LAST_DAY, Place


def _plea(where: Place) -> dict[str, Any]:
    outcome = where.appealable.outcome
    return {"step": f"REVIEW-{outcome.pk}", "filed_on": LAST_DAY, "text": PLEA}


_DECISION = {"result": "UPHELD", "decision": WHY, "others": "甲、乙、丙"}
APPEALS = [
    Route("assessment:appeal-list"),
    Route(
        "assessment:appeal-file",
        of("appealable"),
        lambda w: {"case_pk": w.appealable.pk},
        _plea,
    ),
    Route("assessment:appeal", of("appeal")),
    Route("assessment:appeal-sheet", of("appeal")),
    Route("assessment:appeal-sheet-file", of("appeal")),
    *acts(
        "assessment:appeal-act",
        "appeal",
        ("accept", nothing),
        ("refuse", lambda _w: {"reason": WHY}),
        ("withdraw", nothing),
    ),
    *acts(
        "assessment:appeal-act",
        "accepted_appeal",
        ("extend", lambda _w: {"days": 10, "reason": WHY}),
        ("decide", lambda _w: _DECISION),
    ),
    *acts("assessment:appeal-act", "upheld_appeal", ("tell", lambda _w: {"told_on": LAST_DAY})),
    Route(
        "assessment:reversal-done",
        of("upheld_appeal"),
        lambda w: {
            "pk": w.upheld_appeal.pk,
            "line_pk": w.upheld_appeal.reversals.order_by("pk").first().pk,
        },
        lambda _w: {"note": WHY},
    ),
]
