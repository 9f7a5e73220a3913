"""到期清单: found by night, reviewed by one, decided by another. Nothing is removed here."""

import hashlib
import json
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.queries import users
from core import dates
from core.audit import trail
from core.errors import StateConflict
from core.jobs import outbox
from core.notify import telling
from core.regulations import REGISTER
from core.workflow.engine import lock
from keeping import permissions, regulations
from keeping.enums import RecordKind, Told
from keeping.models import Disposal, DisposalLine
from keeping.queries import blocks, due
from keeping.queries import terms as in_force
from units.models import Jurisdiction

LANE = "keeping"
_MOST = 500  # lines of one list: what two people can read
_REST = timedelta(days=365)  # what was struck or refused is listed again after a year


@transaction.atomic
def find(county: Jurisdiction, *, kind: str, by: Any, at: datetime) -> Disposal | None:
    """Put on the county's growing list what is due today and nothing keeps; answer the list.

    A second look on the same day adds nothing. Nothing is removed: two people decide.
    """
    county = lock(county)
    fresh = _fresh(county, kind, at)
    row = Disposal.objects.open().filter(county=county, kind=kind).first()
    room = _MOST - (row.lines.count() if row else 0)
    if not fresh[:room]:
        return row
    if row is None:
        row = Disposal.objects.create(county=county, kind=kind, found_at=at)
    lines = [
        DisposalLine(disposal=row, row_id=one.row_id, from_on=one.from_on, due_on=one.due_on)
        for one in fresh[:room]
    ]
    DisposalLine.objects.bulk_create(lines)
    trail.record(row, "find_due", by=by, at=at, scope=county.code, lines=len(lines))
    people = users.holders(Role.COUNTY_ADMIN, county_id=county.pk, on=dates.legal_day(at))
    telling.tell(Told.LIST_FOUND, row, to=people, by=by, at=at)
    return row


def _fresh(county: Jurisdiction, kind: str, at: datetime) -> list[due.Due]:
    on = dates.legal_day(at)
    told = due.found(county, kind, in_force.in_force(county)[kind], on)
    known = _listed([one.row_id for one in told], kind, at)
    fresh = [one for one in told if one.row_id not in known]
    stays = blocks.of(kind, [one.row_id for one in fresh], on)
    return [one for one in fresh if one.row_id not in stays]


def _listed(ids: list[int], kind: str, at: datetime) -> set[int]:
    """Answer which rows are on a list already, or were struck or refused within a year."""
    resting = Q(struck_at__gt=at - _REST) | Q(
        disposal__is_approved=False, disposal__decided_at__gt=at - _REST
    )
    on_list = Q(struck_at=None, left_why="") & ~Q(disposal__is_approved=False)
    rows = DisposalLine.objects.filter(resting | on_list, disposal__kind=kind, row_id__in=ids)
    return set(rows.values_list("row_id", flat=True))


@transaction.atomic
def strike(line: DisposalLine, *, reason: str, by: Any, at: datetime) -> DisposalLine:
    """Take one line off a list that nobody has reviewed yet; it is kept for a year more.

    :raises NotAllowed: not an administrator of the county
    :raises RegulationBroken: RT-05, no reason
    :raises StateConflict: the list was reviewed, or the line struck
    """
    disposal = lock(line.disposal)
    row = lock(line)
    permissions.review_disposal.check(by, disposal)
    if disposal.proposed_at is not None or row.struck_at is not None:
        raise StateConflict(_("清单已经审核，或者这一行已经剔除。"))
    regulations.striking_is_explained.check(reason)
    row.struck_reason, row.struck_by, row.struck_at = reason.strip(), by, at
    row.save(update_fields=["struck_reason", "struck_by", "struck_at"])
    trail.record(row, "strike_line", by=by, at=at, scope=disposal.county.code)
    return row


