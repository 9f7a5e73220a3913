"""What effects on pay come to, month by month, worked out from their rows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from json import dumps
from typing import Any

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery

from assessment.enums import PayChangeKind, PayMove, PaySource
from assessment.models import PayChange, PayEffect, PayRun, PayRunLine, Repayment
from assessment.models.pay import OFFICE
from core import dates
from recall.enums import CaseState
from recall.models import Case
from schemes.queries import parameters
from units.models import Jurisdiction

_FEN = 100  # of a yuan


def month_of(day: date) -> date:
    return day.replace(day=1)


def after(month: date) -> date:
    return dates.add_months(month, 1)


def before(month: date) -> date:
    return dates.add_months(month, -1)


def amount(effect: PayEffect, month: date) -> int:
    """Answer in fen what an effect takes in a month; its changes are prefetched or few."""
    if month < effect.from_month or (effect.until_month and month > effect.until_month):
        return 0
    return effect.fen if state(effect, month) in ("", PayChangeKind.RESUME) else 0


def taken(effect: PayEffect, until: date) -> int:
    """Answer in fen what an effect took in all the months before `until`."""
    total, month = 0, effect.from_month
    last = min(until, after(effect.until_month)) if effect.until_month else until
    while month < last:
        total += amount(effect, month)
        month = after(month)
    return total


def state(effect: PayEffect, month: date) -> str:
    """Answer the kind of the change that holds in a month, empty while none does.

    What was taken back stays so, whatever was planned before for this month or a later one.
    """
    held = [one for one in effect.changes.all() if one.month <= month]
    if any(one.kind == PayChangeKind.REVERSE for one in held):
        return PayChangeKind.REVERSE
    return max(held, key=_by_month).kind if held else ""


def _by_month(change: PayChange) -> date:
    return change.month


def of_case(case: Case) -> QuerySet[PayEffect]:
    """Answer the effects of a case with their changes, the oldest first."""
    return case.pay_effects.prefetch_related("changes__repayment").order_by("from_month", "pk")


def overlapping(
    rows: Iterable[PayEffect], kind: str, first: date, last: date | None
) -> list[PayEffect]:
    """Answer those effects of a kind that take something in one of these months."""
    return [row for row in rows if row.kind == kind and peak([row], first, last)]


def peak(rows: Iterable[PayEffect], first: date, last: date | None) -> int:
    """Answer in fen the most that some effects take together in one of these months."""
    held = list(rows)
    turns = [first]
    for row in held:
        turns += [row.from_month, *(one.month for one in row.changes.all())]
    within = {month for month in turns if first <= month and (last is None or month <= last)}
    return max((sum(amount(row, month) for row in held) for month in within), default=0)


def signed_months(county_id: int) -> set[date]:
    """Answer the months whose table two hands signed."""
    return set(PayRun.objects.signed().filter(county=county_id).values_list("month", flat=True))


def counties_of(user: Any) -> QuerySet[Jurisdiction]:
    """Answer the counties whose tables a user's office works out."""
    return Jurisdiction.objects.filter(pk__in=user.counties(*OFFICE))


def due_month(county_id: int) -> date | None:
    """Answer the month whose table comes next: after the last signed, or the first with an effect.

    None while nobody gets less. Each table is told against the month before, so none is left out.
    """
    if signed := signed_months(county_id):
        return after(max(signed))
    rows = PayEffect.objects.filter(case__county=county_id)
    return rows.aggregate(first=Min("from_month"))["first"]


def due_tables(counties: set[int]) -> list[tuple[Jurisdiction, date]]:
    """Answer of some counties those with a table to come, and its month, in one query."""
    signed = PayRun.objects.signed().filter(county=OuterRef("pk")).order_by("-month")
    effects = PayEffect.objects.filter(case__county=OuterRef("pk")).order_by("from_month")
    rows = Jurisdiction.objects.filter(pk__in=counties).annotate(
        last=Subquery(signed.values("month")[:1]),
        first=Subquery(effects.values("from_month")[:1]),
    )
    found = [(row, after(row.last) if row.last else row.first) for row in rows.order_by("pk")]
    return [(row, month) for row, month in found if month is not None]


def open_month(county_id: int, on: date) -> date:
    """Answer the first month, from that of `on`, whose table is not signed."""
    signed = signed_months(county_id)
    return max([month_of(on), *(after(month) for month in signed)])


def of_revoked(county_id: int) -> list[PayEffect]:
    """Answer a county's effects of revoked recalls that nobody took back yet."""
    rows = PayEffect.objects.filter(case__county=county_id, case__state=CaseState.REVOKED)
    rows = rows.exclude(changes__kind=PayChangeKind.REVERSE).select_related("case")
    return list(rows.prefetch_related("changes").order_by("pk"))


