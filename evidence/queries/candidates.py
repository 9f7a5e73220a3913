"""Whom a book would name, and whom it leaves out with a reason. Nothing is written here."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from evidence.enums import Practice
from evidence.models import BookEntry, BookMember, BookPeriod, BookRule
from evidence.queries import books, protections

FEW = 200


@dataclass
class Candidate:
    """One person: the value, why, and why not if left out."""

    member: BookMember
    value: Decimal
    said: str
    left_out: str = ""
    rows: list[dict[str, str]] = field(default_factory=list)


def of_period(period: BookPeriod) -> list[Candidate]:
    """Answer those whom the rule names: the last of each group, or beyond the line, or vetoed."""
    rule = period.rule
    if rule is None:
        return []
    found = _bottom(period, rule) if period.book.kind == Practice.POINTS else _beyond(period, rule)
    people = [c.member.cadre_id for c in found]
    kept = protections.within(people, first=period.from_on, last=period.until_on)
    for one in found:
        one.left_out = one.left_out or kept.get(one.member.cadre_id, "")
    return found


def warned(period: BookPeriod) -> set[int]:
    """Answer the members whose deductions reached the warning line of a card or list."""
    rule = period.rule or books.rule_on(period.book, period.from_on)
    if not rule.warn_at:
        return set()
    rows = books.standings(period.book, period=period).filter(minus__lte=-rule.warn_at)
    return set(rows.values_list("pk", flat=True))


def _bottom(period: BookPeriod, rule: BookRule) -> list[Candidate]:
    found: list[Candidate] = []
    for group in period.book.groups:
        rows = list(books.standings(period.book, period=period).filter(group=group))
        rows.sort(key=lambda row: (row.total, row.pk))
        if rows and rule.bottom_n:
            found += _last(rows, group, rule)
    return found


def _last(rows: list[Any], group: str, rule: BookRule) -> list[Candidate]:
    """Answer the last n of a group; whoever ties with the n-th is among them."""
    line = rows[min(rule.bottom_n, len(rows)) - 1].total
    last = [row for row in rows if row.total <= line]
    why = ""
    if len(rows) < rule.smallest_group:
        why = _("%(group)s不足 %(n)s 人，不排末位") % {"group": group, "n": rule.smallest_group}
    elif len(last) == len(rows):
        why = _("全组同分，不分先后")
    tied = "（并列）" if len(last) > rule.bottom_n else ""
    return [
        Candidate(
            row,
            row.total,
            f"{group} {len(rows)} 人中积分 {row.total:f}，排第 {row.rank} 名，列末位{tied}",
            why,
        )
        for row in last
    ]


def _beyond(period: BookPeriod, rule: BookRule) -> list[Candidate]:
    found = []
    for row in books.standings(period.book, period=period).order_by("minus", "pk"):
        taken = -row.minus
        if row.vetoes:
            found.append(
                Candidate(row, taken, f"触及一票否决事项 {row.vetoes} 次，扣 {taken:f} 分")
            )
        elif rule.propose_at and taken >= rule.propose_at:
            line = f"{rule.propose_at:f}"
            found.append(Candidate(row, taken, f"全年扣 {taken:f} 分，达到 {line} 分的线索线"))
    return found


def lines(member: BookMember, period: BookPeriod) -> list[dict[str, str]]:
    """Answer the ledger's lines behind a value, as a signal keeps them."""
    rows = BookEntry.objects.filter(member=member, period=period).order_by("on", "pk")[:FEW]
    return [{"label": row.reason, "value": f"{row.points:f}", "on": _iso(row.on)} for row in rows]


def _iso(day: date) -> str:
    return day.isoformat()
