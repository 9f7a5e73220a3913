"""A file attached to a fact, with what it is and where it comes from."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from core import dates
from recall.models import Fact, FactEvidence, Nomination
from recall.regulations import hearings as rules
from recall.services import nominations


@transaction.atomic
def attach(
    nomination: Nomination,
    *,
    fact: Fact,
    content: bytes,
    title: str,
    kind: str,
    source: str = "",
    taken_by: str = "",
    taken_on: date | None = None,
    by: Any,
    at: datetime,
) -> FactEvidence:
    """Attach a file to a fact with its particulars; the same file again gets the newest ones.

    :raises RegulationBroken: as `nominations.attach`; HR-24 a day to come
    """
    rules.is_taken_before.check(taken_on, dates.legal_day(at))
    row = nominations.attach(nomination, fact=fact, content=content, title=title, by=by, at=at)
    row.kind, row.source, row.taken_by = kind, source.strip(), taken_by.strip()
    row.taken_on = taken_on
    row.save(update_fields=["kind", "source", "taken_by", "taken_on"])
    return row
