"""Acts on the archive of people and posts."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from cadres.models import Cadre, Post, Protection
from core.audit import trail
from core.workflow.engine import lock


@transaction.atomic
def enrol(*, unit: Any, title: str, from_on: date, by: Any, at: datetime, **person: Any) -> Cadre:
    """Enter a person with the post held from a day on.

    :param person: name, sex, born_on, staff_kind, level, is_leading, user
    """
    cadre = Cadre.objects.create(unit=unit, **person)
    Post.objects.create(cadre=cadre, unit=unit, title=title, from_on=from_on)
    trail.record(cadre, "enrol_cadre", by=by, at=at)
    return cadre


@transaction.atomic
def move(cadre: Cadre, *, unit: Any, title: str, on: date, by: Any, at: datetime) -> Post:
    """End the post held and begin another on the same day (转岗、降职 and their like)."""
    cadre = lock(cadre)
    Post.objects.filter(cadre=cadre, until_on=None).update(until_on=on)
    post = Post.objects.create(cadre=cadre, unit=unit, title=title, from_on=on)
    cadre.unit = unit
    cadre.save(update_fields=["unit"])
    trail.record(cadre, "move_post", by=by, at=at, unit=unit.pk)
    return post


@transaction.atomic
def protect(
    cadre: Cadre, *, kind: str, from_on: date, until_on: date | None, by: Any, at: datetime
) -> Protection:
    """Enter a span in which the person may not be nominated."""
    row = Protection.objects.create(cadre=cadre, kind=kind, from_on=from_on, until_on=until_on)
    trail.record(row, "protect", by=by, at=at, kind=kind)
    return row
