"""One test for each numbered regulation of the points practices."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from core.errors import RegulationBroken
from evidence.queries import books as figures
from evidence.services import awards, book_signals, books, ledger
from tests.factories import books as make
from tests.factories.cadres import PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.office()


def refused(number):
    return pytest.raises(RegulationBroken, match=rf"（{number}）")


def by(office, at=make.MAY):
    return {"by": office.head, "at": at}


@pytest.mark.parametrize("missing", ["basis", "document_number"])
def test_pt_01_book_is_registered_as_ordinary_time_assessment(missing):
    with refused("PT-01"):
        make.opened_book(**{missing: " "})


def test_pt_02_one_book_a_year(office):
    with refused("PT-02"):
        make.opened_book(office.book.unit, by=office.head)


def test_pt_03_group_is_of_the_book(office):
    with refused("PT-03"):
        make.member(office.book, "没有的组")


def test_pt_04_rule_is_for_the_future(office):
    make.closed(office.book)
    told = make.figures_of("POINTS", ground=None)

    with refused("PT-04"):
        books.add_rule(office.book, from_on=date(2018, 5, 2), **told, **by(office, make.JUNE))


def test_pt_05_member_is_of_the_unit_and_once(office):
    for cadre in (PostFactory().cadre, office.first.cadre):
        with refused("PT-05"):
            make.member(office.book, cadre=cadre)


@pytest.mark.parametrize("on", [date(2018, 4, 30), date(2018, 5, 21)], ids=["before", "tomorrow"])
def test_pt_06_entry_is_of_the_year_and_not_to_come(office, on):
    with refused("PT-06"):
        make.entry(office.first, "完成", on=on)


def test_pt_07_item_is_in_use(office):
    item = make.item(office.book, "完成")
    books.retire_item(item, **by(office))
    told = {"on": make.MAY.date(), "reason": "项目", "token": uuid4(), **by(office)}

    with refused("PT-07"):
        ledger.enter(office.first, item=item, **told)


def test_pt_08_entry_is_reversed_once_and_a_reversal_never(office):
    row = make.entry(office.first, "完成")
    reversal = ledger.reverse(row, reason="记错", token=uuid4(), **by(office))

    for one in (row, reversal):
        with refused("PT-08"):
            ledger.reverse(one, reason="记错", token=uuid4(), **by(office))


def test_pt_09_reversal_is_explained(office):
    row = make.entry(office.first, "完成")

    with refused("PT-09"):
        ledger.reverse(row, reason=" ", token=uuid4(), **by(office))


def test_pt_10_period_is_over(office):
    with refused("PT-10"):
        make.closed(office.book, make.MAY)


def test_pt_11_objections_had_their_time(office):
    period = make.closed(office.book)

    with refused("PT-11"):
        ledger.finalise(period, **by(office, make.MAY_END + timedelta(days=7)))


def test_pt_12_objections_are_answered(office):
    row = make.entry(office.first, "公文")
    period = make.closed(office.book)
    ledger.object_(row, text="不属实", by=office.first.cadre.user, at=make.MAY_END)

    with refused("PT-12"):
        ledger.finalise(period, **by(office, make.JUNE))


def test_pt_13_objection_is_in_time_and_once(office):
    first, second = make.entry(office.first, "公文"), make.entry(office.first, "工作")
    told = {"text": "不属实", "by": office.first.cadre.user}
    make.closed(office.book)
    ledger.object_(first, at=make.MAY_END, **told)

    for row, at in ((first, make.MAY_END), (second, make.JUNE)):
        with refused("PT-13"):
            ledger.object_(row, at=at, **told)


def test_pt_14_year_is_final(office):
    with refused("PT-14"):
        awards.share(office.book, total=Decimal(1000), basis="县委批准", **by(office))


def test_pt_15_somebody_has_points():
    book = make.opened_book(from_on=date(2018, 12, 1))
    made = make.figures_of("POINTS", points_per_hour=Decimal(0), ground=None)
    december = figures.current(book)
    books.add_rule(book, from_on=date(2018, 12, 2), by=book.opened_by, at=make.MAY, **made)
    ledger.close(december, by=book.opened_by, at=make.YEAR_END)
    ledger.finalise(december, by=book.opened_by, at=make.YEAR_END + timedelta(days=20))

    with refused("PT-15"):
        awards.share(book, total=Decimal(1), basis="县委批准", by=book.opened_by, at=make.YEAR_END)


def test_pt_16_period_is_final_before_signals(office):
    with refused("PT-16"):
        book_signals.raise_for(make.closed(office.book), **by(office, make.MAY_END))


def test_pt_17_rule_names_a_ground():
    book = make.opened_book(rule=make.figures_of("POINTS", ground=None))

    with refused("PT-17"):
        book_signals.raise_for(make.final(book), by=book.opened_by, at=make.JUNE)


def test_pt_18_nothing_is_entered_when_the_year_is_closed():
    book = make.opened_book(from_on=date(2018, 12, 1))
    who = make.member(book, joined_on=date(2018, 12, 1))
    make.closed(book, make.YEAR_END)

    with refused("PT-18"):
        make.entry(who, "完成", on=date(2018, 12, 3), at=make.YEAR_END)


def test_pt_19_rule_begins_on_a_day_of_its_own(office):
    told = make.figures_of("POINTS", ground=None)

    with refused("PT-19"):
        books.add_rule(office.book, from_on=make.MONTH, **told, **by(office))


def test_pt_20_term_ends_after_it_begins(office):
    told = {"kind": "REGULAR", "title": "值班", "week_hours": 0, "from_on": make.MAY.date()}
    duty = books.add_duty(office.first, **told, **by(office))

    with refused("PT-20"):
        books.end_duty(duty, until_on=make.MONTH, **by(office))
    with refused("PT-20"):
        books.set_member(
            office.first,
            group=office.first.group,
            level=1,
            left_on=office.first.joined_on - timedelta(days=1),
            **by(office),
        )
