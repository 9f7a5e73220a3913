"""Rows of schemes in a world: the second version in draft, one sent, a replay of the draft."""

from typing import Any
from uuid import uuid4

from reports.services import replays
from schemes.services import schemes
from tests.factories.schemes import draft_version
from tests.moments import NOW


def rows(where: Any) -> dict[str, Any]:
    admin = where.people["county_admin"]
    used = where.campaign.scheme_version
    draft = schemes.begin(used.scheme, by=admin, at=NOW)
    sent = draft_version(where.county, by=admin, title="另一办法", unit=where.unit)
    schemes.submit(sent, by=admin, at=NOW)
    replay = replays.ask(draft, base=used, token=uuid4(), by=admin, at=NOW)
    return {
        "scheme": used.scheme,
        "version": used,
        "draft_version": draft,
        "sent_version": sent,
        "clause": draft.clauses.order_by("position").first(),
        "replay": replay,
    }
