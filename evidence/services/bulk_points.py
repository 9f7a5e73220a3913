"""Points by the thousand; the importer keeps the trail."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db.models import Count
from django.utils.translation import gettext as _

from core import bulk
from core.dates import legal_day
from core.workflow.engine import lock
from evidence import permissions, regulations
from evidence.enums import EntryKind
from evidence.models import Book, BookEntry, BookItem, BookMember, BookPeriod, BookRule
from evidence.services import ledger

Values = dict[str, Any]


def books_of(county: Any) -> dict[tuple[int, str], int]:
    """Answer the county's books that take entries, by (unit, title), the newest year last."""
    rows = Book.objects.filter(county=county, periods__closed_at=None).order_by("year", "pk")
    return {(unit, title): pk for unit, title, pk in rows.values_list("unit", "title", "pk")}


def items_of(ids: Sequence[int]) -> dict[tuple[int, str], BookItem]:
    """Answer the items in use by (book, title)."""
    rows = BookItem.objects.filter(book__in=ids, retired_on=None)
    return {(row.book_id, row.title): row for row in rows}


def members_of(ids: Sequence[int]) -> dict[tuple[int, int], int]:
    """Answer the members by (book, person)."""
    rows = BookMember.objects.filter(book__in=ids).values_list("book", "cadre", "pk")
    return {(book, cadre): pk for book, cadre, pk in rows}


def known(members: Sequence[int]) -> dict[tuple[int, int, str, str], int]:
    """Answer the standing entries of people by (member, item, day, reason)."""
    rows = BookEntry.objects.standing().filter(member__in=members, item__isnull=False)
    told = rows.values_list("member", "item", "on", "reason", "pk")
    return {(m, item, on.isoformat(), reason): pk for m, item, on, reason, pk in told}


def current(ids: Sequence[int], county: Any, *, lock: bool = False) -> dict[int, Values]:
    """Answer entries as JSON-able values."""
    rows = BookEntry.objects.filter(pk__in=ids, member__book__county=county)
    if lock:
        rows = rows.select_for_update(of=("self",))
    return {
        row.pk: {
            "item": row.item.title if row.item else "",
            "on": row.on.isoformat(),
            "reason": row.reason,
            "source": row.source,
        }
        for row in rows.select_related("item").order_by("pk")
    }


def enter(rows: Sequence[Values], *, by: Any, at: datetime) -> list[int]:
    """Enter items for members of books whose period is open; repeats count in the order given.

    :raises RegulationBroken: PT-06 day, PT-07 item, PT-18 nothing open
    """
    keys = sorted({row["member"] for row in rows})
    desk = _Desk(keys)
    entries = [desk.entry(row, by=by, at=at) for row in rows]
    bulk.insert(entries)
    return [entry.pk for entry in entries]


class _Desk:
    """What entering many lines needs, read and locked once: periods first, then members."""

    def __init__(self, keys: list[int]) -> None:
        ids = sorted(set(BookMember.objects.filter(pk__in=keys).values_list("book", flat=True)))
        self.periods = {pk: self._open(pk) for pk in ids}
        people = BookMember.objects.filter(pk__in=keys).order_by("pk")
        people = people.select_for_update(of=("self",)).select_related("book", "cadre")
        self.members = {row.pk: row for row in people}
        self.items = BookItem.objects.filter(book__in=ids).in_bulk()
        self.rules = {pk: list(BookRule.objects.filter(book=pk).order_by("-from_on")) for pk in ids}
        standing = BookEntry.objects.standing().filter(member__in=keys, item__isnull=False)
        told = standing.order_by().values_list("member", "item").annotate(Count("pk"))
        self.counts = Counter({(member, item): n for member, item, n in told})

    @staticmethod
    def _open(book: int) -> tuple[date, BookPeriod]:
        found = BookPeriod.objects.filter(book=book, closed_at=None).order_by("from_on").first()
        regulations.period_takes_entries.check(found)
        period: BookPeriod = lock(found)  # type: ignore[type-var, assignment]
        regulations.period_takes_entries.check(period)
        return BookPeriod.objects.filter(book=book).earliest("from_on").from_on, period

    def entry(self, row: Values, *, by: Any, at: datetime) -> BookEntry:
        """Make one line's entry, checked as a single one is."""
        member, item = self.members[row["member"]], self.items[row["item_id"]]
        permissions.enter_points.check(by, member)
        regulations.item_is_in_use.check(item, member.book_id)
        on, (first, period) = date.fromisoformat(row["on"]), self.periods[member.book_id]
        last = min(period.until_on, legal_day(at))
        regulations.entry_is_of_the_year.check(on, first, last)
        self.counts[member.pk, item.pk] += 1
        repeat = self.counts[member.pk, item.pk]
        return BookEntry(
            period=period,
            member=member,
            kind=EntryKind.ITEM,
            item=item,
            points=ledger.worth(item, repeat, self._rule(member.book_id, on)),
            repeat=repeat,
            on=on,
            reason=row["reason"],
            source=row.get("source", ""),
            token=uuid4(),
            entered_by=by,
            entered_at=at,
        )

    def _rule(self, book: int, on: date) -> BookRule:
        return next((r for r in self.rules[book] if r.from_on <= on), self.rules[book][-1])


def take_back(ids: Sequence[int], *, by: Any, at: datetime) -> None:
    """Reverse what a run had entered: the ledger keeps both lines."""
    for entry in (
        BookEntry.objects.filter(pk__in=ids).select_related("period", "member").order_by("pk")
    ):
        ledger.reverse(entry, reason=_("撤销导入"), token=uuid4(), by=by, at=at)


def settled(ids: Sequence[int]) -> set[int]:
    """Answer the entries that were reversed already or whose period is final."""
    rows = BookEntry.objects.filter(pk__in=ids)
    done = rows.filter(reversal__isnull=False) | rows.filter(period__final_at__isnull=False)
    return set(done.values_list("pk", flat=True))


def owners(ids: Sequence[int]) -> dict[int, int]:
    """Answer entry → person."""
    return dict(BookEntry.objects.filter(pk__in=ids).values_list("pk", "member__cadre"))
