"""Files of a fact: attached with what they are and where they come from, and taken off."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from core import dates
from core.audit import trail
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


@transaction.atomic
def put_fact(
    nomination: Nomination,
    *,
    content: bytes | None,
    title: str,
    by: Any,
    at: datetime,
    **given: Any,
) -> Fact:
    """Write a fact and, when a file came along, attach it; both or neither.

    :raises StateConflict: as `nominations.put_fact`
    :raises RegulationBroken: RC-28, EV-01 to EV-04
    """
    fact = nominations.put_fact(nomination, by=by, at=at, **given)
    if content is not None:
        nominations.attach(nomination, fact=fact, content=content, title=title, by=by, at=at)
    return fact


@transaction.atomic
def detach(nomination: Nomination, *, evidence: FactEvidence, by: Any, at: datetime) -> Nomination:
    """Take a file off a fact while the nomination is with the unit; HR-22 not a blacked-out one."""
    nomination = nominations.editable(nomination, hand=by, fact=evidence.fact)
    rules.has_no_cover.check(evidence.redactions)
    sha256 = evidence.file.sha256
    evidence.delete()
    nomination.save()
    trail.record(nomination, "detach", by=by, at=at, sha256=sha256)
    return nomination
