"""Acts on the clauses of a draft: write, add, drop with a reason, take back, correspond."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from core import editing
from core.audit import trail
from core.errors import NotAllowed
from core.workflow.engine import lock
from schemes import regulations
from schemes.enums import Provenance
from schemes.models import Clause, Correspondence, Ground, GroundSet, SchemeVersion
from schemes.services.schemes import editable


def _own(version: SchemeVersion, clause: Clause) -> Clause:
    if clause.version_id != version.pk:
        raise NotAllowed("该条款不属于此版本。")
    return clause


def _above(version: SchemeVersion, clause: Clause) -> Clause | None:
    if version.above is None:
        return None
    return version.above.clauses.standing().filter(ground=clause.ground_id).first()


@transaction.atomic
def write(
    version: SchemeVersion,
    *,
    clause: Clause | None = None,
    by: Any,
    at: datetime,
    read: editing.Read | None = None,
    **given: Any,
) -> Clause:
    """Write a clause again, or add one of the scheme's own; its text then counts as its own.

    :raises EditedMeanwhile: a colleague changed the clause since `read`
    :raises RegulationBroken: SC-04 wider than above, SC-14 half a trigger
    """
    version = editable(version, by=by, at=at)
    regulations.trigger_is_whole.check(
        (given["metric"], given["op"], given["value"]),
        (given["or_metric"], given["or_op"], given["or_value"]),
    )
    row = lock(_own(version, clause)) if clause else _added(version, given)
    now = {name: getattr(row, name) for name in given}
    merged = editing.settle(read if clause else None, now=now, given=given)
    if any(getattr(row, name) != given[name] for name in ("title", "text")):
        row.provenance = Provenance.OWN
    for name, value in given.items():
        setattr(row, name, value)
    regulations.clause_stays_within.check(row, _above(version, row))
    row.save()
    trail.record(version, "write_clause", by=by, at=at, ground=row.ground.code, **merged)
    return row


def _added(version: SchemeVersion, given: dict[str, Any]) -> Clause:
    """Begin a clause about a ground that no list has: the scheme gets a list of its own."""
    scheme = version.scheme
    own, _new = GroundSet.objects.get_or_create(
        code=f"scheme-{scheme.pk}",
        defaults={
            "title": scheme.title,
            "title_en": scheme.title,
            "jurisdiction": scheme.owner,
            "year": version.drafted_at.year,
        },
    )
    place = (own.grounds.aggregate(last=Max("position"))["last"] or 0) + 1
    ground = Ground.objects.create(
        set=own,
        code=f"B{scheme.pk}-{place:02}",
        title=given["title"],
        title_en=given["title"],
        category=given["category"],
        provenance=Provenance.OWN,
        confidence="high",
        requires_free_text=given["requires_free_text"],
        position=place,
    )
    last = version.clauses.aggregate(last=Max("position"))["last"] or 0
    return Clause(version=version, ground=ground, position=last + 1, provenance=Provenance.OWN)


@transaction.atomic
def drop(version: SchemeVersion, *, clause: Clause, reason: str, by: Any, at: datetime) -> Clause:
    """Stop using a clause; the row stays with its reason and every comparison shows it.

    :raises RegulationBroken: SC-13
    """
    version = editable(version, by=by, at=at)
    row = _own(version, clause)
    regulations.drop_is_explained.check(reason)
    row.is_dropped, row.reason = True, reason.strip()
    row.save()
    trail.record(version, "drop_clause", by=by, at=at, ground=row.ground.code)
    return row


@transaction.atomic
def restore(version: SchemeVersion, *, clause: Clause, by: Any, at: datetime) -> Clause:
    """Use a dropped clause again."""
    version = editable(version, by=by, at=at)
    row = _own(version, clause)
    row.is_dropped, row.reason = False, ""
    row.save()
    trail.record(version, "restore_clause", by=by, at=at, ground=row.ground.code)
    return row


@transaction.atomic
def correspond(
    version: SchemeVersion,
    *,
    clause: Clause,
    others: Any,
    by: Any,
    at: datetime,
    read: editing.Read | None = None,
) -> Clause:
    """Say anew which items of other lists a clause of this version reads.

    :raises EditedMeanwhile: a colleague said so since `read`
    """
    version = editable(version, by=by, at=at)
    row = _own(version, clause)
    held = version.correspondences.filter(ground=row.ground_id)
    known = set(held.values_list("other_id", flat=True))
    merged = editing.settle(read, now={"others": known}, given={"others": others})
    held.exclude(other__in=others).delete()
    Correspondence.objects.bulk_create(
        Correspondence(version=version, other=other, ground_id=row.ground_id)
        for other in others
        if other.pk not in known and other.pk != row.ground_id
    )
    trail.record(version, "correspond", by=by, at=at, ground=row.ground.code, **merged)
    return row
