from datetime import date
from decimal import Decimal

import pytest

from evidence.enums import Practice
from evidence.models import Signal
from evidence.queries import candidates
from evidence.services import book_signals
from tests.factories import books as make
from tests.factories.cadres import ProtectionFactory

pytestmark = pytest.mark.django_db


def raised(book, **when):
    period = make.final(book, **when)
    return book_signals.raise_for(period, by=book.opened_by, at=make.JUNE)


def test_last_of_each_group_is_named_with_the_rows_behind():
    office = make.office()
    make.entry(office.first, "公文")

    (signal,) = raised(office.book)

    assert (signal.cadre, signal.value) == (office.first.cadre, Decimal("78.32"))
    assert [row["value"] for row in signal.rows] == ["-5.00", "83.32"]
    assert "第 1 版" in signal.rule


def test_raising_twice_is_once():
    office = make.office()
    make.entry(office.first, "公文")
    raised(office.book)

    book_signals.raise_for(make.period(office.book), by=office.head, at=make.JUNE)

    assert Signal.objects.count() == 1


def test_those_who_tie_with_the_last_are_all_named():
    office = make.office()
    for one in office.people[0][:2]:
        make.entry(one, "公文")

    found = raised(office.book)

    assert {row.cadre for row in found} == {one.cadre for one in office.people[0][:2]}
    assert all("并列" in row.said for row in found)


def test_small_group_and_protected_person_are_left_out_with_the_reason():
    office = make.office((4, 6))
    make.entry(office.first, "公文")
    second = office.people[1][0]
    make.entry(second, "公文")
    ProtectionFactory(cadre=second.cadre, kind="MATERNITY", from_on=make.MONTH)
    period = make.final(office.book)

    left_out = {one.member: one.left_out for one in candidates.of_period(period)}

    assert "不足 5 人" in left_out[office.first]
    assert "保护期" in left_out[second]
    assert book_signals.raise_for(period, by=office.head, at=make.JUNE) == []


@pytest.mark.parametrize(
    ("kind", "titles", "named"),
    [
        (Practice.SCORE_CARD, ["上班"] * 4, True),
        (Practice.SCORE_CARD, ["上班"] * 3, False),
        (Practice.NEGATIVE_LIST, ["应当", "应当"], True),
        (Practice.NEGATIVE_LIST, ["吃拿"], True),
        (Practice.NEGATIVE_LIST, ["首问"], False),
    ],
    ids=["card_full", "card_warned", "list_line", "veto", "list_below"],
)
def test_card_and_list_name_whoever_reaches_the_line_or_touches_a_veto(kind, titles, named):
    book = make.opened_book(kind=kind)
    who = make.member(book)
    for title in titles:
        make.entry(who, title)

    found = raised(book, at=make.YEAR_END, then=make.YEAR_END.replace(year=2019))

    assert [row.cadre for row in found] == [who.cadre] * named


def test_year_book_warns_at_its_line_before_the_year_is_closed():
    book = make.opened_book(kind=Practice.SCORE_CARD)
    warned, other = make.member(book), make.member(book)
    for _ in range(2):
        make.entry(warned, "上班")
    make.entry(other, "上班")

    period = make.period(book)

    assert candidates.warned(period) == {warned.pk}
    assert period.until_on == date(2018, 12, 31)
