"""A fact that is taken out of a draft."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import trail
from core.errors import StateConflict
from recall.models import Fact, Nomination, Redaction
from recall.regulations.hearings import has_no_cover
from recall.services import nominations


@transaction.atomic
def drop(nomination: Nomination, *, fact: Fact, by: Any, at: datetime) -> Nomination:
    """Take a fact out of a draft, with its evidence.

    :raises StateConflict: a verifier has already found on it; HR-22 where words of it are covered
    """
    nomination = nominations.editable(nomination, hand=by, fact=fact)
    if fact.findings.exists():
        raise StateConflict(_("该事实已有核实认定，不能删除；可补充说明后重新报送。"))
    has_no_cover.check(fact.covers, Redaction.objects.filter(evidence__fact=fact))
    trail.record(nomination, "drop_fact", by=by, at=at, fact=fact.pk)
    fact.delete()
    nomination.save()
    return nomination
