"""Questions about months and weeks of a posting."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet

from core import dates
from recall.enums import CaseState
from training.models import (
    HostAppraisal,
    JournalEntry,
    MonthReview,
    PracticePosting,
    Problem,
    WeekNote,
)


class Month(NamedTuple):
    """One month of a posting, counted from its first day; the last one may be short."""

    number: int
    from_on: date
    last_on: date


class Week(NamedTuple):
    """A week of the journal: what it sums up to, and the sentence if one was written."""

    monday_on: date
    entries: int
    days: int
    raised: int
    closed: int
    sentence: str


def months(posting: PracticePosting) -> list[Month]:
    """Answer the months of a posting in order."""
    found, number = [], 1
    while (first := dates.add_months(posting.from_on, number - 1)) <= posting.until_on:
        last = dates.add_months(posting.from_on, number) - timedelta(days=1)
        found.append(Month(number, first, min(last, posting.until_on)))
        number += 1
    return found


def due_months(rows: Iterable[PracticePosting], *, on: date) -> dict[int, Month]:
    """Answer posting id → the first month that is over and has no review, in one query."""
    rows = list(rows)
    done: dict[int, set[int]] = {row.pk: set() for row in rows}
    reviews = MonthReview.objects.filter(posting__in=done)
    for pk, number in reviews.values_list("posting", "number"):
        done[pk].add(number)
    due = {}
    for row in rows:
        open_ = [m for m in months(row) if m.last_on <= on and m.number not in done[row.pk]]
        if open_:
            due[row.pk] = open_[0]
    return due


def weeks(posting: PracticePosting, *, on: date, most: int = 30) -> list[Week]:
    """Answer a posting's weeks up to today, the newest first, each with its sum."""
    monday = posting.from_on - timedelta(days=posting.from_on.weekday())
    mondays = []
    while monday <= min(on, posting.until_on):
        mondays.append(monday)
        monday += timedelta(days=7)
    entries = _by_week(JournalEntry.objects.filter(posting=posting), "on")
    days = _by_week(JournalEntry.objects.filter(posting=posting), "on", distinct=True)
    raised = _by_week(Problem.objects.filter(posting=posting), "found_on")
    closed = _by_week(Problem.objects.filter(posting=posting), "closed_on")
    told = dict(WeekNote.objects.filter(posting=posting).values_list("monday_on", "sentence"))
    return [
        Week(
            m,
            entries.get(m, 0),
            days.get(m, 0),
            raised.get(m, 0),
            closed.get(m, 0),
            told.get(m, ""),
        )
        for m in reversed(mondays[-most:])
    ]


def _by_week(rows: Any, day: str, *, distinct: bool = False) -> dict[date, int]:
    """Answer Monday → how many rows, or days with a row, fall into its week."""
    table: dict[date, int] = {}
    per_day = rows.exclude(**{day: None}).order_by().values_list(day).annotate(told=Count("pk"))
    for on, count in per_day:
        monday = on - timedelta(days=on.weekday())
        table[monday] = table.get(monday, 0) + (1 if distinct else count)
    return table


def awaiting_scales(user: Any) -> QuerySet[PracticePosting]:
    """Answer finished postings whose scales the user may still give, the first finished first."""
    rows = PracticePosting.objects.guided_by(user).filter(
        finished_on__isnull=False, appraisal=None, case__state=CaseState.PRACTICE
    )
    return rows.select_related("case__cadre", "host_unit").order_by("finished_on", "pk")


def takes_scales(posting: PracticePosting) -> bool:
    """Answer whether a posting was finished without the host's scales and they still count."""
    if posting.finished_on is None or posting.case.state != CaseState.PRACTICE:
        return False
    return not HostAppraisal.objects.filter(posting=posting).exists()
