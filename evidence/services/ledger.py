"""Writing the ledger: entries, reversals, closing a period, objections, making it final."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from core import bulk
from core.audit import trail
from core.dates import add_working_days, legal_day
from core.errors import StateConflict
from core.workflow.engine import lock
from evidence import permissions, regulations
from evidence.enums import DutyKind, EntryKind, ObjectionFinding
from evidence.models import (
    BookDuty,
    BookEntry,
    BookItem,
    BookMember,
    BookObjection,
    BookPeriod,
    BookRule,
)
from evidence.queries import books
from evidence.services.books import period_from


@transaction.atomic
def enter(
    member: BookMember,
    *,
    item: BookItem,
    on: date,
    reason: str,
    token: UUID,
    by: Any,
    at: datetime,
    source: str = "",
) -> BookEntry:
    """Give or take an item's points; a mistake that repeats counts as often as the rule says.

    The same token sent twice is one entry.

    :raises RegulationBroken: PT-06 out of the year, PT-07 item not in use, PT-18 nothing open
    """
    period = _open_period(member)
    member, item = lock(member), lock(item)
    if known := BookEntry.objects.filter(token=token, member=member).first():
        return known
    permissions.enter_points.check(by, member)
    regulations.item_is_in_use.check(item, member.book_id)
    _check_day(period, on, at)
    repeat = books.repeats(member, item) + 1
    row = BookEntry.objects.create(
        period=period,
        member=member,
        kind=EntryKind.ITEM,
        item=item,
        points=worth(item, repeat, books.rule_on(member.book, on)),
        repeat=repeat,
        on=on,
        reason=reason.strip(),
        source=source.strip(),
        token=token,
        entered_by=by,
        entered_at=at,
    )
    trail.record(row, "enter_points", by=by, at=at, item=item.pk)
    return row


def worth(item: BookItem, repeat: int, rule: BookRule) -> Any:
    """Answer what an item counts when it happens for the n-th time."""
    factor = rule.repeat_factor if item.repeats and repeat > 1 else 1
    return item.points * factor


def _check_day(period: BookPeriod, on: date, at: datetime) -> None:
    """Refuse a day outside the book or to come.

    :raises RegulationBroken: PT-06
    """
    first = BookPeriod.objects.filter(book=period.book_id).earliest("from_on").from_on
    last = min(period.until_on, legal_day(at))
    regulations.entry_is_of_the_year.check(on, first, last)


def _open_period(member: BookMember) -> BookPeriod:
    """Lock the period that takes entries; closing it waits for them, they wait for it."""
    found = books.current(member.book)
    regulations.period_takes_entries.check(found)
    period: BookPeriod = lock(found)  # type: ignore[type-var, assignment]
    regulations.period_takes_entries.check(period)
    return period


@transaction.atomic
def reverse(entry: BookEntry, *, reason: str, token: UUID, by: Any, at: datetime) -> BookEntry:
    """Take an entry back by one that says the opposite: in its own period while that is not
    final, else in the one that is open.

    :raises RegulationBroken: PT-08 reversed already, PT-09 no reason, PT-18 nothing open
    """
    period = lock(entry.period)
    if period.final_at is not None:
        period = _open_period(entry.member)
    member = lock(entry.member)
    if known := BookEntry.objects.filter(token=token, member=member).first():
        return known
    permissions.enter_points.check(by, member)
    regulations.reversal_is_explained.check(reason)
    row = _reverse(entry, period, reason=reason, token=token, by=by, at=at)
    trail.record(row, "reverse_points", by=by, at=at, entry=entry.pk)
    return row


def _reverse(
    entry: BookEntry, period: BookPeriod, *, reason: str, token: UUID, by: Any, at: datetime
) -> BookEntry:
    regulations.entry_stands.check(entry, BookEntry.objects.filter(reverses=entry))
    return BookEntry.objects.create(
        period=period,
        member_id=entry.member_id,
        kind=EntryKind.REVERSAL,
        reverses=entry,
        item_id=entry.item_id,
        points=-entry.points,
        on=legal_day(at),
        reason=reason.strip(),
        token=token,
        entered_by=by,
        entered_at=at,
    )


@transaction.atomic
def close(period: BookPeriod, *, by: Any, at: datetime) -> BookPeriod:
    """Write the month's computed points, end the entering, open the objections and the next month.

    :raises RegulationBroken: PT-10, the period is not over
    :raises StateConflict: somebody closed it already
    """
    row = lock(period)
    permissions.keep_book.check(by, row.book)
    if row.closed_at is not None:
        raise StateConflict(_("本期已经结账。"))
    regulations.period_is_over.check(row.until_on, legal_day(at))
    rule = books.rule_on(row.book, row.from_on)
    computed = list(_computed(row, rule, by=by, at=at)) if books.is_monthly(row.book) else []
    bulk.insert(computed)
    row.rule, row.closed_by, row.closed_at = rule, by, at
    row.objection_until_on = add_working_days(legal_day(at), rule.objection_days)
    row.save(update_fields=["rule", "closed_by", "closed_at", "objection_until_on"])
    following = row.until_on + timedelta(days=1)
    if following.year == row.book.year:
        period_from(row.book, following)
    trail.record(row, "close_period", by=by, at=at, rows=len(computed), rule=rule.number)
    return row


def _computed(period: BookPeriod, rule: BookRule, *, by: Any, at: datetime) -> Iterable[BookEntry]:
    """Give base, regular tasks and class of work for everybody who was in the book."""
    members = BookMember.objects.filter(book=period.book_id)
    base, duties = books.monthly_base(rule), _duties(period)
    given = {
        "period": period,
        "on": period.until_on,
        "entered_by": by,
        "entered_at": at,
    }
    for member in members.in_span(period.from_on, period.until_on).order_by("pk"):
        own = duties.get(member.pk, [])
        for kind, points, reason, duty in _parts(member, own, rule, base):
            yield BookEntry(
                member=member,
                kind=kind,
                points=points,
                reason=reason,
                duty=duty,
                token=uuid4(),
                **given,
            )


def _parts(member: BookMember, duties: list[BookDuty], rule: BookRule, base: Any) -> Iterable[Any]:
    told = (rule.days_per_month, rule.hours_per_day, rule.points_per_hour)
    days, hours, each = (f"{figure.normalize():f}" for figure in told)
    reason = f"基础积分：{days} 天 × {hours} 小时 × {each} 分"
    yield EntryKind.BASE, base, reason, None
    for duty in duties:
        if duty.kind == DutyKind.REGULAR:
            yield EntryKind.TASK, rule.points_per_task, f"常规性工作：{duty.title}", duty
    level = books.level_of(member, duties, rule)
    if level > 1 and rule.points_per_level:
        worth = (level - 1) * rule.points_per_level
        yield EntryKind.LEVEL, worth, f"工作类别：第 {level} 类", None


def _duties(period: BookPeriod) -> dict[int, list[BookDuty]]:
    rows = BookDuty.objects.filter(
        member__book=period.book_id, from_on__lte=period.until_on
    ).exclude(until_on__lt=period.from_on)
    found: dict[int, list[BookDuty]] = {}
    for duty in rows.order_by("pk"):
        found.setdefault(duty.member_id, []).append(duty)
    return found


@transaction.atomic
def finalise(period: BookPeriod, *, by: Any, at: datetime) -> BookPeriod:
    """Make a closed period final once the objections had their time and their answers.

    :raises RegulationBroken: PT-11 window still open, PT-12 objection unanswered
    :raises StateConflict: not closed yet, or final already
    """
    row = lock(period)
    permissions.keep_book.check(by, row.book)
    if row.objection_until_on is None or row.final_at is not None:
        raise StateConflict(_("只有已结账、未定案的期间可以定案。"))
    regulations.objections_had_their_time.check(row.objection_until_on, legal_day(at))
    open_ones = BookObjection.objects.filter(entry__period=row, answered_at=None)
    regulations.objections_are_answered.check(open_ones)
    row.final_by, row.final_at = by, at
    row.save(update_fields=["final_by", "final_at"])
    trail.record(row, "finalise_period", by=by, at=at)
    return row


@transaction.atomic
def object_(entry: BookEntry, *, text: str, by: Any, at: datetime) -> BookObjection:
    """Let the person concerned object to one entry while its period is not final.

    :raises RegulationBroken: PT-13, too late or a second time
    """
    period = lock(entry.period)
    lock(entry.member)
    permissions.object_to.check(by, entry)
    others = BookObjection.objects.filter(entry=entry)
    regulations.objection_is_in_time.check(period, legal_day(at), others)
    row = BookObjection.objects.create(entry=entry, text=text.strip(), raised_by=by, raised_at=at)
    trail.record(row, "object_to_points", by=by, at=at)
    return row


@transaction.atomic
def answer(
    objection: BookObjection, *, finding: str, answer: str, by: Any, at: datetime
) -> BookObjection:
    """Answer an objection; one that is upheld reverses the entry in the same act.

    :raises RegulationBroken: PT-08, the entry was reversed meanwhile
    :raises StateConflict: answered already
    """
    period = lock(objection.entry.period)
    row = lock(objection)
    permissions.answer_objection.check(by, row)
    if row.answered_at is not None:
        raise StateConflict(_("这条异议已经答复。"))
    if finding == ObjectionFinding.UPHELD:
        _reverse(row.entry, period, reason=answer, token=uuid4(), by=by, at=at)
    row.finding, row.answer, row.answered_by, row.answered_at = finding, answer.strip(), by, at
    row.save(update_fields=["finding", "answer", "answered_by", "answered_at"])
    trail.record(row, "answer_objection", by=by, at=at, finding=finding)
    return row
