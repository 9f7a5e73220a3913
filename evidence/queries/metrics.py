"""The metrics that a clause's numeric trigger may name, and whom such a trigger would name.

A trigger proposes: people look through it, choose, and raise signals. Bounds are inclusive as the
clause writes them (≥, ≤) or not (>, <). Source: domain reference 1.6; the clause itself.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from operator import ge, gt, le, lt
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import Role
from core.dates import add_months
from evidence.enums import ComplaintKind, PollMeasure, Practice
from evidence.models import Signal
from evidence.queries import absences, protections, readings
from evidence.queries.readings import Reading, Scope
from schemes.enums import Metric, VersionState
from schemes.models import Clause, Condition, SchemeVersion
from units.models import Jurisdiction

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {">=": ge, ">": gt, "<=": le, "<": lt}
_RULE = 120  # characters of a signal's rule


@dataclass(frozen=True)
class Source:
    """Where a metric comes from: practice, measure, the period that one number covers.

    `scale` makes of the number what a signal keeps: a share of one is kept in percent.
    """

    practice: Practice
    unit: str | Promise
    period: str | Promise
    read: Callable[[Scope], Iterable[Reading]]
    scale: int = 1


_SHARE, _TIMES = "%", gettext_lazy("次")
_POLL, _YEAR = gettext_lazy("每次测评"), gettext_lazy("每个公历年度")
_POINT, _PLACE = gettext_lazy("分"), gettext_lazy("名（倒数）")
_DAYS, _STATED = gettext_lazy("天"), gettext_lazy("每个统计期")
METRICS: dict[str, Source] = {
    Metric.FAVOUR: Source(
        Practice.COMPLAINTS, _SHARE, _STATED, readings.complaints_of(ComplaintKind.FAVOUR), 100
    ),
    Metric.SILENCE: Source(
        Practice.COMPLAINTS, _SHARE, _STATED, readings.complaints_of(ComplaintKind.SILENCE), 100
    ),
    Metric.UNFIT: Source(
        Practice.BALLOT, _SHARE, _POLL, readings.votes_of(PollMeasure.SHARE_BAD), 100
    ),
    Metric.SATISFACTION: Source(
        Practice.BALLOT, _SHARE, _POLL, readings.votes_of(PollMeasure.SHARE_GOOD), 100
    ),
    Metric.RANK: Source(Practice.BALLOT, _PLACE, _POLL, readings.ranks),
    Metric.ABSENCE: Source(Practice.ATTENDANCE, _DAYS, _YEAR, absences.of_year),
    Metric.RUNNING: Source(
        Practice.ATTENDANCE,
        _DAYS,
        gettext_lazy("每月，整月旷工的相连"),
        absences.running,
    ),
    Metric.POINTS: Source(
        Practice.POINTS,
        _POINT,
        gettext_lazy("每个已定案的月份"),
        readings.books_of(Practice.POINTS, "total"),
    ),
    Metric.CARD: Source(
        Practice.SCORE_CARD,
        _POINT,
        gettext_lazy("每个已定案的年度"),
        readings.books_of(Practice.SCORE_CARD, "minus"),
    ),
    Metric.TARGET: Source(
        Practice.TARGETS, _POINT, gettext_lazy("每个已定案的年度"), readings.target_totals
    ),
    Metric.OVERDUE: Source(
        Practice.WEEKLY_LIST,
        gettext_lazy("项"),
        gettext_lazy("每次清点的各周"),
        readings.overdue_tasks,
    ),
    Metric.FOUND: Source(Practice.FINDINGS, _TIMES, _YEAR, readings.findings),
    Metric.PROBLEMS: Source(
        Practice.CHECKLIST, _TIMES, gettext_lazy("每份清单"), readings.problems
    ),
}


@dataclass
class Named:
    """One person whom a condition names at one source; why not if left out.

    `place`: which condition of the trigger, from 1.
    """

    place: int
    condition: Condition
    reading: Reading
    value: Decimal
    left_out: str = ""

    @property
    def cadre(self) -> Any:
        return self.reading.cadre

    @property
    def source(self) -> Source:
        return METRICS[self.condition.metric]

    @property
    def shown(self) -> str:
        """The number with its measure."""
        unit = self.source.unit
        return f"{self.value:f}%" if unit == "%" else f"{self.value.normalize():f} {unit}"

    @property
    def said(self) -> str:
        return self.reading.said


def clauses(user: Any, *, on: date) -> list[Clause]:
    """Answer the standing clauses with a trigger that rule the user's counties on a day."""
    mine = set(user.counties(Role.COUNTY_ADMIN))
    bare = Jurisdiction.objects.filter(pk__in=mine - _with_own(mine, on)).exclude(parent=None)
    places = Q(scheme__county__in=mine) | Q(
        scheme__county__in=bare.values("parent"), scheme__unit=None
    )
    rows = _in_force(on).filter(places, pk__in=SchemeVersion.objects.visible_to(user))
    newest = rows.order_by("scheme", "-from_on", "-number").distinct("scheme")
    found = Clause.objects.standing().filter(version__in=list(newest)).exclude(metric="")
    related = found.select_related("ground", "version__scheme__county", "version__scheme__unit")
    return list(related.order_by("version__scheme", "position"))


