"""What a world holds of notes on a case, and of access lent to a helper."""

from typing import Any

from django.utils import timezone

from recall.models import Unsaved
from recall.services import helpers, notes, unsaved
from tests.factories import recall
from tests.factories.accounts import UserFactory


def rows(where: Any) -> dict[str, Any]:
    """Answer notes still to be mended, and accesses: one that waits and one that runs."""
    told = {"text": recall.TOLD, "at": timezone.now()}
    admin, clerk = where.people["county_admin"], where.people["unit_clerk"]
    return {
        "office_note": notes.write(where.served, level="OFFICE", by=admin, **told),
        "unit_note": notes.write(where.served, level="UNIT", by=clerk, **told),
        "person_note": notes.write(where.served, level="PERSON", by=admin, **told),
        "unsaved": _typed(where),
        **_lent(where),
    }


def _typed(where: Any) -> Unsaved:
    """Answer what the unit's clerk typed on a page of the draft and has not saved."""
    told = {"page": "new", "values": {"text": recall.TOLD}, "at": timezone.now()}
    unsaved.keep(where.draft, by=where.people["unit_clerk"], **told)
    return Unsaved.objects.get(nomination=where.draft)


def _lent(where: Any) -> dict[str, Any]:
    """Answer an access that the decider may approve, and one that the bystander uses now."""
    told = {"reason": recall.TOLD, "days": 3, "at": timezone.now()}
    by, decider = where.people["verifier"], where.people["decider"]
    asked = helpers.ask(where.served, helper=UserFactory(), by=by, **told)
    lent = helpers.ask(where.served, helper=where.people["bystander"], by=by, **told)
    helpers.approve(lent, by=decider, at=timezone.now())
    return {"helper_asked": asked, "lent": type(lent).objects.get(pk=lent.pk)}
