"""Measures of a unit's people side by side: one number a person, from the rows of a practice.

They feed the comparison before a nomination goes out (公平核对). Each practice that counts
something about everybody of a unit adds its reader to `READERS`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evidence.enums import InspectionOutcome, PollMeasure, Practice
from evidence.models import BookMember, ComplaintPlan, InspectionPerson, Poll, Reminder
from evidence.queries import complaints, tallies, weekly, work
from evidence.queries.books import NOTHING, SOURCES, of_source


@dataclass(frozen=True)
class Measure:
    """One measure of a group: `values` are cadre id → number; who was not measured is not in it.

    `shows_work` marks what tells how much somebody does, against which a nomination is checked.
    `sources` are cadre id → key of the row whose page lists what the number is made of, `query`
    what that page is asked with.
    """

    code: str
    is_more_better: bool
    shows_work: bool
    values: dict[int, Decimal]
    sources: dict[int, int]
    query: dict[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str | Promise:
        return LABELS[self.code]


LABELS: dict[str, str | Promise] = {
    "points": _("积分合计"),
    "work": _("工作量（常规工作和工作类别得分）"),
    "deducted": _("扣分"),
    "ballot": _("民主测评"),
    "reminded": _("已送达的提醒（次）"),
    "complaints": _("投诉占比（%）"),
    "overdue": _("逾期的周清单任务（项）"),
    "absent": _("旷工、脱岗（天）"),
    "late": _("迟到早退（次）"),
    "found": _("督查认定属实的问题（件）"),
}


Reader = Callable[[set[int], date, date], list[Measure]]


def _books(people: set[int], from_on: date, until_on: date) -> list[Measure]:
    """Answer points, work done and deductions of the points books, each within the span."""
    span = Q(entries__on__range=(from_on, until_on))
    work = of_source(SOURCES["tasks"], "entries__") | of_source(SOURCES["classes"], "entries__")
    sums = {"points": span, "work": span & work}
    sums["deducted"] = span & of_source(SOURCES["minus"], "entries__")
    rows = (
        BookMember.objects.filter(cadre__in=people, book__kind=Practice.POINTS)
        .in_span(from_on, until_on)
        .values("cadre")
        .annotate(
            member=Max("pk"),
            **{
                code: Coalesce(Sum("entries__points", filter=q), NOTHING)
                for code, q in sums.items()
            },
        )
    )
    told: dict[int, Any] = {row["cadre"]: row for row in rows}
    sources = {pk: row["member"] for pk, row in told.items()}
    return [
        Measure(code, True, code != "deducted", {k: r[code] for k, r in told.items()}, sources)
        for code in sums
    ]


def _ballots(people: set[int], from_on: date, until_on: date) -> list[Measure]:
    """Answer the result of the latest vote within the span that was about these people."""
    counted = Poll.objects.filter(counted_at__date__range=(from_on, until_on))
    poll = counted.filter(subjects__cadre__in=people).order_by("-counted_at", "-pk").first()
    if poll is None:
        return []
    values: dict[int, Decimal] = {
        row.subject.cadre_id: row.value
        for row in tallies.result(poll, on=until_on)
        if row.exact is not None and row.subject.cadre_id in people
    }
    is_more_better = poll.measure != PollMeasure.SHARE_BAD
    return [Measure("ballot", is_more_better, False, values, dict.fromkeys(values, poll.pk))]


def _reminders(people: set[int], from_on: date, until_on: date) -> list[Measure]:
    """Answer how often each was reminded within the span; without any there is no measure."""
    served = Reminder.objects.filter(cadre__in=people, served_on__range=(from_on, until_on))
    rows = served.order_by().values("cadre").annotate(n=Count("pk"), last=Max("pk"))
    told = {row["cadre"]: row for row in rows}
    if not told:
        return []
    values = {pk: Decimal(told[pk]["n"] if pk in told else 0) for pk in people}
    return [Measure("reminded", False, False, values, {pk: r["last"] for pk, r in told.items()})]


def _complaints(people: set[int], from_on: date, until_on: date) -> list[Measure]:
    """Answer the shares of the latest closed period within the span that counted these people."""
    closed = ComplaintPlan.objects.filter(
        closed_at__isnull=False, from_on__gte=from_on, until_on__lte=until_on
    )
    plan = closed.filter(served__cadre__in=people).order_by("-until_on", "-pk").first()
    if plan is None:
        return []
    values = {
        one.cadre.pk: one.share
        for one in complaints.standings(plan)
        if one.share is not None and one.cadre.pk in people
    }
    return [Measure("complaints", False, False, values, dict.fromkeys(values, plan.pk))]


def _findings(people: set[int], from_on: date, until_on: date) -> list[Measure]:
    """Answer how many confirmed findings name each; without any there is no measure."""
    named = InspectionPerson.objects.filter(
        cadre__in=people,
        finding__outcome=InspectionOutcome.CONFIRMED,
        finding__seen_on__range=(from_on, until_on),
    )
    rows = named.order_by().values("cadre").annotate(n=Count("pk"), last=Max("finding"))
    told = {row["cadre"]: row for row in rows}
    if not told:
        return []
    values = {pk: Decimal(told[pk]["n"] if pk in told else 0) for pk in people}
    return [Measure("found", False, False, values, {pk: r["last"] for pk, r in told.items()})]


def _overdue(people: set[int], from_on: date, until_on: date) -> list[Measure]:
    """Answer how many tasks of the unit's weekly lists each let pass; protected days do not count.

    Who had no task is not measured.
    """
    span = weekly.Window(from_on, until_on)
    told = weekly.overdue_counts(people, span)
    values = {pk: Decimal(n) for pk, (n, _plan) in told.items()}
    days = {"from": from_on.isoformat(), "until": until_on.isoformat(), "show": "overdue"}
    sources = {pk: plan for pk, (_n, plan) in told.items()}
    return [Measure("overdue", False, False, values, sources, days)]


def _attendance(people: set[int], from_on: date, until_on: date) -> list[Measure]:
    """Answer days absent without leave and times late; leave and protected months do not count.

    Who has no month within the span is not measured.
    """
    told = work.sums(people, from_on, until_on)
    days = {"from": from_on.isoformat(), "until": until_on.isoformat()}
    sources = {pk: pk for pk in told}
    return [
        Measure(code, False, False, {pk: Decimal(n[code]) for pk, n in told.items()}, sources, days)
        for code in ("absent", "late")
    ]


READERS: list[Reader] = [
    _books,
    _ballots,
    _reminders,
    _overdue,
    _attendance,
    _complaints,
    _findings,
]


def of(people: Any, *, from_on: date, until_on: date) -> list[Measure]:
    """Answer every measure that has a number for at least one of these people (cadre ids)."""
    ids = set(people)
    found = [one for reader in READERS for one in reader(ids, from_on, until_on)]
    return [one for one in found if one.values]
