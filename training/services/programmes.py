"""Acts on programmes: keeping a county's own, laying a class out by one, moving a block."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from core import dates, editing
from core.audit import trail
from core.workflow.engine import lock
from recall.enums import CaseState
from recall.models import Campaign
from recall.services import cases
from training import permissions, regulations
from training.enums import LengthUnit
from training.models import Attendance, Block, Programme, Session, TrainingClass
from training.queries import programmes
from training.queries.programmes import Part, Span
from training.regulations.reflections import rubric_fits
from training.services import clashes, classes, messages


@transaction.atomic
def keep(
    county: Any,
    *,
    title: str,
    parts: list[Part],
    by: Any,
    at: datetime,
    preset: str = "",
    note: str = "",
    rubric: list[dict[str, Any]] | None = None,
) -> Programme:
    """Keep a county's programme; the same title again is its next version.

    :param rubric: what its classes' reflections are marked by; None leaves the product's proposal
    :raises RegulationBroken: TR-09 no theory, TR-30 a length out of its range, RF-10 the rubric
    """
    county = lock(county)
    row = Programme(county=county, title=title, preset=preset, note=note, saved_by=by, saved_at=at)
    permissions.plan_class.check(by, row)
    _check(parts)
    rubric_fits.check(rubric or [])
    earlier = Programme.objects.filter(county=county, title=title)
    row.version = (earlier.aggregate(last=Max("version"))["last"] or 0) + 1
    row.blocks, row.rubric = programmes.as_blocks(parts), rubric
    row.save(force_insert=True)
    trail.record(row, "save_programme", by=by, at=at, version=row.version)
    return row


@transaction.atomic
def open_class(
    campaign: Campaign,
    *,
    title: str,
    venue: str,
    opens_on: date,
    parts: list[Part],
    by: Any,
    at: datetime,
    manager: Any = None,
    programme: Programme | None = None,
) -> TrainingClass:
    """Plan a class by a programme, on real dates: it opens on the first working day.

    :raises RegulationBroken: TR-09 no theory, TR-22 campaign not open, TR-30 a length out of range
    """
    _check(parts)
    spans = programmes.lay(opens_on, parts)
    return classes.lay_out(
        campaign, title=title, venue=venue, spans=spans, manager=manager, programme=programme,
        by=by, at=at,
    )  # fmt: skip


def _check(parts: list[Part]) -> None:
    regulations.has_theory.check([(part.kind, part.length) for part in parts])
    regulations.lengths_fit.check([(part.length, part.least, part.most) for part in parts])


@transaction.atomic
def move_block(
    block: Block, *, to_on: date, by: Any, at: datetime, read: editing.Read | None = None
) -> Block:
    """Let a block begin on another day; those after it follow, their sessions with them.

    :raises EditedMeanwhile: a colleague moved a block of the class since `read`
    :raises RegulationBroken: TR-26 before the block ahead of it ends, TR-27 attendance recorded,
        TR-28 begun or into the past, TR-16 to TR-18 a session would meet another one, TR-44 it
        begins on that day already
    """
    training_class = lock(block.training_class)
    permissions.plan_class.check(by, training_class)
    blocks = list(training_class.blocks.order_by("from_on"))
    block = next(row for row in blocks if row.pk == block.pk)
    regulations.begins_elsewhere.check(block.from_on, to_on)
    now = {"to_on": block.from_on, "blocks": programmes.layout(blocks)}
    merged = editing.settle(read, now=now, given={"to_on": to_on, "blocks": None})
    _check_move(blocks, block, to_on, today=dates.legal_day(at))
    moves = programmes.moved(blocks, block, to_on)
    regulations.begins_elsewhere.check(block.from_on, moves[0][1].from_on)
    _shift_sessions(training_class, moves, at=at)
    is_later = moves[0][1].from_on > block.from_on
    for row, span in reversed(moves) if is_later else moves:  # never over one that still stands
        row.from_on, row.until_on = span.from_on, span.until_on
        row.save(update_fields=["from_on", "until_on"])
    training_class.opens_on, training_class.closes_on = blocks[0].from_on, blocks[-1].until_on
    training_class.save(update_fields=["opens_on", "closes_on"])
    trail.record(block, "move_block", by=by, at=at, blocks=len(moves), **merged)
    _await_assessments(training_class, by=by, at=at)
    messages.tell_moved(training_class, by=by, at=at)
    return block


def _check_move(blocks: list[Block], block: Block, to_on: date, *, today: date) -> None:
    before = [row.until_on for row in blocks if row.from_on < block.from_on]
    regulations.lies_ahead.check(block.from_on, to_on, today)
    regulations.keeps_the_order.check(to_on, max(before, default=None))
    of_class = {"session__training_class": block.training_class_id}
    marks = Attendance.objects.filter(**of_class, session__starts_at__date__gte=block.from_on)
    regulations.is_unmarked.check(marks.count())


def _await_assessments(training_class: TrainingClass, *, by: Any, at: datetime) -> None:
    """Let the terms to assess its people run from the class's new last day."""
    seats = training_class.enrolments.standing().select_related("case").order_by("case_id")
    for seat in seats:
        if seat.case.state == CaseState.TRAINING:
            cases.await_assessment(seat.case, on=training_class.closes_on, by=by, at=at)


def _shift_sessions(
    training_class: TrainingClass, moves: list[tuple[Block, Span]], *, at: datetime
) -> None:
    changed = []
    rules = [(block, _day_in(block, span)) for block, span in moves]
    for row in training_class.sessions.standing().order_by("starts_at"):
        day = dates.legal_day(row.starts_at)
        days = [rule(day) for block, rule in rules if block.from_on <= day <= block.until_on]
        if days and days[0] != day:
            changed.append(_shifted(row, days[0] - day, at=at))
    try:
        with transaction.atomic():
            Session.objects.bulk_update(
                changed, ["starts_at", "ends_at", "sequence", "changed_at", "was_at"]
            )
    except IntegrityError as error:
        clashes.refuse(error, changed)
        raise


def _shifted(row: Session, by: timedelta, *, at: datetime) -> Session:
    row.was_at, row.changed_at = row.starts_at, at
    row.starts_at, row.ends_at = row.starts_at + by, row.ends_at + by
    row.sequence += 1
    return row


def _day_in(block: Block, span: Span) -> Callable[[date], date]:
    """Answer the rule from a day of the block as it was to the same day of it as it will be.

    Where working days are counted, the n-th working day becomes the n-th again.
    """
    if block.unit == LengthUnit.WORKING and block.length:
        old, new = _working(block.from_on, block.until_on), _working(span.from_on, span.until_on)
        pairs = dict(zip(old, new, strict=False))
    else:
        pairs = {}

    def day_of(day: date) -> date:
        return pairs.get(day) or min(span.from_on + (day - block.from_on), span.until_on)

    return day_of


def _working(from_on: date, until_on: date) -> list[date]:
    days = (from_on + timedelta(days=n) for n in range((until_on - from_on).days + 1))
    return [day for day in days if dates.is_working_day(day)]
