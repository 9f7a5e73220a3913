from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.enums import Role
from core.errors import NotAllowed, RegulationBroken, StateConflict
from evidence.enums import DutyKind, EntryKind
from evidence.models import BookEntry, BookPeriod
from evidence.queries import books as figures
from evidence.services import books, ledger
from tests.factories import books as make
from tests.factories.accounts import grant, holder

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.office()


def total(member):
    return figures.standings(member.book).get(pk=member.pk).total


def duty(member, kind, hours="0", **given):
    told = {"kind": kind, "title": "值班", "week_hours": Decimal(hours), "from_on": make.MONTH}
    books.add_duty(member, **told | given, by=member.book.opened_by, at=make.MAY)


def test_month_gives_hours_times_half_a_point_and_ten_for_each_regular_task(office):
    duty(office.first, DutyKind.REGULAR)
    duty(office.first, DutyKind.REGULAR)

    make.closed(office.book)

    assert total(office.first) == Decimal("83.32") + 20
    assert BookEntry.objects.filter(member=office.first, kind=EntryKind.TASK).count() == 2


@pytest.mark.parametrize(
    ("hours", "classes"),
    [(["26.67"], 10), (["26.66"], 0), (["40", "27"], 20), (["40"] * 5, 30)],
    ids=["two_thirds", "less", "two", "at_most_four"],
)
def test_added_work_of_two_thirds_of_the_week_lifts_the_class(office, hours, classes):
    for one in hours:
        duty(office.first, DutyKind.ADDED, one)

    make.closed(office.book)

    assert figures.standings(office.book).get(pk=office.first.pk).classes == classes


def test_repeated_mistake_is_doubled_and_a_reversed_one_is_not_counted(office):
    first = make.entry(office.first, "公文")
    second = make.entry(office.first, "公文")
    other = make.entry(office.first, "工作")
    for row in (first, second):
        ledger.reverse(row, reason="记错人", token=uuid4(), by=office.head, at=make.MAY)
    again = make.entry(office.first, "公文")

    assert [row.points for row in (first, second, other, again)] == [-5, -10, -10, -5]


def test_project_points_are_not_doubled(office):
    assert [make.entry(office.first, "完成").points for _ in range(2)] == [20, 20]


def test_same_token_is_one_entry(office):
    token = uuid4()

    rows = {make.entry(office.first, "完成", token=token) for _ in range(2)}

    assert len(rows) == 1


def test_nobody_enters_or_reverses_for_themselves(office):
    clerk = grant(office.first.cadre.user, Role.UNIT_CLERK, office.book.unit)
    row = make.entry(office.first, "公文")

    with pytest.raises(NotAllowed, match="本人"):
        make.entry(office.first, "完成", by=clerk)
    with pytest.raises(NotAllowed, match="本人"):
        ledger.reverse(row, reason="记错", token=uuid4(), by=clerk, at=make.MAY)


def test_clerk_enters_and_does_not_close(office):
    clerk = holder(Role.UNIT_CLERK, office.book.unit)

    make.entry(office.first, "完成", by=clerk)

    with pytest.raises(NotAllowed, match="主要负责人"):
        ledger.close(make.period(office.book), by=clerk, at=make.MAY_END)


def test_reversal_brings_the_total_back_and_both_rows_stay(office):
    row = make.entry(office.first, "公文")

    ledger.reverse(row, reason="记错人", token=uuid4(), by=office.head, at=make.MAY)

    assert total(office.first) == 0
    assert [e.points for e in office.first.entries.order_by("pk")] == [-5, 5]


def test_reversal_goes_into_its_own_period_until_that_is_final(office):
    row, late = make.entry(office.first, "公文"), make.entry(office.first, "工作")
    may = make.closed(office.book)
    given = {"reason": "记错人", "by": office.head}

    own = ledger.reverse(row, token=uuid4(), at=make.MAY_END, **given)
    ledger.finalise(may, by=office.head, at=make.JUNE)
    next_month = ledger.reverse(late, token=uuid4(), at=make.JUNE, **given)

    assert own.period == may
    assert next_month.period == figures.current(office.book)


