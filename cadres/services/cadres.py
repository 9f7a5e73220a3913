"""Acts on the archive of people and posts."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from cadres import permissions, regulations
from cadres.models import Cadre, Post, Protection
from cadres.services import numbers
from core.audit import trail
from core.workflow.engine import lock

AMENDABLE = (
    "name", "sex", "born_on", "staff_kind", "level", "is_leading", "authority", "politics",
    "party_joined_on", "work_began_on",
)  # fmt: skip


@transaction.atomic
def enrol(
    *,
    unit: Any,
    title: str,
    from_on: date,
    by: Any,
    at: datetime,
    id_number: str = "",
    phone: str = "",
    **person: Any,
) -> Cadre:
    """Enter a person with the post held from a day on.

    :param person: name, sex, born_on, staff_kind, level, is_leading, user, and what the model has
    :raises RegulationBroken: PE-01 to PE-04
    """
    cadre = Cadre(unit=unit, **person)
    numbers.put(cadre, id_number=id_number, phone=phone)
    cadre.save()
    Post.objects.create(cadre=cadre, unit=unit, title=title, from_on=from_on)
    trail.record(cadre, "enrol_cadre", by=by, at=at)
    return cadre


@transaction.atomic
def amend(
    cadre: Cadre,
    *,
    by: Any,
    at: datetime,
    id_number: str = "",
    phone: str = "",
    **fields: Any,
) -> Cadre:
    """Correct what the archive says of a person; an empty number leaves the one on file.

    The entry names the fields that changed, never their values.

    :raises NotAllowed: not the county's administrator, or the own file
    :raises RegulationBroken: PE-01 to PE-04, PE-12
    """
    cadre = lock(cadre)
    permissions.keep_person.check(by, cadre)
    unknown = set(fields) - set(AMENDABLE)
    if unknown:
        raise TypeError(f"not amendable: {sorted(unknown)}")
    changed = [name for name, value in fields.items() if getattr(cadre, name) != value]
    for name in changed:
        setattr(cadre, name, fields[name])
    for day in (cadre.party_joined_on, cadre.work_began_on):
        regulations.after_birth.check(day, cadre.born_on)
    changed += numbers.put(cadre, id_number=id_number, phone=phone)
    cadre.save()
    trail.record(cadre, "amend_cadre", by=by, at=at, changed=sorted(changed))
    return cadre


@transaction.atomic
def move(
    cadre: Cadre, *, unit: Any, title: str, on: date, by: Any, at: datetime, **more: Any
) -> Post:
    """End the main post held and begin another on the same day (转岗、降职 and their like).

    :param more: job_level, is_head, basis of the new post
    :raises RegulationBroken: PE-05, PE-13
    """
    cadre = lock(cadre)
    regulations.unit_stands.check(unit, on)
    main = Post.objects.filter(cadre=cadre, is_main=True)
    later = main.filter(until_on=None, from_on__gt=on) | main.filter(until_on__gt=on)
    regulations.main_posts_do_not_overlap.check(later.exists())
    main.filter(until_on=None).update(until_on=on)
    post = Post.objects.create(cadre=cadre, unit=unit, title=title, from_on=on, **more)
    cadre.unit, cadre.left_on = unit, None
    cadre.save(update_fields=["unit", "left_on"])
    trail.record(cadre, "move_post", by=by, at=at, unit=unit.pk)
    return post


@transaction.atomic
def protect(
    cadre: Cadre, *, kind: str, from_on: date, until_on: date | None, by: Any, at: datetime
) -> Protection:
    """Enter a span in which the person may not be nominated.

    :raises RegulationBroken: PE-07
    """
    regulations.ends_after_it_begins.check(from_on, until_on)
    row = Protection.objects.create(cadre=cadre, kind=kind, from_on=from_on, until_on=until_on)
    trail.record(row, "protect", by=by, at=at, kind=kind)
    return row