@dataclass(frozen=True)
class Allowed:
    """What a scheme says of pay: on or not, on whose word, at most how much (fen, 0 = not told)."""

    is_on: bool
    basis: str
    approver: str
    most: int


def scheme_says(campaign: Any, *, fee: bool) -> Allowed:
    """Answer what the campaign's scheme allows of the fee, or of everything else."""
    given = parameters.whole(campaign.scheme_version.parameters)
    prefix, amount_key = ("fee_on", "fee") if fee else ("pay_on", "pay_monthly")
    told = given["pay_basis"].strip(), given["pay_approver"].strip()
    return Allowed(bool(given[prefix]), *told, given[amount_key] * _FEN)


@dataclass(frozen=True)
class Line:
    """One change of a month. `case` is its id; amounts are in fen."""

    case: int
    unit: str
    name: str
    kind: str
    move: str
    before: int
    after: int
    repaid: int
    basis: str
    approver: str


def difference(county_id: int, month: date) -> list[Line]:
    """Answer how a county's month differs from the one before, in a fixed order."""
    still = Q(until_month=None) | Q(until_month__gte=before(month))
    rows = PayEffect.objects.filter(still, case__county=county_id, from_month__lte=month)
    rows = rows.select_related("case__cadre", "case__unit").prefetch_related("changes")
    held: dict[tuple[int, str], list[PayEffect]] = defaultdict(list)
    for row in rows.order_by("pk"):
        held[row.case_id, row.kind].append(row)
    lines = [line for group in held.values() for line in _changed(group, month)]
    lines += [_repaid(row) for row in _repayments(county_id, month)]
    return sorted(lines, key=lambda one: (one.unit, one.case, one.kind, one.move))


def _changed(group: list[PayEffect], month: date) -> Iterable[Line]:
    was = sum(amount(row, before(month)) for row in group)
    now = sum(amount(row, month) for row in group)
    if was == now:
        return
    move = PayMove.CHANGE if was and now else PayMove.START if now else PayMove.END
    shown = next((row for row in reversed(group) if amount(row, month)), group[-1])
    yield _line(shown, move, was, now)


def _line(row: PayEffect, move: str, was: int, now: int, repaid: int = 0) -> Line:
    case = row.case
    told = (row.kind, str(move), was, now, repaid, row.basis, row.approver)
    return Line(case.pk, case.unit_then, case.cadre.name, *told)


def _repayments(county_id: int, month: date) -> QuerySet[Repayment]:
    rows = Repayment.objects.filter(change__effect__case__county=county_id, month=month)
    return rows.select_related("change__effect__case__cadre", "change__effect__case__unit")


def _repaid(row: Repayment) -> Line:
    return _line(row.change.effect, PayMove.REPAY, 0, 0, row.fen)


def content_hash(county: Any, month: date, lines: list[Line]) -> str:
    """Answer the hash of a month's table: the same rows give the same hash."""
    told = {"county": county.code, "month": month.isoformat(), "lines": [asdict(x) for x in lines]}
    text = dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def of_run(run: PayRun) -> list[Line]:
    """Answer the lines that a table froze, in their order."""
    return [frozen(row) for row in run.lines.order_by("pk")]


def frozen(row: PayRunLine) -> Line:
    """Answer one line that a table froze."""
    told = (row.kind, row.move, row.before_fen, row.after_fen, row.repaid_fen)
    return Line(row.case_id, row.unit_name, row.name, *told, row.basis, row.approver)


@dataclass(frozen=True)
class UnitTotal:
    """One unit's month: how many people, and in fen what is less than last month and repaid."""

    unit: str
    people: int
    change: int
    repaid: int


def totals(lines: list[Line]) -> list[UnitTotal]:
    """Answer a total for each unit, in the order of the table."""
    held: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        held[line.unit].append(line)
    return [
        UnitTotal(
            unit,
            len({line.case for line in group}),
            sum(line.after - line.before for line in group),
            sum(line.repaid for line in group),
        )
        for unit, group in held.items()
    ]


def is_repaid(repayment: Repayment) -> bool:
    """Answer whether the month in which a repayment is due was signed."""
    county = repayment.change.effect.case.county_id
    return repayment.month in signed_months(county)


def of_appeal(appeal: Any) -> list[PayEffect]:
    """Answer the effects that fall with what was appealed: itself, the outcome's, or all."""
    rows = of_case(appeal.case)
    if appeal.pay_id:
        rows = rows.filter(pk=appeal.pay_id)
    if appeal.outcome_id:
        rows = rows.filter(source=PaySource.OUTCOME, outcome=appeal.outcome_id)
    return [row for row in rows if not is_taken_back(row)]


def is_taken_back(row: PayEffect) -> bool:
    """Answer whether an effect was taken back as a whole, from whatever month."""
    return any(one.kind == PayChangeKind.REVERSE for one in row.changes.all())
