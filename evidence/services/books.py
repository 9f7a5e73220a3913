"""Setting up a book: rules by version, items, people with groups, classes and duties."""

from calendar import monthrange
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import trail
from core.dates import legal_day
from core.errors import StateConflict
from core.workflow.engine import lock
from evidence import permissions, regulations
from evidence.models import (
    Book,
    BookDuty,
    BookItem,
    BookMember,
    BookPeriod,
    BookRule,
)
from evidence.queries import books
from units.models import Unit


@transaction.atomic
def open_(
    unit: Unit,
    *,
    kind: str,
    title: str,
    from_on: date,
    groups: list[str],
    basis: str,
    document_number: str,
    rule: dict[str, Any],
    items: list[dict[str, Any]],
    by: Any,
    at: datetime,
) -> Book:
    """Open a unit's book with its first rule, items and period.

    :param rule: the figures of a BookRule, by field
    :raises RegulationBroken: PT-01 not registered, PT-02 a second book of the year
    """
    unit = lock(unit)
    permissions.keep_book.check(by, unit)
    regulations.book_is_registered.check(basis, document_number)
    others = Book.objects.filter(unit=unit, kind=kind, year=from_on.year)
    regulations.one_book_a_year.check(others)
    row = Book.objects.create(
        kind=kind,
        county_id=unit.county_id,
        unit=unit,
        title=title,
        year=from_on.year,
        groups=groups,
        basis=basis.strip(),
        document_number=document_number.strip(),
        opened_by=by,
        opened_at=at,
    )
    first = from_on.replace(day=1)
    BookRule.objects.create(book=row, number=1, from_on=first, made_by=by, made_at=at, **rule)
    for item in items:
        BookItem.objects.create(book=row, **item)
    period_from(row, first)
    trail.record(row, "open_book", by=by, at=at, kind=kind)
    return row


def period_from(book: Book, first: date) -> BookPeriod:
    """Open the period that begins on a day: a month of a points book, else the rest of the year."""
    month = first.month if books.is_monthly(book) else 12
    last = date(first.year, month, monthrange(first.year, month)[1])
    return BookPeriod.objects.create(book=book, from_on=first, until_on=last)


@transaction.atomic
def add_rule(book: Book, *, from_on: date, by: Any, at: datetime, **figures: Any) -> BookRule:
    """Write a new version of the formula; what is closed keeps the version it was closed with.

    :raises RegulationBroken: PT-04 from a day that is closed, PT-19 a second version of one day
    """
    book = lock(book)
    permissions.keep_book.check(by, book)
    period = books.current(book)
    regulations.rule_is_for_the_future.check(from_on, period and period.from_on)
    rules = BookRule.objects.filter(book=book)
    regulations.rule_begins_on_a_day_of_its_own.check(rules.filter(from_on=from_on))
    row = BookRule.objects.create(
        book=book,
        number=rules.count() + 1,
        from_on=from_on,
        made_by=by,
        made_at=at,
        **figures,
    )
    trail.record(book, "add_book_rule", by=by, at=at, number=row.number)
    return row


@transaction.atomic
def add_item(book: Book, *, by: Any, at: datetime, **told: Any) -> BookItem:
    """Add something that gives or takes points, or vetoes.

    :raises StateConflict: an item of that title is in use
    """
    book = lock(book)
    permissions.keep_book.check(by, book)
    row, is_new = BookItem.objects.get_or_create(
        book=book, title=told.pop("title"), retired_on=None, defaults=told
    )
    if not is_new:
        raise StateConflict(_("已有同名的项目；改分值请先停用原项目。"))
    trail.record(book, "add_book_item", by=by, at=at, item=row.pk)
    return row


@transaction.atomic
def retire_item(item: BookItem, *, by: Any, at: datetime) -> BookItem:
    """Take an item out of use; what was entered by it stays."""
    row = lock(item)
    permissions.keep_book.check(by, row.book)
    if row.retired_on is None:
        row.retired_on = legal_day(at)
        row.save(update_fields=["retired_on"])
        trail.record(row.book, "retire_book_item", by=by, at=at, item=row.pk)
    return row


@transaction.atomic
def join(
    book: Book,
    *,
    cadre: Any,
    joined_on: date,
    by: Any,
    at: datetime,
    group: str = "",
    level: int = 1,
) -> BookMember:
    """Put a person of the unit, or of a unit below it, into the book.

    :raises RegulationBroken: PT-03 no such group, PT-05 of another unit, or in the book already
    """
    book = lock(book)
    permissions.keep_book.check(by, book)
    regulations.group_is_of_the_book.check(group, book.groups)
    others = BookMember.objects.filter(book=book, cadre=cadre)
    regulations.member_is_of_the_unit.check(cadre, books.unit_ids(book.unit), others)
    row = BookMember.objects.create(
        book=book, cadre=cadre, group=group, level=level, joined_on=joined_on
    )
    trail.record(row, "join_book", by=by, at=at)
    return row


@transaction.atomic
def join_all(
    book: Book, *, joined_on: date, by: Any, at: datetime, group: str = "", level: int = 1
) -> Book:
    """Put everybody of the unit who is not in the book yet into one group of it.

    :raises RegulationBroken: PT-03, no such group
    """
    book = lock(book)
    permissions.keep_book.check(by, book)
    regulations.group_is_of_the_book.check(group, book.groups)
    people = books.outside(book).filter(unit=book.unit_id)
    given = {"book": book, "group": group, "level": level, "joined_on": joined_on}
    rows = BookMember.objects.bulk_create(BookMember(cadre=one, **given) for one in people)
    trail.record(book, "join_book", by=by, at=at, people=len(rows))
    return book


@transaction.atomic
def set_member(member: BookMember, *, by: Any, at: datetime, **told: Any) -> BookMember:
    """Set group, class, or the day on which the person left; closed months stay as they are.

    :raises RegulationBroken: PT-03, no such group; PT-20, left before joining
    """
    row = lock(member)
    permissions.keep_member.check(by, row)
    regulations.group_is_of_the_book.check(told["group"], row.book.groups)
    regulations.term_ends_after_it_begins.check(row.joined_on, told["left_on"])
    row.group, row.level, row.left_on = told["group"], told["level"], told["left_on"]
    row.save(update_fields=["group", "level", "left_on"])
    trail.record(row, "set_book_member", by=by, at=at)
    return row


@transaction.atomic
def add_duty(member: BookMember, *, by: Any, at: datetime, **told: Any) -> BookDuty:
    """Give a person a regular task or added work; it counts from the month of its first day."""
    row = lock(member)
    permissions.keep_member.check(by, row)
    duty = BookDuty.objects.create(member=row, **told)
    trail.record(row, "add_duty", by=by, at=at, duty=duty.pk)
    return duty


@transaction.atomic
def end_duty(duty: BookDuty, *, until_on: date, by: Any, at: datetime) -> BookDuty:
    """Let a duty end on a day; it still counts in that month.

    :raises RegulationBroken: PT-20, before it began
    """
    row = lock(duty)
    permissions.keep_member.check(by, row.member)
    regulations.term_ends_after_it_begins.check(row.from_on, until_on)
    row.until_on = until_on
    row.save(update_fields=["until_on"])
    trail.record(row.member, "end_duty", by=by, at=at, duty=row.pk)
    return row
