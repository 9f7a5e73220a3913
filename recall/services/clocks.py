"""Clocks: begun and ended by the acts of a matter, paused, resumed, extended with reasons.

`begin` and `end` are for the matter's own way, on which one term runs at a time; `start` and
`stop` for terms beside it, of a row of an upper floor.
"""

from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model, Q, QuerySet

from core import dates
from core.audit import trail
from core.workflow.engine import lock
from recall import permissions
from recall.enums import ClockKind, PauseReason
from recall.models import Case, Clock, ClockPause, Nomination
from recall.regulations import clocks as rules

Matter = Nomination | Case


_HELD = {"until_on": None, "reason": PauseReason.INVESTIGATION}
_MIRRORED = {ClockKind.ANSWER}  # the row of the upper floor keeps this last day in its `due_on`


def _of(matter: Matter) -> dict[str, Any]:
    return {"nomination" if isinstance(matter, Nomination) else "case": matter}


def _own(matter: Matter) -> QuerySet[Clock]:
    """Answer the term that runs on the matter's own way."""
    return Clock.objects.running().filter(**_of(matter), row_id=None)


def _beside(row: Model, kinds: tuple[str, ...]) -> QuerySet[Clock]:
    """Answer the terms that run about a row of an upper floor, of some kinds or all."""
    found = Clock.objects.running().filter(row_kind=row._meta.label_lower, row_id=row.pk)
    return found.filter(kind__in=kinds) if kinds else found


def begin(
    matter: Matter,
    kind: str,
    *,
    days: int,
    on: date | None = None,
    is_working: bool = True,
    is_statutory: bool = False,
    by: Any,
    at: datetime,
) -> date | None:
    """End the clock that runs and begin the next one today, or from `on`; answer its last day.

    One that discipline inspection holds begins held: it has no last day. The caller has locked
    the matter, sets its `due_on` and saves it.
    """
    held = next((one for one in end(matter, by=by, at=at) if _suspends(matter, one)), None)
    given = {"is_working": is_working, "is_statutory": is_statutory}
    first = on or dates.legal_day(at)
    due_on = _begin(matter, kind, days=days, from_on=first, at=at, **given)
    if held is None or is_statutory:
        return due_on
    hold(matter, note=held.note, by=by, at=at)
    return matter.due_on


def _suspends(matter: Matter, pause: ClockPause) -> bool:
    """Say whether a pause holds a case that is suspended: its next term stands still too."""
    return isinstance(matter, Case) and pause.reason == PauseReason.INVESTIGATION


def start(
    case: Case,
    kind: str,
    *,
    row: Model,
    days: int,
    is_working: bool = False,
    is_statutory: bool = False,
    by: Any,
    at: datetime,
) -> date:
    """Begin a term beside a case today, about a row of an upper floor; answer its last day.

    The caller has locked the case and the row.
    """
    told = {"row_kind": row._meta.label_lower, "row_id": row.pk, "is_statutory": is_statutory}
    today = dates.legal_day(at)
    return _begin(case, kind, days=days, from_on=today, is_working=is_working, at=at, **told)


def _begin(matter: Matter, kind: str, *, at: datetime, **given: Any) -> date:
    first, days = given["from_on"], given["days"]
    due_on = dates.term_end(first, days, is_working=given["is_working"])
    given |= {"county_id": matter.county_id, "cadre_id": matter.cadre_id, "begun_at": at}
    Clock.objects.create(**_of(matter), **given, kind=kind, due_on=due_on)
    return due_on


def end(matter: Matter, *, by: Any, at: datetime) -> list[ClockPause]:
    """End the clock that runs, and its open pause; none runs, nothing happens.

    :return: the pauses that were open
    """
    return _end(_own(matter), by, at)


def stop(row: Model, *kinds: str, by: Any, at: datetime) -> None:
    """End the terms beside a case that run about a row, those of some kinds or all."""
    _end(_beside(row, kinds), by, at)


def _end(rows: QuerySet[Clock], by: Any, at: datetime) -> list[ClockPause]:
    today, ended = dates.legal_day(at), []
    for row in rows:
        for pause in row.pauses.filter(until_on=None).order_by("pk"):
            _go_on(pause, today, by, at)
            ended.append(pause)
        row.ended_at = at
        row.save(update_fields=["ended_at"])
    return ended


def hold(matter: Matter, *, note: str, by: Any, at: datetime) -> None:
    """Let the clock that runs stand still while discipline inspection has the matter.

    The caller has locked the matter. None runs, a law fixes it, it stands still already or its
    last day is over: nothing happens. Terms beside the matter, of an appeal, go on.
    """
    today = dates.legal_day(at)
    for row in _own(matter).filter(due_on__gte=today, is_statutory=False):
        ClockPause.objects.create(
            clock=row,
            from_on=today,
            reason=PauseReason.INVESTIGATION,
            note=note[:200],
            paused_by=by,
            paused_at=at,
        )
        _set(matter, row)


def release(matter: Matter, *, by: Any, at: datetime) -> None:
    """Let a clock go on that `hold` stopped, as `resume` does; one that people paused waits."""
    for row in _own(matter).filter(due_on=None):
        for pause in row.pauses.filter(**_HELD):
            _go_on(pause, dates.legal_day(at), by, at)
        _set(matter, row)


