"""What the practices of a story left behind, in numbers, by the queries that the pages use."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from evidence.enums import EntryKind, Practice
from evidence.models import (
    Book,
    BookEntry,
    BookObjection,
    BookPeriod,
    BookShare,
    InspectionFinding,
    ListEntry,
    Signal,
)
from evidence.queries import books, inspections
from recall.models import TakenSignal

LEDGER = {
    "points_people": "台账人数",
    "points_by_group": "各组人数",
    "points_rank_sum": "各组名次之和；并列的各按所占名次的平均数，n 人应为 n(n+1)/2",
    "points_entries": "台账笔数，含冲正",
    "points_reversals": "冲正笔数",
    "points_repeated": "重复发生的失误笔数",
    "points_objections": "异议件数",
    "points_upheld": "成立的异议件数",
    "points_closed": "已结账的期数",
    "points_final": "已定案的期数",
    "points_base": "基础积分合计",
    "points_tasks": "常规工作积分合计",
    "points_classes": "工作类别积分合计",
    "points_plus": "项目加分合计，冲正的已抵减",
    "points_minus": "项目扣分合计，冲正的已抵减",
    "points_total": "全部积分合计",
    "points_sums_agree": "逐人积分之和等于台账逐笔之和",
    "award_pot": "按积分分配的金额",
    "award_shares": "各人份额之和",
    "award_people": "参加分配的人数",
}
SIGNALS = {
    "signals": "产生的线索条数，撤回的不计",
    "signals_taken": "附有线索的提名件数",
    "signals_by_practice": "各做法产生的线索条数",
}
FINDINGS = {"findings_by_month": "各月告知单位的明察暗访问题件数，月份写作 2014-06"}
LISTS = {"listed_by_colour": "红黄榜上榜人次，按榜分，申辩成立的不计"}
ALL = LEDGER | SIGNALS | FINDINGS | LISTS


def flat(county: Any) -> dict[str, Any]:
    """Answer every figure of a county's practices under one name each; none without any."""
    found: dict[str, Any] = {}
    if Book.objects.filter(county=county).exists():
        found |= _ledger(county)
    if told := _by_month(county):
        found["findings_by_month"] = told
    if listed := _by_colour(county):
        found["listed_by_colour"] = listed
    standing = Signal.objects.filter(county=county, withdrawn_at=None)
    if standing.exists():
        by: dict[str, int] = defaultdict(int)
        for practice in standing.values_list("practice", flat=True):
            by[Practice(practice).name.lower()] += 1
        taken = TakenSignal.objects.filter(nomination__campaign__county=county)
        found |= {
            "signals": sum(by.values()),
            "signals_taken": taken.values("nomination").distinct().count(),
            "signals_by_practice": dict(by),
        }
    return found


def _by_month(county: Any) -> dict[str, int]:
    """Answer the months in which units were told of findings, and of how many."""
    rows = InspectionFinding.objects.filter(inspection__county=county)
    return {
        f"{year}-{month:02d}": counts.found
        for year in inspections.years(rows)
        for month, counts in inspections.by_month(rows, year=year).items()
        if counts.found
    }


def _by_colour(county: Any) -> dict[str, int]:
    """Answer how many entries each list ever put up."""
    rows = ListEntry.objects.filter(list__county=county).exclude(published_on=None)
    counted = rows.values("colour").annotate(n=Count("pk")).order_by()
    return {row["colour"].lower(): row["n"] for row in counted}


def _ledger(county: Any) -> dict[str, Any]:
    entries = BookEntry.objects.filter(period__book__county=county)
    periods = BookPeriod.objects.filter(book__county=county)
    objections = BookObjection.objects.filter(entry__in=entries)
    shares = BookShare.objects.filter(award__book__county=county)
    people = [row for book in Book.objects.filter(county=county) for row in books.standings(book)]
    total = entries.aggregate(all=Sum("points"))["all"] or Decimal(0)
    return {
        "points_people": len(people),
        **_groups(people),
        "points_entries": entries.count(),
        "points_reversals": entries.filter(kind=EntryKind.REVERSAL).count(),
        "points_repeated": entries.filter(repeat__gt=1, item__repeats=True).count(),
        "points_objections": objections.count(),
        "points_upheld": objections.filter(finding="UPHELD").count(),
        "points_closed": periods.exclude(closed_at=None).count(),
        "points_final": periods.exclude(final_at=None).count(),
        **{f"points_{name}": _written(sum(getattr(p, name) for p in people))
           for name in books.SOURCES},
        "points_total": _written(total),
        "points_sums_agree": total == sum(p.total for p in people),
        "award_pot": _written(_pots(county)),
        "award_shares": _written(shares.aggregate(all=Sum("amount"))["all"] or 0),
        "award_people": shares.count(),
    }  # fmt: skip


def _pots(county: Any) -> Decimal:
    """Answer the pots of the county's books; the last sharing of a book counts."""
    awards = [book.awards.order_by("pk").last() for book in Book.objects.filter(county=county)]
    return sum((row.pot for row in awards if row), Decimal(0))


def _groups(people: list[Any]) -> dict[str, Any]:
    by: dict[str, list[Any]] = defaultdict(list)
    for row in people:
        by[row.group].append(row)
    return {
        "points_by_group": {name: len(rows) for name, rows in by.items() if name},
        "points_rank_sum": {name: _rank_sum(rows) for name, rows in by.items() if name},
    }


def _rank_sum(rows: list[Any]) -> int:
    """Answer the sum of the places; people who tie share the mean of the places they fill."""
    tied: dict[int, int] = defaultdict(int)
    for row in rows:
        tied[row.rank] += 1
    return sum(rank * count + count * (count - 1) // 2 for rank, count in tied.items())


def _written(amount: Any) -> str:
    return f"{Decimal(amount):.2f}"
