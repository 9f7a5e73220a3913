"""The addresses of papers' words."""

from typing import Any

from core.documents import wordings
from tests.permissions.routes.asking import Asked, Route, nothing, of
from tests.permissions.worlds import Place


def _paper(kind: str) -> Asked:
    return lambda w: {"pk": w.county.pk, "kind": kind}


def _words(_where: Place) -> dict[str, Any]:
    kind: Any = wordings.find("recall_notice")
    told = kind.words._asdict()
    return told | {"from_on": "2090-01-01"}


def _move(row: str, name: str) -> Route:
    return Route(
        "schemes:wording-act",
        of(row),
        lambda w: {"pk": getattr(w, row).pk, "name": name},
        lambda w: {"seen": getattr(w, row).stamp},
        case=name,
    )


def _sample(name: str, row: str, paper: str, case: str = "") -> Route:
    return Route(
        f"schemes:{name}",
        of(row),
        lambda w: {"pk": getattr(w, row).pk, "paper_pk": getattr(w, paper).pk},
        case=case,
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
    Route("schemes:wording-sample-ask", of("draft_wording"), form=nothing),
    Route("schemes:wording-sample-ask", of("wording"), form=nothing, case="approved"),
    _sample("wording-sample", "wording", "wording_sample"),
    _sample("wording-sample", "sent_wording", "sent_sample", "sent"),
    _sample("wording-sample", "wording", "sent_sample", "foreign"),
    _sample("wording-sample-file", "wording", "wording_sample"),
    Route(
        "schemes:wording-diff",
        of("wording"),
        lambda w: {"pk": w.wording.pk, "against": "base"},
    ),
]
