"""A checklist of problems: drawn up, settled, reported on, each report confirmed or struck."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import trail
from core.dates import legal_day
from core.errors import StateConflict
from core.workflow.engine import lock
from evidence import permissions
from evidence.enums import Practice
from evidence.models import Checklist, ChecklistItem, Problem, Signal, ZeroReturn
from evidence.queries import checklists as figures
from evidence.queries import presets
from evidence.regulations import checklists as rules
from evidence.services import signals


@transaction.atomic
def draw_up(
    county: Any,
    *,
    year: int,
    title: str,
    basis: str,
    report_until_on: date,
    by: Any,
    at: datetime,
    with_preset: bool = False,
) -> Checklist:
    """Begin a county's list, empty or with the six problems that ship with the product.

    :raises RegulationBroken: CK-01, the county has one of that title and year
    """
    permissions.keep_checklist.check(by, county)
    rules.list_is_new.check(Checklist.objects.filter(county=county, year=year, title=title))
    row = Checklist.objects.create(
        county=county,
        year=year,
        title=title,
        basis=basis,
        report_until_on=report_until_on,
        drawn_up_by=by,
        drawn_up_at=at,
    )
    for given in presets.cited("checklists") if with_preset else []:
        ChecklistItem.objects.create(checklist=row, **given)
    trail.record(row, "draw_up_checklist", by=by, at=at, preset=with_preset)
    return row


def _open(checklist: Checklist, by: Any) -> Checklist:
    row = lock(checklist)
    permissions.keep_checklist.check(by, row)
    rules.list_is_open.check(row)
    return row


@transaction.atomic
def add_item(
    checklist: Checklist,
    *,
    title: str,
    ground: Any,
    text: str,
    wanted: str,
    line: int,
    by: Any,
    at: datetime,
) -> ChecklistItem:
    """Add a problem of the county's own.

    :param line: how many confirmed reports of one person make a signal
    :raises RegulationBroken: CK-02 settled, CK-03 its title or ground stands
    """
    row = _open(checklist, by)
    same = row.items.filter(title=title) | row.items.filter(ground=ground)
    rules.item_is_new.check(same)
    given = {"title": title, "text": text, "wanted": wanted, "line": line}
    item = ChecklistItem.objects.create(checklist=row, ground=ground, provenance="own", **given)
    trail.record(row, "add_checklist_item", by=by, at=at, item=item.pk)
    return item


@transaction.atomic
def drop_item(checklist: Checklist, *, item: ChecklistItem, by: Any, at: datetime) -> Checklist:
    """Take a problem off the list again.

    :raises RegulationBroken: CK-02, settled
    """
    row, pk = _open(checklist, by), item.pk
    item.delete()
    trail.record(row, "drop_checklist_item", by=by, at=at, item=pk)
    return row


@transaction.atomic
def settle(checklist: Checklist, *, by: Any, at: datetime) -> Checklist:
    """Settle the list: units see it and report; it never changes from now on.

    :raises RegulationBroken: CK-02 settled before, CK-04 empty
    """
    row = _open(checklist, by)
    rules.list_has_items.check(row.items)
    row.settled_by, row.settled_at = by, at
    row.save(update_fields=["settled_by", "settled_at"])
    trail.record(row, "settle_checklist", by=by, at=at)
    return row


@transaction.atomic
def report(
    checklist: Checklist,
    *,
    item: ChecklistItem,
    cadre: Any,
    from_on: date,
    until_on: date | None,
    by: Any,
    at: datetime,
    **told: str,
) -> Problem:
    """Report one problem of one person: seen, finder, material; no last day is one day.

    A zero return of the unit falls away when the unit itself reports.

    :raises NotAllowed: about oneself, or another unit's person
    :raises RegulationBroken: CK-05 not settled, CK-06 the person, CK-07 the days, CK-08 known
    """
    row = lock(checklist)
    permissions.report_problem.check(by, cadre)
    rules.list_is_settled.check(row)
    rules.person_is_of_the_county.check(cadre, row)
    rules.days_fit.check(row.year, from_on, until_on or from_on, legal_day(at))
    same = Problem.objects.standing().filter(item=item, cadre=cadre, from_on=from_on)
    rules.problem_is_new.check(same)
    problem = Problem.objects.create(
        checklist=row,
        item=row.items.get(pk=item.pk),
        county_id=row.county_id,
        unit_id=cadre.unit_id,
        cadre=cadre,
        from_on=from_on,
        until_on=until_on or from_on,
        reported_by=by,
        reported_at=at,
        **told,
    )
    trail.record(problem, "report_problem", by=by, at=at, item=item.pk)
    if permissions.return_zero.allows(by, cadre.unit):
        _withdraw_zero(row, cadre.unit_id, by=by, at=at)
    return problem


def _withdraw_zero(checklist: Checklist, unit_id: int, *, by: Any, at: datetime) -> None:
    rows = ZeroReturn.objects.filter(checklist=checklist, unit=unit_id, withdrawn_at=None)
    for row in rows:
        row.withdrawn_by, row.withdrawn_at = by, at
        row.save(update_fields=["withdrawn_by", "withdrawn_at"])
        trail.record(row, "withdraw_zero_return", by=by, at=at)


@transaction.atomic
def return_zero(
    checklist: Checklist, *, unit: Any, reason: str, by: Any, at: datetime
) -> ZeroReturn:
    """Say for a unit that nothing on the list was found, and how that was looked into.

    :raises RegulationBroken: CK-05 not settled, CK-09 something is reported, CK-10 no reason
    """
    row = lock(checklist)
    permissions.return_zero.check(by, unit)
    rules.list_is_settled.check(row)
    rules.unit_has_nothing.check(
        Problem.objects.standing().filter(checklist=row, unit=unit),
        ZeroReturn.objects.filter(checklist=row, unit=unit, withdrawn_at=None),
    )
    rules.zero_is_explained.check(reason)
    found = ZeroReturn.objects.create(
        checklist=row, unit=unit, reason=reason.strip(), returned_by=by, returned_at=at
    )
    trail.record(found, "return_zero", by=by, at=at)
    return found


@transaction.atomic
def confirm(problem: Problem, *, by: Any, at: datetime) -> Problem:
    """Let the department say that a report is right; only then may it make a signal.

    :raises NotAllowed: by who reported it, or who is concerned
    :raises StateConflict: decided already
    """
    row = lock(problem)
    permissions.decide_problem.check(by, row)
    if row.confirmed_at is not None or row.struck_at is not None:
        raise StateConflict(_("这条记录已经处理。"))
    row.confirmed_by, row.confirmed_at = by, at
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    trail.record(row, "confirm_problem", by=by, at=at)
    return row


@transaction.atomic
def strike(problem: Problem, *, reason: str, by: Any, at: datetime) -> Problem:
    """Strike a report, also a confirmed one that turned out wrong; its signal falls away.

    :raises RegulationBroken: CK-11, no reason
    :raises StateConflict: struck already
    """
    row = lock(problem)
    permissions.decide_problem.check(by, row)
    rules.striking_is_explained.check(reason)
    if row.struck_at is not None:
        raise StateConflict(_("这条记录已经剔除。"))
    row.struck_by, row.struck_at, row.struck_reason = by, at, reason.strip()
    row.save(update_fields=["struck_by", "struck_at", "struck_reason"])
    trail.record(row, "strike_problem", by=by, at=at)
    standing = Signal.objects.filter(
        practice=Practice.CHECKLIST,
        source_pk=row.checklist_id,
        cadre=row.cadre_id,
        ground=row.item.ground_id,
        withdrawn_at=None,
    )
    for signal in standing if row.confirmed_at is not None else []:
        signals.withdraw(signal, reason=f"问题记录被剔除：{row.struck_reason}"[:200], by=by, at=at)
    return row


@transaction.atomic
def raise_for(checklist: Checklist, *, by: Any, at: datetime) -> list[Signal]:
    """Raise a signal for everybody whom the lines name and nothing leaves out; twice is once."""
    row = lock(checklist)
    permissions.keep_checklist.check(by, row)
    return [
        signals.raise_(
            one.cadre,
            practice=Practice.CHECKLIST,
            source_pk=row.pk,
            ground=one.item.ground,
            value=Decimal(len(one.problems)),
            said=f"{row.title}：{one.said}"[:200],
            rule=f"{row.title}（{row.basis}）"[:120],
            rows=one.rows,
            from_on=min(p.from_on for p in one.problems),
            until_on=max(p.until_on for p in one.problems),
            by=by,
            at=at,
        )
        for one in figures.candidates(row, on=legal_day(at))
        if not one.left_out and one.cadre.user_id != by.pk
    ]
