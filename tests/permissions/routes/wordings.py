"""The addresses of papers' words."""

from typing import Any

from core.documents import wordings
from tests.permissions.routes.asking import Asked, Route, of
from tests.permissions.worlds import Place


def _paper(kind: str) -> Asked:
    return lambda w: {"pk": w.county.pk, "kind": kind}


def _words(where: Place) -> dict[str, Any]:
    kind: Any = wordings.find("recall_notice")
    told = kind.words._asdict()
    return told | {"from_on": "2090-01-01", "seen": where.draft_wording.stamp}


def _move(row: str, name: str) -> Route:
    return Route(
        "schemes:wording-act",
        of(row),
        lambda w: {"pk": getattr(w, row).pk, "name": name},
        lambda w: {"seen": getattr(w, row).stamp},
        case=name,
    )


WORDINGS = [
    Route("schemes:wording-list"),
    Route("schemes:wording-paper", of("county"), _paper("recall_notice")),
    Route("schemes:wording-paper", of("county"), _paper("nonsense"), case="nonsense"),
    Route(
        "schemes:wording-begin",
        of("county"),
        _paper("clearing_letter"),
        lambda _w: {"is_base": "on"},
    ),
    Route("schemes:wording", of("wording")),
    Route("schemes:wording", of("draft_wording"), case="draft"),
    Route("schemes:wording-edit", of("draft_wording"), form=_words),
    _move("draft_wording", "submit_wording"),
    _move("draft_wording", "nonsense"),
    _move("dropped_wording", "drop_wording"),
    _move("sent_wording", "return_wording"),
    _move("sent_wording", "approve_wording"),
    Route(
        "schemes:wording-diff",
        of("wording"),
        lambda w: {"pk": w.wording.pk, "against": "base"},
    ),
]
