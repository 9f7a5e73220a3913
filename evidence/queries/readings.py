"""What the practices counted about people: one reading for each person and source."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cadres.models import Cadre
from core.dates import legal_day
from evidence.enums import InspectionOutcome, PollMeasure, Practice
from evidence.models import (
    BookPeriod,
    Checklist,
    ComplaintPlan,
    InspectionPerson,
    Poll,
    Problem,
    TargetPlan,
    WeekTally,
)
from evidence.queries import (
    books,
    candidates,
    checklists,
    complaints,
    inspections,
    own_tallies,
    protections,
    tallies,
    targets,
    weekly,
)

SMALLEST_RANKED = 5
Lines = list[dict[str, str]]


@dataclass(frozen=True)
class Scope:
    """Where and when: the counties, the one unit if so, and sources that end in these days."""

    counties: tuple[int, ...]
    unit: int | None
    first: date
    last: date

    def of(self, rows: QuerySet, way: str = "") -> QuerySet:
        """Narrow rows to the place; `way` leads to what has a county and a unit."""
        rows = rows.filter(**{f"{way}county__in": self.counties})
        return rows.filter(**{f"{way}unit": self.unit}) if self.unit else rows

    def years(self) -> Iterator[tuple[date, date]]:
        """Answer the part of each calendar year that lies in the span."""
        for year in range(self.first.year, self.last.year + 1):
            yield max(self.first, date(year, 1, 1)), min(self.last, date(year, 12, 31))


@dataclass(frozen=True)
class Reading:
    """One person's number at one source. Without a number, `why` says why there is none.

    `number` is exact and compared as it is (a share is a fraction of one); `said` tells it with
    its denominator; `lines` finds the rows behind it. `is_by_row`: rows of protected days are not
    in the number, so that only a protection of today leaves the person out.
    """

    cadre: Any
    source: int
    number: Fraction | Decimal | int | None
    said: str
    from_on: date
    until_on: date
    lines: Callable[[], Lines]
    why: str = ""
    is_by_row: bool = False


def complaints_of(kind: str) -> Callable[[Scope], Iterable[Reading]]:
    """Answer the reader of shares of applicants who complained; below the plan's minimum none."""

    def read(scope: Scope) -> Iterator[Reading]:
        plans = scope.of(ComplaintPlan.objects.filter(closed_at__isnull=False))
        for plan in plans.filter(until_on__range=(scope.first, scope.last)):
            for one in complaints.standings(plan):
                rows, of = complaints.counted(plan, one.rows, kind), one.applicants or 0
                number = None if one.share is None else Fraction(len(rows), of)
                told = {"title": plan.title, "of": of, "n": len(rows)}
                told["share"] = f"{complaints.share(len(rows), of):f}" if of else "—"
                said = _("%(title)s：%(of)s 名办事人中 %(n)s 人，占 %(share)s%%") % told
                span = (plan.from_on, plan.until_on)
                lines = _bound(complaints.lines, one, rows)
                yield Reading(one.cadre, plan.pk, number, said, *span, lines, one.why)

    return read


def _bound(ask: Callable[..., Lines], *given: Any, **named: Any) -> Callable[[], Lines]:
    return lambda: ask(*given, **named)


def _polls(scope: Scope, measure: Q) -> Iterator[tuple[Poll, list[tallies.Result]]]:
    polls = scope.of(Poll.objects.filter(measure, counted_at__isnull=False))
    for poll in polls.order_by("pk"):
        if scope.first <= legal_day(poll.closed_at) <= scope.last:  # type: ignore[arg-type]
            yield poll, tallies.result(poll, on=scope.last)


def _voted(poll: Poll, row: tallies.Result, number: Any, said: str, why: str = "") -> Reading:
    opened, closed = legal_day(poll.opened_at), legal_day(poll.closed_at)  # type: ignore[arg-type]
    lines = _bound(own_tallies.behind, poll, row)
    cadre = row.subject.cadre
    return Reading(cadre, poll.pk, number, said, opened, closed, lines, why)


def votes_of(measure: PollMeasure) -> Callable[[Scope], Iterable[Reading]]:
    """Answer the reader of weighted shares of votes; who got no answer has none."""

    def read(scope: Scope) -> Iterator[Reading]:
        for poll, rows in _polls(scope, Q(measure=measure)):
            for row in rows:
                number = None if row.exact is None else row.exact / 100
                why = _("没有人评定") if number is None else ""
                yield _voted(poll, row, number, f"{poll.title}：{row.said}", why)

    return read


def ranks(scope: Scope) -> Iterator[Reading]:
    """Answer places from the bottom of each poll: the last is 1, equal values share a place."""
    for poll, rows in _polls(scope, Q()):
        told = [row for row in rows if row.exact is not None]
        for row in rows:
            place = 1 + sum(other.rank > row.rank for other in told)
            why = "" if row in told else _("没有人评定")
            if len(told) < SMALLEST_RANKED:
                why = _("不足 %(n)s 人，不排末位") % {"n": SMALLEST_RANKED}
            elif len({one.exact for one in told}) == 1:
                why = _("全部同分，不分先后")
            of = {"title": poll.title, "said": row.said, "of": len(told), "n": place}
            said = _("%(title)s：%(said)s，%(of)s 人中倒数第 %(n)s") % of
            yield _voted(poll, row, None if why else place, said, why)


