"""Acts of the county's administrator on a person's file: posts, ranks, ratings, honours."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from cadres import permissions, regulations
from cadres.enums import CIVIL_KINDS
from cadres.models import (
    AnnualRating,
    Cadre,
    Education,
    Honour,
    Kinship,
    Post,
    Protection,
    RankPeriod,
)
from cadres.services import cadres
from core.audit import trail
from core.workflow.engine import lock


def _kept(cadre: Cadre, by: Any) -> Cadre:
    cadre = lock(cadre)
    permissions.keep_person.check(by, cadre)
    return cadre


@transaction.atomic
def appoint(
    cadre: Cadre, *, unit: Any, title: str, on: date, by: Any, at: datetime, **more: Any
) -> Post:
    """Give a person another main post (任职), which ends the one held.

    :raises RegulationBroken: PE-05, PE-13
    """
    permissions.keep_archive.check(by, unit)
    return cadres.move(_kept(cadre, by), unit=unit, title=title, on=on, by=by, at=at, **more)


@transaction.atomic
def add_post(
    cadre: Cadre,
    *,
    unit: Any,
    title: str,
    from_on: date,
    until_on: date | None = None,
    by: Any,
    at: datetime,
    is_main: bool = False,
    **more: Any,
) -> Post:
    """Enter a concurrent post (兼职), or a main post of the past.

    :raises RegulationBroken: PE-05, PE-07
    """
    cadre = _kept(cadre, by)
    regulations.ends_after_it_begins.check(from_on, until_on)
    if is_main:
        others = Post.objects.filter(cadre=cadre, is_main=True)
        others = others.exclude(until_on__lte=from_on)
        others = others.filter(from_on__lt=until_on) if until_on else others
        regulations.main_posts_do_not_overlap.check(others.exists())
    post = Post.objects.create(
        cadre=cadre,
        unit=unit,
        title=title,
        from_on=from_on,
        until_on=until_on,
        is_main=is_main,
        **more,
    )
    trail.record(cadre, "add_post", by=by, at=at, post=post.pk)
    return post


@transaction.atomic
def set_rank(
    cadre: Cadre, *, rank: str, from_on: date, by: Any, at: datetime, basis: str = ""
) -> RankPeriod:
    """Give a person a rank from a day on; the one held ends that day.

    :raises RegulationBroken: PE-09
    """
    cadre = _kept(cadre, by)
    held = RankPeriod.objects.filter(cadre=cadre)
    last = held.order_by("-from_on").values_list("from_on", flat=True).first()
    regulations.ranks_follow.check(from_on, last)
    held.filter(until_on=None).update(until_on=from_on)
    row = RankPeriod.objects.create(cadre=cadre, rank=rank, from_on=from_on, basis=basis)
    trail.record(cadre, "set_rank", by=by, at=at, rank=rank)
    return row


@transaction.atomic
def rate(cadre: Cadre, *, year: int, grade: str, by: Any, at: datetime) -> AnnualRating:
    """Enter or correct the annual rating, on the scale of the person's staff kind.

    :raises RegulationBroken: PE-06, a grade of the other scale
    """
    cadre = _kept(cadre, by)
    regulations.rating_fits.check(cadre.staff_kind, grade)
    scale = "civil" if cadre.staff_kind in CIVIL_KINDS else "institution"
    given = {"staff_kind": cadre.staff_kind, "civil": "", "institution": "", scale: grade}
    row, created = AnnualRating.objects.update_or_create(cadre=cadre, year=year, defaults=given)
    trail.record(cadre, "rate" if created else "correct_rating", by=by, at=at, year=year)
    return row


@transaction.atomic
def honour(
    cadre: Cadre, *, kind: str, title: str, awarded_by: str, awarded_on: date, by: Any, at: datetime
) -> Honour:
    """Enter an honour or a red-list entry."""
    row = Honour.objects.create(
        cadre=_kept(cadre, by),
        kind=kind,
        title=title,
        awarded_by=awarded_by,
        awarded_on=awarded_on,
    )
    trail.record(cadre, "honour", by=by, at=at, kind=kind)
    return row


@transaction.atomic
def revoke_honour(row: Honour, *, on: date, by: Any, at: datetime) -> Honour:
    """Take an honour back from a day on; it stays on file as taken back.

    :raises RegulationBroken: PE-07
    """
    row = lock(row)
    _kept(row.cadre, by)
    regulations.ends_after_it_begins.check(row.awarded_on, on)
    row.revoked_on = on
    row.save(update_fields=["revoked_on"])
    trail.record(row.cadre, "revoke_honour", by=by, at=at, honour=row.pk)
    return row


@transaction.atomic
def educate(cadre: Cadre, *, by: Any, at: datetime, **fields: Any) -> Education:
    """Enter an education: schooling, attainment, degree, school, major, finished_on."""
    row = Education.objects.create(cadre=_kept(cadre, by), **fields)
    trail.record(cadre, "educate", by=by, at=at)
    return row


@transaction.atomic
def amend_education(row: Education, *, by: Any, at: datetime, **fields: Any) -> Education:
    """Correct an education: what `educate` takes."""
    return _amended(row, fields, "amend_education", by=by, at=at)


@transaction.atomic
def amend_honour(row: Honour, *, by: Any, at: datetime, **fields: Any) -> Honour:
    """Correct an honour: what `honour` takes.

    :raises RegulationBroken: PE-07, the award would be later than its being taken back
    """
    regulations.ends_after_it_begins.check(fields["awarded_on"], row.revoked_on)
    return _amended(row, fields, "amend_honour", by=by, at=at)


def _amended(row: Any, fields: dict[str, Any], act: str, *, by: Any, at: datetime) -> Any:
    row = lock(row)
    _kept(row.cadre, by)
    changed = sorted(name for name, value in fields.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, fields[name])
    row.save()
    trail.record(row.cadre, act, by=by, at=at, line=row.pk, changed=changed)
    return row


@transaction.atomic
def enrol(county: Any, *, unit: Any, from_on: date, by: Any, at: datetime, **fields: Any) -> Cadre:
    """Enter one new person of a county with the post held: what `cadres.enrol` takes.

    :raises RegulationBroken: PE-01 to PE-04, PE-12, PE-13
    """
    permissions.keep_archive.check(by, unit)
    regulations.unit_stands.check(unit, from_on)
    for name in ("party_joined_on", "work_began_on"):
        regulations.after_birth.check(fields.get(name), fields["born_on"])
    return cadres.enrol(unit=unit, from_on=from_on, by=by, at=at, **fields)


@transaction.atomic
def leave(cadre: Cadre, *, on: date, reason: str, by: Any, at: datetime) -> Cadre:
    """Take a person off the rolls from a day on; open posts end that day, the file stays.

    A later appointment brings the person back.

    :param reason: of `LeaveReason`, noted in the trail
    :raises RegulationBroken: PE-22
    """
    cadre = _kept(cadre, by)
    held = Post.objects.filter(cadre=cadre, until_on=None)
    last = held.order_by("-from_on").values_list("from_on", flat=True).first()
    regulations.leaves_after_posts_began.check(on, last)
    held.update(until_on=on)
    cadre.left_on = on
    cadre.save(update_fields=["left_on"])
    trail.record(cadre, "leave", by=by, at=at, on=on.isoformat(), reason=reason)
    return cadre


@transaction.atomic
def protect(
    cadre: Cadre, *, kind: str, from_on: date, until_on: date | None, by: Any, at: datetime
) -> Protection:
    """Enter a leave or protection period.

    :raises RegulationBroken: PE-07
    """
    kept = _kept(cadre, by)
    return cadres.protect(kept, kind=kind, from_on=from_on, until_on=until_on, by=by, at=at)


@transaction.atomic
def relate(cadre: Cadre, *, relative: Cadre, kind: str, by: Any, at: datetime) -> Kinship:
    """Enter that two people are kin or share a home: neither may handle what concerns the other.

    It counts from this moment, also for pages that are open already.

    :raises RegulationBroken: PE-24 one and the same person, PE-25 entered before
    """
    cadre = _kept(cadre, by)
    regulations.kin_is_somebody_else.check(cadre, relative)
    same = Kinship.objects.standing().of(cadre.pk).filter(kind=kind)
    regulations.kin_is_new.check(same.of(relative.pk).exists())
    row = Kinship.objects.create(
        cadre=cadre, relative=relative, kind=kind, declared_by=by, declared_at=at
    )
    trail.record(cadre, "relate", by=by, at=at, kind=kind, relative=relative.pk)
    return row


@transaction.atomic
def unrelate(row: Kinship, *, by: Any, at: datetime) -> Kinship:
    """Strike a relation out: divorced, moved out, or entered by mistake. The row stays on file."""
    row = lock(row)
    _kept(row.cadre, by)
    if row.ended_at is None:
        row.ended_by, row.ended_at = by, at
        row.save(update_fields=["ended_by", "ended_at"])
        trail.record(row.cadre, "unrelate", by=by, at=at, kinship=row.pk)
    return row
