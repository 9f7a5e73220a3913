"""Figures of a book: every total is the sum of rows, added up when it is asked for."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Count, F, Q, QuerySet, Sum, Value, Window
from django.db.models.functions import Coalesce, Rank

from cadres.models import Cadre
from evidence.enums import DutyKind, EntryKind, Practice
from evidence.models import Book, BookEntry, BookItem, BookMember, BookPeriod, BookRule
from evidence.models.books import LEVELS, points
from units.models import Unit

_PRESETS = Path(__file__).resolve().parents[1] / "presets" / "books.yaml"
NOTHING = Value(Decimal("0.00"), output_field=points(""))
CENT = Decimal("0.01")


@cache
def preset(kind: str) -> dict[str, Any]:
    """Answer what the place of the source has for a practice: rule, items, groups."""
    return yaml.safe_load(_PRESETS.read_text("utf-8"))[kind]


def is_monthly(book: Book) -> bool:
    """Answer whether the book closes every month; the others run a year."""
    return book.kind == Practice.POINTS


def unit_ids(unit: Unit) -> set[int]:
    """Answer the unit and all units below it."""
    found, edge = {unit.pk}, {unit.pk}
    while edge:
        edge = set(Unit.objects.filter(parent__in=edge).values_list("pk", flat=True)) - found
        found |= edge
    return found


def outside(book: Book) -> QuerySet[Cadre]:
    """Answer the people of the unit and the units below who are not in the book."""
    rows = Cadre.objects.filter(unit__in=unit_ids(book.unit), merged_into=None, left_on=None)
    return rows.exclude(pk__in=BookMember.objects.filter(book=book).values("cadre"))


def rule_on(book: Book, on: date) -> BookRule:
    """Answer the version in force on a day; before the first, the first."""
    rules = BookRule.objects.filter(book=book)
    return rules.filter(from_on__lte=on).order_by("-from_on").first() or rules.earliest("from_on")


def current(book: Book) -> BookPeriod | None:
    """Answer the period that takes entries."""
    return BookPeriod.objects.filter(book=book, closed_at=None).order_by("from_on").first()


def period_named(book: Book, asked: str) -> BookPeriod | None:
    """Answer the period that an address names: its key, `all` for none, else the newest."""
    if asked == "all":
        return None
    rows = BookPeriod.objects.filter(book=book).select_related("book", "rule")
    is_key = asked.isascii() and asked.isdecimal() and len(asked) < 19
    named = rows.filter(pk=asked).first() if is_key else None
    return named or rows.latest("from_on")


def monthly_base(rule: BookRule) -> Decimal:
    """Answer the base points of a month: legal hours times points per hour."""
    return (rule.days_per_month * rule.hours_per_day * rule.points_per_hour).quantize(CENT)


def counts_for_level(rule: BookRule, week_hours: Decimal) -> bool:
    """Answer whether added work takes its share (two thirds) of the week."""
    return rule.hours_per_day > 0 and week_hours * 100 >= rule.level_share * rule.hours_per_day * 5


def level_of(member: BookMember, duties: Iterable[Any], rule: BookRule) -> int:
    """Answer the class of work: one up for each added duty that takes its share, at most four."""
    added = [d for d in duties if d.kind == DutyKind.ADDED and counts_for_level(rule, d.week_hours)]
    return min(LEVELS, member.level + len(added))


def repeats(member: BookMember, item: BookItem) -> int:
    """Answer how often the same mistake stands against the person in this book."""
    return BookEntry.objects.standing().filter(member=member, item=item).count()


# what each number of a standing adds up: conditions on the entry that counts, or on the one
# that it takes back
SOURCES: dict[str, dict[str, Any]] = {
    "base": {"kind": EntryKind.BASE},
    "tasks": {"kind": EntryKind.TASK},
    "classes": {"kind": EntryKind.LEVEL},
    "plus": {"kind": EntryKind.ITEM, "points__gt": 0},
    "minus": {"kind": EntryKind.ITEM, "points__lte": 0},
}


def of_source(wanted: dict[str, Any], way: str = "") -> Q:
    """Answer the entries of a source together with the reversals of such entries."""
    taken_back = {f"{way}reverses__{name}": value for name, value in wanted.items()}
    return Q(**{f"{way}{name}": value for name, value in wanted.items()}) | Q(**taken_back)


def _sum(of: Q) -> Any:
    return Coalesce(Sum("entries__points", filter=of), NOTHING)


def _count(of: Q) -> Any:
    """Count vetoes; a reversal names the item that it takes back."""
    return Count("entries", filter=of & Q(entries__item__is_veto=True))


def standings(book: Book, *, period: BookPeriod | None = None) -> QuerySet:
    """Answer the members with their sums by source, their total and rank within the group.

    A reversal counts where the reversed entry counted. Equal totals share a rank.
    """
    span = Q(entries__period=period) if period else Q(entries__isnull=False)
    member = BookMember.objects.filter(book=book)
    if period:
        member = member.in_span(period.from_on, period.until_on) | member.filter(
            Q(pk__in=BookEntry.objects.filter(period=period).values("member"))
        )
    return (
        member.annotate(
            **{name: _sum(span & of_source(one, "entries__")) for name, one in SOURCES.items()},
            vetoes=_count(span & Q(entries__kind=EntryKind.ITEM))
            - _count(span & Q(entries__kind=EntryKind.REVERSAL)),
            total=_sum(span),
        )
        .annotate(rank=Window(Rank(), partition_by="group", order_by=F("total").desc()))
        .select_related("cadre", "cadre__unit")
    )


def rows_of(member: BookMember, *, period: BookPeriod | None, source: str) -> QuerySet[BookEntry]:
    """Answer the ledger's lines behind one number of a person, oldest first."""
    rows = BookEntry.objects.filter(member=member, **({"period": period} if period else {}))
    if source in SOURCES:
        rows = rows.filter(of_source(SOURCES[source]))
    related = ("item", "duty", "entered_by", "reversal", "reverses", "objection", "period")
    return rows.select_related(*related).order_by("on", "pk")


def listed(books: QuerySet, kind: str) -> QuerySet:
    """Answer the books of one practice with their number of people."""
    rows = books.filter(kind=kind).select_related("unit")
    return rows.annotate(people=Count("members")).order_by("-year", "unit__name", "pk")


def shares(totals: dict[int, Decimal], pot: Decimal) -> dict[int, Decimal]:
    """Share a pot by points, to the cent, by largest remainder; the sum equals the pot.

    Whoever has no points above zero gets nothing. Each first gets the whole cents of their exact
    part; the cents left over go one each to the largest remainders, equal ones to more points,
    then to the lower key.
    """
    weights = {key: max(points, Decimal(0)) for key, points in totals.items()}
    whole, cents = sum(weights.values()), int(pot * 100)
    units = {key: int(weight * 100) for key, weight in weights.items()}
    every = int(whole * 100)
    if not every:
        return {}
    given = {key: cents * unit // every for key, unit in units.items()}
    left = cents - sum(given.values())
    order = sorted(units, key=lambda key: (-(cents * units[key] % every), -units[key], key))
    for key in order[:left]:
        given[key] += 1
    return {key: Decimal(part) / 100 for key, part in given.items()}
