"""Measure the ledger: so many rows, and a month of so many people closed and ranked.

Everything happens in one transaction that is rolled back.
"""

import json
import time
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.db.models import Sum

from accounts.services import accounts
from cadres.models import Cadre
from core import bulk
from core.dates import ZONE
from evidence.enums import DutyKind, EntryKind, Practice
from evidence.models import BookDuty, BookEntry, BookMember, BookPeriod
from evidence.queries import books as figures
from evidence.services import books, ledger
from units.models import Jurisdiction, Unit

FIRST = date(2018, 5, 1)
LAST = datetime(2018, 5, 31, 18, 0, tzinfo=ZONE)
_BATCH = 50_000
_TABLES = ("cadres_cadre", "units_unit", "evidence_bookentry", "evidence_bookmember")


class Command(BaseCommand):
    help = "Fill a ledger in a transaction that is rolled back; print how long it takes."

    def add_arguments(self, parser):
        parser.add_argument("--rows", type=int, default=1_000_000)
        parser.add_argument("--people", type=int, default=10_000)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args, **options):
        with transaction.atomic():
            told = measured(rows=options["rows"], people=options["people"])
            transaction.set_rollback(True)
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        for name, value in told.items():
            self.stdout.write(f"{name:<28}{value}")


def measured(*, rows: int, people: int) -> dict[str, Any]:
    """Answer the seconds of filling, closing and ranking, and whether all sums agree."""
    by = accounts.system_user()
    book = _book(people, by)
    told: dict[str, Any] = {"rows": rows, "people": people}
    _analyse()
    told["fill s"], _none = _timed(lambda: _fill(book, rows, by))
    _analyse()
    period = figures.current(book)
    told["close s"], closed = _timed(lambda: ledger.close(period, by=by, at=LAST))
    page = figures.standings(book, period=closed).order_by("group", "rank", "pk")
    told["first page of ranking s"], _rows = _timed(lambda: list(page[:20]))
    told["whole ranking s"], standing = _timed(lambda: list(page))
    total = BookEntry.objects.filter(period=closed).aggregate(n=Sum("points"))["n"]
    told["rows after closing"] = BookEntry.objects.filter(period=closed).count()
    told["sums agree"] = sum(row.total for row in standing) == total
    return told


def _analyse() -> None:
    """Let the planner know what was sent, as the database does by itself outside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(_TABLES)}")


def _timed(act: Any) -> tuple[float, Any]:
    begun = time.perf_counter()
    made = act()
    return round(time.perf_counter() - begun, 2), made


def _book(people: int, by: Any) -> Any:
    """Open a book of a made-up unit with so many people, each with one regular task."""
    county = Jurisdiction.objects.create(code="999999", name="测速县", level="COUNTY")
    unit = Unit.objects.create(county=county, name="测速局", kind="GOVERNMENT", from_on=FIRST)
    preset = figures.preset(Practice.POINTS)
    rule = {
        name: Decimal(value) if isinstance(value, str) else value
        for name, value in preset["rule"].items()
    }
    book = books.open_(
        unit,
        kind=Practice.POINTS,
        title="测速",
        from_on=FIRST,
        groups=preset["groups"],
        basis="测速",
        document_number="测速",
        rule=rule | {"provenance": "测速"},
        items=[item | {"points": Decimal(item["points"])} for item in preset["items"]],
        by=by,
        at=LAST,
    )
    _staff(book, people)
    return book


def _staff(book: Any, people: int) -> None:
    """Put so many people into the unit and the book."""
    unit = book.unit
    person = {"unit": unit, "sex": "M", "born_on": date(1980, 1, 1)}
    person |= {"staff_kind": "CIVIL_SERVANT", "level": "ORDINARY"}
    bulk.insert([Cadre(name=f"测速{n}", **person) for n in range(people)])
    cadres = Cadre.objects.filter(unit=unit).order_by("pk")
    given = {"book": book, "joined_on": FIRST}
    members = [
        BookMember(cadre=one, group=book.groups[number % 2], **given)
        for number, one in enumerate(cadres)
    ]
    bulk.insert(members)
    task = {"kind": DutyKind.REGULAR, "title": "值班", "week_hours": 0, "from_on": FIRST}
    bulk.insert([BookDuty(member=one, **task) for one in members])


def _fill(book: Any, rows: int, by: Any) -> None:
    """Send entries by COPY, spread over the members; triggers and constraints hold."""
    period, item = BookPeriod.objects.get(book=book), book.items.order_by("pk").first()
    members = list(book.members.order_by("pk").values_list("pk", flat=True))
    given = {"period": period, "kind": EntryKind.ITEM, "item": item, "points": item.points}
    given |= {"on": FIRST, "reason": "测速", "entered_by": by, "entered_at": LAST}
    for start in range(0, rows, _BATCH):
        bulk.insert(
            [
                BookEntry(member_id=members[number % len(members)], token=uuid4(), **given)
                for number in range(start, min(start + _BATCH, rows))
            ]
        )
