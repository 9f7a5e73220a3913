"""The addresses of schemes."""

from typing import Any
from uuid import uuid4

from schemes.queries import parameters
from tests.permissions.routes.asking import Asked, Route, acts, nothing, of
from tests.permissions.worlds import Place

_BASIS = {
    "legal_basis": "依据公务员法制定。",
    "document_number": "县委发〔2019〕2号",
    "from_on": "2019-01-01",
    "sunset_on": "2021-12-31",
}
_CLAUSE = {
    "title": "工作不在状态",
    "text": "上班时间做与工作无关的事。",
    "category": "attitude",
    "applies_to": "ALL",
}


def _parameters(_where: Place) -> dict[str, Any]:
    given = parameters.whole({})
    return {key: value for key, value in given.items() if value is not False and value != ""}


def _clause(where: Place) -> dict[str, Any]:
    return {"pk": where.draft_version.pk, "clause_pk": where.clause.pk}


def _diff(name: str, against: str) -> Asked:
    return lambda w: {"pk": getattr(w, name).pk, "against": against}


def _on_clause(name: str, form: Asked | None = None) -> Route:
    return Route(f"schemes:{name}", of("draft_version"), _clause, form)


SCHEMES = [
    Route("schemes:scheme-list"),
    Route("schemes:scheme-make", form=lambda _w: {"title": f"办法{uuid4()}"}),
    Route("schemes:scheme", of("scheme")),
    Route("schemes:version-begin", of("scheme"), form=nothing),
    Route("schemes:text", of("version")),
    Route("schemes:text", of("draft_version"), case="draft"),
    Route("schemes:basis", of("draft_version"), form=lambda _w: _BASIS),
    Route("schemes:parameters", of("draft_version"), form=_parameters),
    *acts(
        "schemes:version-act",
        "sent_version",
        ("return_version", nothing),
        ("approve_version", nothing),
    ),
    *acts(
        "schemes:version-act", "draft_version", ("submit_version", nothing), ("nonsense", nothing)
    ),
    Route("schemes:diff", of("draft_version"), _diff("draft_version", "previous")),
    Route("schemes:clause-add", of("draft_version"), form=lambda _w: _CLAUSE),
    _on_clause("clause", lambda _w: _CLAUSE),
    _on_clause("clause-drop", lambda _w: {"reason": "与另一情形重复，合并办理。"}),
    _on_clause("clause-restore"),
    _on_clause("correspond"),
]
