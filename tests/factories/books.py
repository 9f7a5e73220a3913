"""Books of the three points practices, made by the acts themselves."""

from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from accounts.enums import Role
from core.dates import ZONE
from evidence.enums import Practice
from evidence.models import Book, BookEntry, BookItem, BookMember, BookPeriod
from evidence.queries import books as figures
from evidence.services import books, ledger
from tests.factories.accounts import holder
from tests.factories.cadres import PostFactory
from tests.factories.recall import GroundFactory
from tests.factories.units import UnitFactory

MONTH = date(2018, 5, 1)
MAY = datetime(2018, 5, 20, 9, 0, tzinfo=ZONE)
MAY_END = datetime(2018, 5, 31, 18, 0, tzinfo=ZONE)
JUNE = datetime(2018, 6, 15, 9, 0, tzinfo=ZONE)
YEAR_END = datetime(2018, 12, 31, 18, 0, tzinfo=ZONE)


def figures_of(kind: str, **changes: Any) -> dict[str, Any]:
    """Answer the preset's figures of a rule, as the form would give them."""
    preset = figures.preset(kind)
    told = {
        name: Decimal(value) if isinstance(value, str) else value
        for name, value in preset["rule"].items()
    }
    return told | {"provenance": preset["provenance"]} | changes


def opened_book(unit: Any = None, kind: str = Practice.POINTS, **changes: Any) -> Book:
    """Open a book with its preset; `by` is a new head of the unit if none is given."""
    unit = unit or UnitFactory()
    preset = figures.preset(kind)
    given = {
        "kind": kind,
        "title": preset["title"],
        "from_on": MONTH,
        "groups": preset["groups"],
        "basis": "公务员平时考核办法",
        "document_number": "石办发〔2018〕5号",
        "rule": figures_of(kind, ground=GroundFactory()),
        "items": [item | {"points": Decimal(item["points"])} for item in preset["items"]],
        "at": MAY,
    } | changes
    given.setdefault("by", None)
    given["by"] = given["by"] or holder(Role.UNIT_HEAD, unit)
    return books.open_(unit, **given)


def member(book: Book, group: str | None = None, **given: Any) -> BookMember:
    """Put a new person of the unit into a book."""
    cadre = given.pop("cadre", None) or PostFactory(cadre__unit=book.unit).cadre
    if group is None:
        group = book.groups[0] if book.groups else ""
    told = {"group": group, "joined_on": MONTH, "by": book.opened_by, "at": MAY, **given}
    return books.join(book, cadre=cadre, **told)


def item(book: Book, title: str) -> BookItem:
    return BookItem.objects.get(book=book, title__startswith=title, retired_on=None)


def entry(who: BookMember, title: str, **given: Any) -> BookEntry:
    """Enter an item for a member."""
    told = {
        "on": MAY.date(),
        "reason": "经核实",
        "token": uuid4(),
        "by": who.book.opened_by,
        "at": MAY,
    } | given
    return ledger.enter(who, item=item(who.book, title), **told)


def period(book: Book) -> BookPeriod:
    """Answer the book's first period as it is now."""
    return BookPeriod.objects.filter(book=book).earliest("from_on")


def closed(book: Book, at: datetime = MAY_END) -> BookPeriod:
    """Close what is open now."""
    return ledger.close(figures.current(book), by=book.opened_by, at=at)


def final(book: Book, at: datetime = MAY_END, then: datetime = JUNE) -> BookPeriod:
    """Close what is open now and make it final."""
    return ledger.finalise(closed(book, at), by=book.opened_by, at=then)


def office(groups: tuple[int, ...] = (6, 6)) -> SimpleNamespace:
    """A county office: a points book with so many people in each group."""
    book = opened_book()
    people = [
        [member(book, name) for _ in range(count)]
        for name, count in zip(book.groups, groups, strict=False)
    ]
    return SimpleNamespace(book=book, people=people, first=people[0][0], head=book.opened_by)
