"""Removing again what a restored backup brought back, by what was written out then.

Source: 个人信息保护法 art. 47: what was to be deleted is not in use again by way of a backup.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import dates
from core.audit import trail
from core.workflow.engine import lock
from keeping import regulations
from keeping.models import Disposal, DisposalLine
from keeping.queries import due, schedule
from keeping.services import carrying
from units.models import Jurisdiction


@dataclass(frozen=True)
class Replayed:
    """How many rows of a list were back, how many are removed again, and why others stay."""

    back: int
    removed: int
    left: tuple[str, ...] = ()


def back(record: dict[str, Any], on: date) -> list[due.Due]:
    """Answer which of the removed rows stand in this database, and are the same ones.

    A number may have been given to another row since the backup: a row counts only if its term
    ran from the same day and is over here too.

    :raises RegulationBroken: RT-27, its county is not known here
    """
    county = _county(record)
    first = {pk: date.fromisoformat(day) for pk, day, _due in record["lines"]}
    found = due.found(county, record["kind"], schedule.least(record["kind"]), on)
    return [one for one in found if first.get(one.row_id) == one.from_on]


def replay(record: dict[str, Any], *, by: Any, at: datetime) -> Replayed:
    """Remove again what of a list came back; the function looks at every row as it did before.

    :raises RegulationBroken: RT-25, who reviewed and approved are not known here; RT-27, nor the
        county
    """
    row = take_in(record, by=by, at=at)
    if row is None:
        return Replayed(0, 0)
    while carrying.step(Disposal.objects.get(pk=row.pk), by=by, at=at):
        continue
    lines = row.lines.order_by("pk")
    left = [line.left_why for line in lines if line.left_why]
    return Replayed(len(lines), len(lines) - len(left), tuple(left))


@transaction.atomic
def take_in(record: dict[str, Any], *, by: Any, at: datetime) -> Disposal | None:
    """Enter the decided list with the lines that came back; None if none did.

    The rows are taken off whatever list of this database still waits for them.
    """
    county = lock(_county(record))
    fresh = back(record, dates.legal_day(at))
    if not fresh:
        return None
    proposed, decided = _known(record["proposed"]), _known(record["decided"])
    regulations.hands_are_known.check(proposed, decided)
    ids = [one.row_id for one in fresh]
    waiting = DisposalLine.objects.left().filter(
        disposal__county=county, disposal__kind=record["kind"], row_id__in=ids
    )
    for line in waiting:
        line.left_why = _("恢复备份后已按原来的决定重新销毁。")
        line.save(update_fields=["left_why"])
    row = _entered(record, county, proposed=proposed, decided=decided)
    DisposalLine.objects.bulk_create(
        DisposalLine(disposal=row, row_id=one.row_id, from_on=one.from_on, due_on=one.due_on)
        for one in fresh
    )
    trail.record(row, "replay_removal", by=by, at=at, scope=county.code, lines=len(fresh))
    return row


def _entered(record: dict[str, Any], county: Jurisdiction, **hands: Any) -> Disposal:
    return Disposal.objects.create(
        county=county,
        kind=record["kind"],
        found_at=datetime.fromisoformat(record["found_at"]),
        handed_over=record["handed_over"],
        list_hash=record["list_hash"],
        replays=record["certificate"],
        is_approved=True,
        proposed_by=hands["proposed"],
        proposed_at=datetime.fromisoformat(record["proposed"]["at"]),
        decided_by=hands["decided"],
        decided_at=datetime.fromisoformat(record["decided"]["at"]),
    )


def _county(record: dict[str, Any]) -> Jurisdiction:
    found = Jurisdiction.objects.filter(code=record["county"]).first()
    regulations.county_is_known.check(found)
    return found  # type: ignore[return-value]  # it is known


def _known(hand: dict[str, Any]) -> User | None:
    return User.objects.filter(pk=hand["user"], username=hand["username"]).first()
