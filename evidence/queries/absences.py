"""Days absent as a clause's trigger reads them: in a calendar year, and without a break.

A month that a protection touches is not in, nor is approved leave.
Source: Civil Servant Law 88(5): more than 15 days running, or more than 30 in a year.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from core.dates import add_months
from evidence.models import WorkMonth
from evidence.queries import work
from evidence.queries.readings import Reading, Scope


def of_year(scope: Scope) -> Iterator[Reading]:
    """Answer days absent by calendar year; the latest month with one is the source."""
    for first, last in scope.years():
        rows = _months(scope).filter(month__range=(first, last))
        for cadre, months in _by_person(rows).items():
            number = sum(row.absent_days for row in months)
            said = _("%(year)s年旷工、脱岗 %(n)s 天") % {"year": first.year, "n": number}
            key, lines = months[-1].pk, _bound(months)
            yield Reading(cadre, key, number, said, first, last, lines, is_by_row=True)


def running(scope: Scope) -> Iterator[Reading]:
    """Answer the longest unbroken absence of each person; the month in which it ends is the source.

    Within a month it is what the unit told. Months join only where every due day of each was
    absent: of other months nobody knows whether the days touch. Where nothing was told, no number.
    """
    rows = _months(scope).filter(month__range=(scope.first.replace(day=1), scope.last))
    for cadre, months in _by_person(rows).items():
        runs = _runs(months)
        days, behind = max(runs, key=lambda run: run[0])
        first, last = behind[0].month, work.last_of(behind[-1].month)
        why = "" if days else _("没有登记连续天数")
        said = _("连续旷工、脱岗 %(n)s 个工作日") % {"n": days}
        number, key, lines = days or None, behind[-1].pk, _bound(behind)
        yield Reading(cadre, key, number, said, first, last, lines, why, is_by_row=True)


def _runs(months: list[WorkMonth]) -> list[tuple[int, list[WorkMonth]]]:
    """Answer each month's own run and each chain of whole months, with the months of it."""
    runs: list[tuple[int, list[WorkMonth]]] = []
    chain: list[WorkMonth] = []
    for row in months:
        if row.absent_days < row.due_days:
            runs.append((row.absent_running, [row]))
            chain = []
            continue
        joins = chain and add_months(chain[-1].month, 1) == row.month
        chain = [*chain, row] if joins else [row]
        runs.append((sum(one.absent_days for one in chain), chain))
    return runs


def _months(scope: Scope) -> Any:
    rows = scope.of(WorkMonth.objects.filter(cadre__merged_into=None, absent_days__gt=0))
    return work.unprotected(rows).select_related("cadre__unit")


def _by_person(rows: Any) -> dict[Any, list[WorkMonth]]:
    held: dict[Any, list[WorkMonth]] = defaultdict(list)
    for row in rows.order_by("month"):
        held[row.cadre].append(row)
    return held


def _bound(months: list[WorkMonth]) -> Any:
    return lambda: [_line(row) for row in months]


def _line(row: WorkMonth) -> dict[str, str]:
    running = f"，其中连续最长 {row.absent_running} 天" if row.absent_running else ""
    return {
        "label": f"{row.month:%Y-%m} 应出勤 {row.due_days} 天，旷工、脱岗（{row.source}）",
        "value": f"{row.absent_days} 天{running}",
        "on": row.month.isoformat(),
    }
