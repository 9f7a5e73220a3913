"""The addresses of the show-and-compare rounds."""

from typing import Any

from evidence.models import PresentationMember
from tests.factories.cadres import PostFactory
from tests.factories.presentations import WORDS
from tests.permissions.routes.asking import SAID, Route, acts, nothing, of
from tests.permissions.worlds import Place

_ROUND = {
    "title": "第四季度晒比述评",
    "basis": "兴组发〔2014〕8号",
    "from_on": "2018-10-01",
    "until_on": "2018-12-31",
    "session_on": "2019-01-10",
    "highest": "100",
    "smallest": 5,
    "least": 5,
}
_INDICATOR = {"name": "化解矛盾", "measure": "件", "better": "high"}


def _report(where: Place) -> dict[str, Any]:
    indicators = where.reporting_round.indicators.values_list("pk", flat=True)
    return WORDS | {f"number_{pk}": "12" for pk in indicators}


def _other(where: Place) -> PresentationMember:
    """The member of the commented round who is not the person concerned."""
    return where.commenting_round.members.exclude(cadre=where.draft.cadre).get()


PRESENTATIONS = [
    Route("evidence:presentation-list"),
    Route("evidence:presentation-new", form=lambda w: _ROUND | {"place": f"u{w.unit.pk}"}),
    Route("evidence:own-presentations"),
    Route("evidence:own-presentation", of("reporting_member"), form=_report),
    Route("evidence:presentation-shown", of("shown_round")),
    Route(
        "evidence:presentation-report",
        of("commenting_member"),
        form=lambda _w: {"score": "80", "reason": SAID},
    ),
    Route("evidence:presentation-recuse", _other, form=lambda _w: {"reason": SAID}),
    Route("evidence:presentation", of("draft_round")),
    Route(
        "evidence:presentation-drop",
        of("draft_round"),
        lambda w: {
            "pk": w.draft_round.pk,
            "kind": "seat",
            "row_pk": w.draft_round.seats.order_by("pk").last().pk,
        },
        nothing,
    ),
    Route("evidence:presentation-member", of("shown_member")),
    *acts("evidence:presentation-member-act", "reporting_member", ("report", _report)),
    *acts(
        "evidence:presentation-member-act",
        "shown_member",
        ("state", lambda _w: {"statement": "STATED", "absence": ""}),
    ),
    *acts(
        "evidence:presentation-act",
        "draft_round",
        ("indicator", lambda _w: _INDICATOR),
        ("member", lambda w: {"cadre": PostFactory(cadre__unit=w.unit).cadre.pk}),
        ("seat", lambda w: {"user": w.people["decider"].pk}),
        ("settle", nothing),
    ),
    *acts("evidence:presentation-act", "reporting_round", ("show", nothing)),
    *acts("evidence:presentation-act", "stated_round", ("begin", nothing)),
    *acts("evidence:presentation-act", "commenting_round", ("close", nothing)),
    *acts("evidence:presentation-act", "closed_round", ("signals", nothing)),
]