def _in_force(on: date) -> QuerySet[SchemeVersion]:
    rows = SchemeVersion.objects.filter(state=VersionState.APPROVED, from_on__lte=on)
    return rows.filter(Q(sunset_on=None) | Q(sunset_on__gte=on))


def _with_own(counties: set[int], on: date) -> set[int]:
    """Answer the counties that have a scheme of their own in force."""
    rows = _in_force(on).filter(scheme__unit=None, scheme__county__in=counties)
    return set(rows.values_list("scheme__county", flat=True))


def scope(clause: Clause, *, counties: set[int], on: date) -> Scope:
    """Answer where and when a clause is looked through: a year back, never before it was in force.

    A division's scheme rules its own counties; one below, only where that has no scheme in force.
    """
    version, scheme = clause.version, clause.version.scheme
    below = Jurisdiction.objects.filter(parent=scheme.county_id).values_list("pk", flat=True)
    found = {scheme.county_id} & counties
    if scheme.unit_id is None:
        found |= (set(below) & counties) - _with_own(counties, on)
    begun = version.from_on or on
    return Scope(tuple(sorted(found)), scheme.unit_id, max(begun, add_months(on, -12)), on)


@dataclass(frozen=True)
class Looked:
    """Whom a trigger names, and the readings that have no number, each with the reason."""

    named: list[Named]
    uncounted: list[Reading]


def look(clause: Clause, *, within: Scope, by: Any) -> Looked:
    """Answer whom the clause's trigger names, the strongest first; nobody reads of themselves.

    Left out, with the reason: who is protected, whom the clause is not for, who has the signal.
    """
    found: list[Named] = []
    none: list[Reading] = []
    for place, one in enumerate(clause.conditions, start=1):
        rows = [row for row in METRICS[one.metric].read(within) if _is_here(row.cadre, by)]
        named = [_name(place, one, row) for row in rows if _is_reached(one, row)]
        named.sort(key=lambda row: (row.value, row.cadre.pk), reverse=one.op in (">=", ">"))
        found += named
        none += [row for row in rows if row.number is None]
    _leave_out(clause, found, on=within.last)
    none.sort(key=lambda row: (row.cadre.name, row.cadre.pk, row.source))
    return Looked(found, none)


def at_source(found: list[Named], *, cadre: int, place: int, source: int) -> Named | None:
    """Answer the one that a page is about: person, condition, and row of the practice."""
    asked = cadre, place, source
    told = (one for one in found if (one.cadre.pk, one.place, one.reading.source) == asked)
    return next(told, None)


def _is_here(cadre: Any, by: Any) -> bool:
    """Answer whether somebody is still here, one file, and not the reader."""
    return cadre.merged_into_id is None and cadre.left_on is None and cadre.user_id != by.pk


def _is_reached(one: Condition, row: Reading) -> bool:
    if row.number is None:
        return False
    return _COMPARE[one.op](Fraction(row.number), Fraction(one.value))


def _name(place: int, one: Condition, row: Reading) -> Named:
    exact = Fraction(row.number or 0) * METRICS[one.metric].scale
    value = (Decimal(exact.numerator) / exact.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return Named(place, one, row, value)


def _leave_out(clause: Clause, found: list[Named], *, on: date) -> None:
    people = {one.cadre.pk for one in found}
    spans = protections.of(people)
    held = Signal.objects.standing().filter(ground=clause.ground_id, cadre__in=people)
    known = set(held.values_list("cadre", "practice", "source_pk"))
    for one in found:
        cadre, row = one.cadre, one.reading
        first = on if row.is_by_row else row.from_on
        kept = protections.at(spans, cadre.pk, first, max(on, row.until_on))
        if kept is not None:
            sentence = _("期间或现在处于保护期（%(kind)s）")
            one.left_out = sentence % {"kind": kept.get_kind_display()}
        elif not clause.applies(is_leading=cadre.is_leading, staff_kind=cadre.staff_kind):
            one.left_out = _("此条不适用于此人的职务或身份")
        elif (cadre.pk, one.source.practice, row.source) in known:
            one.left_out = _("已有此项线索")


def rule(clause: Clause, one: Condition) -> str:
    """Answer scheme, version, clause and condition as a signal keeps them, in Chinese.

    A long title is cut, so that the number stays.
    """
    version = clause.version
    told = f"第{version.number}版（{version.document_number}）{clause.ground.code} {one.label}"
    room = _RULE - len(told)
    return f"{version.scheme.title[: max(room, 0)]}{told}"[:_RULE]
