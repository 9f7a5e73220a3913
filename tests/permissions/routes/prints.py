"""The addresses of bulk prints: a page of a campaign, and runs that are one's own."""

from typing import Any

from tests.permissions.routes.asking import Route, acts, nothing, of
from tests.permissions.worlds import Place


def _asked(_where: Place) -> dict[str, Any]:
    return {"kind": "outcome", "unit": "", "waiting": ""}


def _file(where: Place) -> dict[str, Any]:
    return {"pk": where.print_ready.pk, "ending": "pdf"}


PRINTS = [
    Route("recall:campaign-prints", of("campaign"), form=_asked),
    Route("recall:print", of("print_running")),
    *acts(
        "recall:print-move",
        "print_running",
        ("cancel", nothing),
        ("nonsense", nothing),
    ),
    *acts("recall:print-move", "print_cancelled", ("resume", nothing)),
    Route("recall:print-file", of("print_ready"), _file, form=nothing),
]
