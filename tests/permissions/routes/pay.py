"""The addresses of pay, of receipts and of the routes outside."""

from typing import Any

from tests.factories.pay import WHY
from tests.permissions.routes.asking import Route, acts, nothing, of
from tests.permissions.worlds import LAST_DAY, Place


def _case(where: Place) -> dict[str, Any]:
    return {"case_pk": where.payable.pk}


def _order(_where: Place) -> dict[str, Any]:
    told = {"source": "OUTCOME", "kind": "AWARD", "yuan": "800.00"}
    return told | {"from_month": "2018-11", "until_month": "2018-11"}


def _change(_where: Place) -> dict[str, Any]:
    return {"month": "2018-11", "reason": WHY}


PAY = [
    Route("assessment:pay-run-list"),
    Route(
        "assessment:pay-run-prepare",
        args=lambda w: {"county_pk": w.county.pk},
        form=lambda _w: {"month": "2018-11"},
    ),
    Route(
        "assessment:pay-run",
        of("waiting_run"),
        form=lambda w: {"content_hash": w.waiting_run.content_hash},
    ),
    Route("assessment:pay-run", of("signed_run"), case="signed"),
    Route("assessment:pay-run-file", of("signed_run")),
    Route("assessment:pay-run-file", of("waiting_run"), case="waiting"),
    Route("assessment:pay-case", of("payable"), _case),
    Route("assessment:pay-order", of("payable"), _case, _order),
    Route("assessment:own-pay", of("payable"), _case),
    *acts("assessment:pay-change", "effect", ("stop", _change), ("reverse", _change)),
    Route("assessment:appeal-receipt", of("receipted_appeal")),
    Route("assessment:appeal-receipt-file", of("receipted_appeal")),
    *acts(
        "assessment:outside-act",
        "outside_term",
        ("filed", lambda _w: {"on": LAST_DAY}),
        ("nonsense", nothing),
    ),
]