@transaction.atomic
def propose(
    disposal: Disposal, *, handed_over: str = "", opinion: str, by: Any, at: datetime
) -> Disposal:
    """Pass a reviewed list on to who decides; what must stay by now is left off, with the reason.

    :param handed_over: number of the paper by which the archives took the volumes over
    :raises NotAllowed: not an administrator of the county
    :raises RegulationBroken: RT-16 volumes not handed over, RT-17 the own matter, RT-18 no line
    :raises StateConflict: reviewed already
    """
    row = lock(disposal)
    permissions.review_disposal.check(by, row)
    if row.proposed_at is not None:
        raise StateConflict(_("清单已经审核，等待批准。"))
    needs = row.kind == RecordKind.RECALLED
    regulations.volumes_are_handed_over.check(needs, handed_over)
    leave_what_stays(row, list(row.lines.left()), dates.legal_day(at))
    lines = _lines(row)
    regulations.list_is_not_empty.check(len(lines))
    ids = [line["row"] for line in lines]
    regulations.hand_is_not_concerned.check(by.pk in blocks.subjects(row.kind, ids))
    row.handed_over, row.opinion = handed_over.strip(), opinion.strip()
    row.list_hash, row.proposed_by, row.proposed_at = _hash(lines), by, at
    row.save()
    trail.record(row, "propose_disposal", by=by, at=at, scope=row.county.code, lines=len(lines))
    people = users.holders(Role.DECIDER, county_id=row.county_id, on=dates.legal_day(at))
    telling.tell(Told.LIST_REVIEWED, row, to=people, by=by, at=at)
    return row


@transaction.atomic
def decide(
    disposal: Disposal, *, is_approved: bool, decision: str = "", by: Any, at: datetime
) -> Disposal:
    """Approve the reviewed list, and leave the job that carries it out; or refuse it.

    :raises NotAllowed: not a decider of the county, or who reviewed the list
    :raises RegulationBroken: RT-17 the own matter, RT-19 a refusal without a reason
    :raises StateConflict: not reviewed, or decided already
    """
    row = lock(disposal)
    permissions.decide_disposal.check(by, row)
    if row.proposed_at is None or row.decided_at is not None:
        raise StateConflict(_("清单还没有审核，或者已经批准过。"))
    regulations.refusal_is_explained.check(is_approved, decision)
    ids = list(row.lines.left().values_list("row_id", flat=True))
    regulations.hand_is_not_concerned.check(by.pk in blocks.subjects(row.kind, ids))
    row.is_approved, row.decision = is_approved, decision.strip()
    row.decided_by, row.decided_at = by, at
    row.save()
    act = "approve_disposal" if is_approved else "refuse_disposal"
    trail.record(row, act, by=by, at=at, scope=row.county.code, list_hash=row.list_hash)
    if is_approved:
        key = f"keeping.carry_out:{row.pk}"
        outbox.enqueue("keeping.carry_out", key=key, lane=LANE, at=at, pk=row.pk)
    return row


def leave_what_stays(row: Disposal, lines: list[DisposalLine], on: date) -> None:
    """Note on each of these lines what is in its way on a day, in the caller's transaction."""
    stays: dict[int, str] = blocks.of(row.kind, [line.row_id for line in lines], on)
    years = in_force.in_force(row.county)[row.kind]
    for line in lines:
        number = stays.get(line.row_id)
        if number is None and dates.add_months(line.from_on, 12 * years) > on:
            number = "RT-06"
        if number is not None:
            line.left_why = f"{REGISTER[number].sentence}（{number}）"
            line.save(update_fields=["left_why"])


def _lines(row: Disposal) -> list[dict[str, Any]]:
    told = row.lines.left().order_by("row_id").values_list("row_id", "due_on")
    return [{"row": pk, "due": day.isoformat()} for pk, day in told]


def _hash(lines: list[dict[str, Any]]) -> str:
    return hashlib.sha256(json.dumps(lines, sort_keys=True).encode()).hexdigest()
