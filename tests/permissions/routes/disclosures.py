"""The addresses of disclosures."""

from typing import Any

from django.utils import timezone

from core.dates import legal_day
from tests.factories.disclosures import PURPOSE, WEIGHED
from tests.permissions.routes.asking import SAID, Route, acts, nothing, of
from tests.permissions.worlds import LAST_DAY, Place


def _today() -> str:
    return legal_day(timezone.now()).isoformat()


def _proposal(where: Place) -> dict[str, Any]:
    told = {"cases": [where.disclosable.pk], "audience": "UNIT", "footing": "CONSENT"}
    return told | {"purpose": PURPOSE, "wished_on": _today(), "days": "5"}


def _paper(where: Place) -> dict[str, Any]:
    return {"pk": where.shown_disclosure.pk, "paper_pk": where.hanging_paper.pk}


DISCLOSURES = [
    Route("assessment:disclosure-list"),
    Route("assessment:disclosure-register"),
    Route("assessment:disclosure-board"),
    Route(
        "assessment:disclosure-new",
        args=lambda w: {"county_pk": w.county.pk},
        form=_proposal,
    ),
    Route("assessment:disclosure", of("waiting_disclosure")),
    Route("assessment:disclosure", of("shown_disclosure"), case="shown"),
    *acts("assessment:disclosure-act", "waiting_disclosure", ("withdraw", nothing)),
    *acts(
        "assessment:disclosure-act",
        "wide_disclosure",
        ("impact", lambda _w: {**WEIGHED, "verdict": "PROCEED"}),
    ),
    *acts(
        "assessment:disclosure-act",
        "agreed_disclosure",
        ("decide", lambda _w: {"is_approved": "yes"}),
        ("nonsense", nothing),
    ),
    *acts(
        "assessment:disclosure-act",
        "shown_disclosure",
        ("down", lambda _w: {"reason": SAID}),
        ("place", lambda _w: {"title": "二楼公示栏", "put_up_on": _today()}),
    ),
    Route("assessment:disclosure-paper-ask", of("shown_disclosure"), form=nothing),
    Route("assessment:disclosure-paper", args=_paper),
    Route("assessment:disclosure-paper-file", args=_paper),
    Route(
        "assessment:disclosure-place-remove",
        of("notice_place"),
        form=lambda _w: {"removed_on": _today()},
    ),
    *acts("assessment:disclosure-entry-act", "asked_name", ("paper", nothing)),
    *acts(
        "assessment:disclosure-entry-act",
        "fallen_name",
        ("correct", lambda _w: {"corrected_on": LAST_DAY, "correction": SAID}),
    ),
    Route("assessment:disclosure-consent", of("papered_name")),
    Route("assessment:own-disclosures"),
    *acts(
        "assessment:own-disclosure-answer",
        "asked_name",
        ("consent", nothing),
        ("decline", nothing),
        ("nonsense", nothing),
    ),
]
