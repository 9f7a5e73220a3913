"""The addresses of cadres."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cadres.services.lrmx import Sheet, compose
from tests.permissions.routes.asking import Asked, Route, acts, nothing, of
from tests.permissions.worlds import Place

_ROW = {
    "education": {"schooling": "FULL_TIME", "attainment": "30"},
    "honour": {
        "kind": "HONOUR",
        "title": "先进个人",
        "awarded_by": "县委",
        "awarded_on": "2018-01-10",
    },
    "revoke": {"on": "2018-06-01"},
    "nonsense": {},
}

_PERSON = {
    "name": "新人",
    "sex": "F",
    "born_on": "1985-01-01",
    "staff_kind": "CIVIL_SERVANT",
    "level": "ORDINARY",
    "authority": "COUNTY",
    "title": "科员",
    "from_on": "2018-06-01",
}


def _purpose(_where: Place) -> dict[str, Any]:
    return {"purpose": "报县委研究"}


def _lrmx(_where: Place) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("a.lrmx", compose(Sheet({"XingMing": "某人"})))}


def _form(where: Place) -> dict[str, Any]:
    return {"pk": where.idle.pk, "uid": where.form.uid}


def _row(name: str) -> Asked:
    kept = {"revoke": "honour", "nonsense": "honour"}.get(name, name)
    return lambda w: {"pk": w.idle.pk, "name": name, "row_pk": getattr(w, kept).pk}


_RANK = {"rank": "R10", "from_on": "2018-06-01"}

ARCHIVE = [
    Route("cadres:unit-list"),
    Route("cadres:unit", of("unit")),
    Route(
        "cadres:unit-found",
        form=lambda _w: {"name": "新设局", "kind": "GOVERNMENT", "from_on": "2018-06-01"},
    ),
    *acts(
        "cadres:unit-act",
        "unit",
        ("rename", lambda _w: {"name": "更名镇", "on": "2018-06-01"}),
        ("nonsense", nothing),
    ),
    Route("cadres:gap-list"),
    Route("cadres:pair-list"),
    Route("cadres:pair", of("pair")),
    *acts(
        "cadres:pair-act",
        "pair",
        ("merge", lambda w: {"keep": w.pair.first_id}),
        ("dismiss", nothing),
        ("unmerge", nothing),
        ("nonsense", nothing),
    ),
    Route("cadres:person-list"),
    Route("cadres:person", of("idle")),
    *acts(
        "cadres:person-act",
        "idle",
        ("relate", lambda w: {"relative": w.draft.cadre_id, "relative__q": "x", "kind": "SPOUSE"}),
    ),
    *acts("cadres:person-act", "idle", ("rank", lambda _w: _RANK), ("nonsense", nothing)),
    Route(
        "cadres:number-reveal",
        of("idle"),
        lambda w: {"pk": w.idle.pk, "kind": "phone"},
        lambda _w: {"reason": "核对任免审批表"},
    ),
    Route("cadres:person-enrol", form=lambda w: _PERSON | {"unit": w.unit.pk}),
    *[
        Route("cadres:person-row", of("idle"), _row(name), lambda _w, n=name: _ROW[n], case=name)
        for name in _ROW
    ],
    Route("cadres:people-choose", form=lambda w: {"pick": w.idle.pk}),
    Route("cadres:people-lrmx", form=_purpose),
    Route("cadres:lrmx-upload", form=_lrmx),
    Route("cadres:sheet-list"),
    Route("cadres:sheet", of("sheet")),
    *acts("cadres:sheet-act", "sheet", ("apply", nothing), ("nonsense", nothing)),
    Route("cadres:person-lrmx", of("idle"), form=_purpose),
    Route("cadres:person-form", of("idle"), form=_purpose),
    Route("cadres:form-progress", of("idle"), _form),
    Route("cadres:form-file", of("idle"), _form),
]
