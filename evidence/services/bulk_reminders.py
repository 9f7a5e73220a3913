"""Reminders by the hundred, each by the act of its page. None is served."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from core.errors import StateConflict
from evidence.models import Reminder
from evidence.services import bulk_people, reminders
from schemes.models import Ground

Values = dict[str, Any]


def known(cadres: Collection[int]) -> dict[tuple[int, int, str], int]:
    """Answer the reminders of people by (person, ground, facts); the first of each."""
    rows = Reminder.objects.filter(cadre__in=cadres).order_by("-pk")
    told = rows.values_list("cadre", "ground", "facts", "pk")
    return {(cadre, ground, facts): pk for cadre, ground, facts, pk in told}


def current(ids: Sequence[int], county: Any, *, lock: bool = False) -> dict[int, Values]:
    """Answer reminders as JSON-able values, locked in id order if asked."""
    rows = Reminder.objects.filter(pk__in=ids, county=county).order_by("pk")
    if lock:
        rows = rows.select_for_update(of=("self",))
    return {row.pk: {"correct": row.correct, "days": row.days} for row in rows}


def enter(rows: Sequence[Values], *, by: Any, at: datetime) -> list[int]:
    """Issue reminders that wait to be served by a person.

    :raises NotAllowed: oneself
    :raises RegulationBroken: RM-01, not of the unit any more
    """
    grounds = Ground.objects.in_bulk({row["ground"] for row in rows})
    people = bulk_people.in_bulk([row["cadre"] for row in rows])
    return [
        reminders.issue(
            people[row["cadre"]].unit,
            cadre=people[row["cadre"]],
            ground=grounds[row["ground"]],
            facts=row["facts"],
            correct=row["correct"],
            days=row.get("days"),
            by=by,
            at=at,
        ).pk
        for row in rows
    ]


def refuse_removal() -> None:
    """Refuse: a reminder stays; unserved it has no effect.

    :raises StateConflict: always
    """
    raise StateConflict(_("提醒开具后不能删除；没有送达的，不产生任何效果。"))