def _go_on(pause: ClockPause, today: date, by: Any, at: datetime) -> None:
    pause.until_on, pause.resumed_by, pause.resumed_at = max(pause.from_on, today), by, at
    pause.save(update_fields=["until_on", "resumed_by", "resumed_at"])


def _matter(clock: Clock) -> Matter:
    matter: Any = clock.nomination or clock.case  # the database demands one of them
    return lock(matter)


def _locked(clock: Clock, by: Any) -> tuple[Matter, Clock]:
    """Lock the matter and then its clock: acts on the matter end clocks the same way."""
    matter, row = _matter(clock), lock(clock)
    permissions.keep_clock.check(by, row)
    rules.clock_runs.check(row)
    rules.clock_is_the_departments.check(row)
    return matter, row


def last_day(row: Clock) -> date | None:
    """Answer the last day as the calendar, the extension and the pauses have it; None if paused."""
    spans = [(pause.from_on, pause.until_on) for pause in row.pauses.all()]
    pauses = [(first, last) for first, last in spans if last is not None]
    if len(pauses) < len(spans):
        return None
    days = row.days + row.extra_days
    return dates.term_end(row.from_on, days, is_working=row.is_working, pauses=pauses)


def _moves(row: Clock) -> bool:
    now, then = row.due_on, last_day(row)
    if now is None or then is None or now == then:
        return False
    return then > now or row.kind != ClockKind.REPLY


def _set(matter: Matter, row: Clock, *names: str) -> None:
    """Write the last day into the clock and the matter; a paused clock has none."""
    row.due_on = last_day(row)
    row.save(update_fields=["due_on", *names])
    if row.row_id is None:
        matter.due_on = row.due_on
        type(matter).objects.filter(pk=matter.pk).update(due_on=matter.due_on)
    elif row.kind in _MIRRORED:
        kept = apps.get_model(row.row_kind)._default_manager.filter(pk=row.row_id)
        kept.update(due_on=row.due_on)


@transaction.atomic
def pause(clock: Clock, *, reason: str, note: str, by: Any, at: datetime) -> Clock:
    """Let a clock stand still from today.

    :raises RegulationBroken: TM-01 it ended, TM-02 it stands still, TM-03 no reason in words,
        TM-08 the last day is over
    """
    matter, row = _locked(clock, by)
    rules.clock_is_going.check(row)
    rules.clock_reason_is_told.check(note)
    rules.paused_in_time.check(row, dates.legal_day(at))
    ClockPause.objects.create(
        clock=row,
        from_on=dates.legal_day(at),
        reason=reason,
        note=note.strip(),
        paused_by=by,
        paused_at=at,
    )
    _set(matter, row)
    trail.record(row, "pause_clock", by=by, at=at, reason=reason)
    return row


@transaction.atomic
def resume(clock: Clock, *, by: Any, at: datetime) -> Clock:
    """Let a paused clock go on from tomorrow; the days of the pause, today among them, are added.

    :raises RegulationBroken: TM-01 it ended, TM-04 it does not stand still
    """
    matter, row = _locked(clock, by)
    rules.clock_stands_still.check(row)
    _go_on(row.pauses.get(until_on=None), dates.legal_day(at), by, at)
    _set(matter, row)
    trail.record(row, "resume_clock", by=by, at=at)
    return row


@transaction.atomic
def extend(clock: Clock, *, days: int, reason: str, by: Any, at: datetime) -> Clock:
    """Give the department more working days, once; the last day is told to the matter.

    :raises RegulationBroken: TM-01 ended, TM-03 no reason, TM-05 extended before, TM-06 too many
        days, TM-07 the last day is over
    """
    matter, row = _locked(clock, by)
    rules.clock_reason_is_told.check(reason)
    rules.clock_is_extended_once.check(row)
    rules.extension_fits.check(days)
    rules.extended_in_time.check(row, dates.legal_day(at))
    row.extra_days, row.extra_reason = days, reason.strip()
    _set(matter, row, "extra_days", "extra_reason")
    trail.record(row, "extend_clock", by=by, at=at, days=days)
    return row


def lengthen(case: Case, row: Model, kind: str, *, days: int, reason: str) -> date | None:
    """Give a term beside a case the days that its own law allows; answer its last day.

    The caller has locked case and row and asked the law. None runs: answer None.
    """
    for clock in _beside(row, (kind,)):
        clock.extra_days, clock.extra_reason = days, reason[:200]
        _set(case, clock, "extra_days", "extra_reason")
        return clock.due_on
    return None


SLICE = 50


def redraw(*, year: int, by: Any, at: datetime) -> int:
    """Work out again the last days that a year's calendar moves, at most fifty in one go.

    Only rows that move are locked, so that acts do not wait for the others. The term in which
    the person may reply is never made shorter than they were told.

    :return: how many moved; under fifty, none is left
    """
    rows = Clock.objects.running().filter(Q(from_on__year=year) | Q(due_on__year=year))
    found = rows.filter(due_on__isnull=False).prefetch_related("pauses").order_by("pk")
    stale = [row for row in found if _moves(row)][:SLICE]
    for clock in stale:
        with transaction.atomic():
            matter, row = _matter(clock), lock(clock)
            if row.ended_at is None:
                _set(matter, row)
                trail.record(row, "redraw_clock", by=by, at=at)
    return len(stale)