def books_of(kind: Practice, column: str) -> Callable[[Scope], Iterable[Reading]]:
    """Answer the reader of points of settled months or years: in all, or taken off."""

    def read(scope: Scope) -> Iterator[Reading]:
        settled = BookPeriod.objects.filter(final_at__isnull=False, book__kind=kind)
        ended = scope.of(settled, "book__").filter(until_on__range=(scope.first, scope.last))
        for period in ended.select_related("book").order_by("pk"):
            for row in books.standings(period.book, period=period):
                number = abs(getattr(row, column)) if column == "minus" else getattr(row, column)
                words = _("%(title)s：%(n)s 分") % {"title": period, "n": f"{number:f}"}
                span = (period.from_on, period.until_on)
                lines = _bound(candidates.lines, row, period)
                yield Reading(row.cadre, period.pk, number, words, *span, lines)

    return read


def target_totals(scope: Scope) -> Iterator[Reading]:
    """Answer the weighted totals of settled plans; who lacks a score has none."""
    plans = scope.of(TargetPlan.objects.filter(settled_at__isnull=False))
    for plan in plans.filter(year__range=(scope.first.year, scope.last.year)).order_by("pk"):
        span = date(plan.year, 1, 1), date(plan.year, 12, 31)
        for one in targets.standings(plan):
            why = "" if one.total is not None else _("有目标没有得分，不计算")
            said = f"{plan.title}：{one.total:f} 分" if one.total is not None else plan.title
            lines = _bound(targets.lines, plan, one.cadre)
            yield Reading(one.cadre, plan.pk, one.total, said, *span, lines, why)


def overdue_tasks(scope: Scope) -> Iterator[Reading]:
    """Answer overdue tasks of the weeks that were counted; those of protected days are not in."""
    tallies_ = WeekTally.objects.filter(until_on__range=(scope.first, scope.last))
    for tally in scope.of(tallies_, "plan__").select_related("plan").order_by("pk"):
        span = weekly.Window(tally.from_on, tally.until_on)
        rows = weekly.standings(tally.plan, span, on=scope.last)
        related = Cadre.objects.select_related("unit")
        people = related.in_bulk([one.cadre_id for one in rows])
        for one in rows:
            said = _("%(title)s：%(of)s 项中逾期 %(n)s 项") % {
                "title": tally.plan.title,
                "of": one.tasks,
                "n": one.overdue,
            }
            lines = _bound(weekly.lines, tally.plan, span, one.cadre_id, on=scope.last)
            days = (tally.from_on, tally.until_on)
            cadre = people[one.cadre_id]
            yield Reading(cadre, tally.pk, one.overdue, said, *days, lines, is_by_row=True)


def findings(scope: Scope) -> Iterator[Reading]:
    """Answer findings confirmed on a person, by calendar year; the latest one is the source."""
    rows = InspectionPerson.objects.filter(
        finding__outcome=InspectionOutcome.CONFIRMED,
        finding__inspection__county__in=scope.counties,
    ).select_related("cadre__unit", "finding")
    rows = rows.filter(finding__unit=scope.unit) if scope.unit else rows
    for first, last in scope.years():
        held: dict[Any, list[Any]] = defaultdict(list)
        spanned = rows.filter(finding__seen_on__range=(first, last))
        for row in spanned.order_by("finding__seen_on", "finding"):
            held[row.cadre].append(row.finding)
        spans = protections.of(cadre.pk for cadre in held)
        for cadre, every in held.items():
            kept = [f for f in every if not protections.at(spans, cadre.pk, f.seen_on, f.seen_on)]
            said = _("%(year)s年认定属实 %(n)s 次") % {"year": first.year, "n": len(kept)}
            lines = _bound(lambda found: [r for f in found for r in inspections.lines(f)], kept)
            key = every[-1].pk
            yield Reading(cadre, key, len(kept), said, first, last, lines, is_by_row=True)


def problems(scope: Scope) -> Iterator[Reading]:
    """Answer confirmed problems of each checklist; those of protected days are not in."""
    lists = Checklist.objects.filter(county__in=scope.counties, settled_at__isnull=False)
    rows = Problem.objects.confirmed().filter(checklist__in=lists)
    rows = rows.filter(unit=scope.unit) if scope.unit else rows
    held: dict[tuple[Any, Any], list[Problem]] = defaultdict(list)
    spanned = rows.filter(until_on__range=(scope.first, scope.last))
    related = spanned.select_related("checklist", "cadre__unit")
    for row in related.order_by("from_on", "pk"):
        held[row.checklist, row.cadre].append(row)
    spans = protections.of(cadre.pk for _list, cadre in held)
    for (told, cadre), every in held.items():
        kept = [p for p in every if not protections.at(spans, cadre.pk, p.from_on, p.until_on)]
        said = _("%(title)s：已确认 %(n)s 次") % {"title": told.title, "n": len(kept)}
        span = (min(p.from_on for p in every), max(p.until_on for p in every))
        lines = _bound(lambda found: [checklists.line(p) for p in found], kept)
        yield Reading(cadre, told.pk, len(kept), said, *span, lines, is_by_row=True)