def test_close_opens_the_next_month_and_keeps_the_rule(office):
    period = make.closed(office.book)

    following = figures.current(office.book)

    assert following.from_on == period.until_on + timedelta(days=1)
    assert period.rule.number == 1


def test_close_twice_is_a_conflict(office):
    period = make.closed(office.book)

    with pytest.raises(StateConflict):
        ledger.close(period, by=office.head, at=make.MAY_END)


def test_closed_month_keeps_its_version_when_the_formula_changes(office):
    make.closed(office.book)
    changed = make.figures_of("POINTS", points_per_hour=Decimal(1))
    june = figures.current(office.book)
    books.add_rule(
        office.book, from_on=june.from_on, by=office.head, at=make.JUNE, ground=None, **changed
    )

    ledger.close(june, by=office.head, at=make.JUNE.replace(day=30))

    bases = BookEntry.objects.filter(member=office.first, kind=EntryKind.BASE).order_by("on")
    assert [row.points for row in bases] == [Decimal("83.32"), Decimal("166.64")]


def test_upheld_objection_reverses_the_entry_in_its_period(office):
    row = make.entry(office.first, "公文")
    make.closed(office.book)
    objection = ledger.object_(
        row, text="不是我起草的", by=office.first.cadre.user, at=make.MAY_END
    )

    ledger.answer(objection, finding="UPHELD", answer="核实有误", by=office.head, at=make.MAY_END)

    assert row.reversal.period == row.period
    assert total(office.first) == Decimal("83.32")


def test_objection_is_the_persons_own_and_the_head_answers_none_of_their_own(office):
    row = make.entry(office.first, "公文")
    person = grant(office.first.cadre.user, Role.UNIT_HEAD, office.book.unit)

    with pytest.raises(NotAllowed, match="本人"):
        ledger.object_(row, text="x", by=office.head, at=make.MAY)
    objection = ledger.object_(row, text="不属实", by=person, at=make.MAY)
    with pytest.raises(NotAllowed, match="本人"):
        ledger.answer(objection, finding="REJECTED", answer="属实", by=person, at=make.MAY)


def test_rank_is_within_the_group_and_ties_share_it(office):
    make.entry(office.first, "完成")

    rows = figures.standings(office.book, period=make.period(office.book))

    ranks = [row.rank for row in rows.filter(group=office.book.groups[0]).order_by("rank")]
    assert ranks == [1, 2, 2, 2, 2, 2]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE evidence_bookentry SET points = 99",
        "DELETE FROM evidence_bookentry",
        "TRUNCATE evidence_bookentry CASCADE",
    ],
)
def test_database_refuses_to_change_or_empty_the_ledger(office, statement):
    make.entry(office.first, "完成")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

        with pytest.raises(DatabaseError, match=r"Cannot|never emptied"), transaction.atomic():
            cursor.execute(statement)


def test_database_refuses_an_entry_of_a_final_period_or_of_another_book(office):
    row = make.entry(office.first, "完成")
    stranger = make.member(make.opened_book())
    may = make.final(office.book)
    copy = {f.attname: getattr(row, f.attname) for f in BookEntry._meta.concrete_fields}
    copy |= {"id": None, "token": uuid4()}

    with pytest.raises(DatabaseError, match="final or of another book"), transaction.atomic():
        BookEntry.objects.create(**copy)
    june = BookPeriod.objects.exclude(pk=may.pk).get(book=office.book)
    with pytest.raises(DatabaseError, match="of another book"), transaction.atomic():
        BookEntry.objects.create(**copy | {"period_id": june.pk, "member_id": stranger.pk})


def test_database_refuses_a_reversal_that_says_something_else(office):
    row = make.entry(office.first, "完成")
    copy = {f.attname: getattr(row, f.attname) for f in BookEntry._meta.concrete_fields}
    copy |= {"id": None, "token": uuid4(), "kind": "REVERSAL", "reverses_id": row.pk}

    with pytest.raises(DatabaseError, match="exactly one entry"), transaction.atomic():
        BookEntry.objects.create(**copy | {"points": -19})


def test_refusals_leave_nothing_written(office):
    with pytest.raises(RegulationBroken):
        make.entry(office.first, "完成", on=make.MAY.date() + timedelta(days=1))

    assert not BookEntry.objects.exists()
