"""Rows of schemes in a world: a draft, one sent, a replay; and words of papers at each stage."""

from datetime import date
from typing import Any
from uuid import uuid4

from reports.services import replays
from schemes.services import schemes, wording_samples, wordings
from tests.factories.recall import printed
from tests.factories.schemes import draft_version
from tests.factories.wordings import approved_wording, draft_wording
from tests.moments import NOW

FAR = date(2090, 1, 1)


def rows(where: Any) -> dict[str, Any]:
    admin = where.people["county_admin"]
    used = where.campaign.scheme_version
    draft = schemes.begin(used.scheme, by=admin, at=NOW)
    sent = draft_version(where.county, by=admin, title="另一办法", unit=where.unit)
    schemes.submit(sent, by=admin, at=NOW)
    replay = replays.ask(draft, base=used, token=uuid4(), by=admin, at=NOW)
    far = {"by": admin, "from_on": FAR}
    sent_wording = draft_wording(where.county, "outcome_decision", **far)
    wordings.submit(sent_wording, seen=sent_wording.stamp, by=admin, at=NOW)
    wording = approved_wording(where.county, "label_over", from_on=FAR)
    return {
        "wording": wording,
        "wording_sample": printed(wording_samples.ask(wording, by=admin, at=NOW)),
        "sent_sample": wording_samples.ask(sent_wording, by=admin, at=NOW),
        "draft_wording": draft_wording(where.county, "recall_notice", **far),
        "dropped_wording": draft_wording(where.county, "allegation", **far),
        "sent_wording": sent_wording,
        "scheme": used.scheme,
        "version": used,
        "draft_version": draft,
        "sent_version": sent,
        "clause": draft.clauses.order_by("position").first(),
        "replay": replay,
    }
