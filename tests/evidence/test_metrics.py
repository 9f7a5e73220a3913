"""A clause's numeric trigger: read from the rows of the practice, raised by a person."""

from decimal import Decimal

import pytest

from accounts.enums import Role
from core.errors import NotAllowed, RegulationBroken
from evidence.enums import PollMeasure, Practice
from evidence.queries import metrics as figures
from evidence.services import targets
from schemes.enums import Metric
from tests.factories import books, checklists, complaints, inspections, polls, weekly, work
from tests.factories.accounts import grant, holder
from tests.factories.cadres import PostFactory, ProtectionFactory
from tests.factories.metrics import AT, ON, complained, look, raised, triggered
from tests.factories.targets import planned, scored
from tests.factories.units import UnitFactory
from tests.moments import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UnitFactory()


def refused(number, *given, **told):
    with pytest.raises(RegulationBroken) as error:
        raised(*given, **told)
    assert error.value.number == number


def _favour(unit):
    return complained(unit, 10, 3), Decimal(30)


def _silence(unit):
    plan = complaints.running(unit)
    cadre = complaints.served(plan, 10)
    for n in range(5):
        complaints.complained(plan, cadre, kind="SILENCE", number=f"办件{n}")
    complaints.closed(plan)
    return cadre, Decimal(50)


def _polled(unit, measure, share_of):
    given = {"measure": measure, "share_of": share_of, "subjects": 5}
    poll = polls.opened_poll(unit, bottom_n=None, threshold=Decimal(99), **given)
    told = [{"1": "A", "2": "A", "3": "A", "4": "A", "5": "D"}] * 2 + [{"5": "A"}] * 3
    polls.counted_poll(poll, {group.name: told for group in poll.groups.all()})
    return poll.subjects.get(position=5).cadre


def _unfit(unit):
    return _polled(unit, PollMeasure.SHARE_BAD, "D"), Decimal(40)


def _satisfied(unit):
    return _polled(unit, PollMeasure.SHARE_GOOD, "A,B"), Decimal(60)


def _last(unit):
    poll = polls.opened_poll(unit, subjects=5)
    told = [{"1": "A", "2": "B", "3": "B", "4": "C", "5": "D"}] * 5
    polls.counted_poll(poll, {group.name: told for group in poll.groups.all()})
    return poll.subjects.get(position=5).cadre, Decimal(1)


def _absent(unit):
    row = work.month(PostFactory(cadre__unit=unit).cadre, absent_days=6)
    return row.cadre, Decimal(6)


def _running(unit):
    row = work.month(PostFactory(cadre__unit=unit).cadre, absent_days=16, absent_running=16)
    return row.cadre, Decimal(16)


def _card(unit):
    book = books.opened_book(unit, Practice.SCORE_CARD)
    who = books.member(book)
    item = book.items.filter(points__lt=0).first()
    row = books.entry(who, item.title)
    books.member(book)
    books.final(book, books.YEAR_END, AT.replace(year=2019, month=1, day=31))
    return who.cadre, -row.points


def _points(unit):
    book = books.opened_book(unit)
    who = books.member(book)
    books.entry(who, "公文")
    books.member(book)
    books.final(book)
    rows = {r.cadre: r.total for r in books.figures.standings(book)}
    return who.cadre, rows[who.cadre]


def _target(unit):
    plan = planned(unit, whole=True)
    cadre = scored(plan, 50, 50, 50)
    scored(plan, 90, 90, 90)
    targets.settle(plan, by=plan.drawn_up_by, at=NOW)
    return cadre, Decimal(50)


def _overdue(unit):
    plan = weekly.listed(unit)
    late = weekly.overdue(plan, 1, 2)
    by = plan.drawn_up_by
    weekly.weekly.raise_for(plan, until_on=weekly.SUNDAY, by=by, at=weekly.AFTER)
    return late, Decimal(2)


def _found(unit):
    cadre = PostFactory(cadre__unit=unit).cadre
    rounds = inspections.inspected(unit.county)
    for _n in range(2):
        row = inspections.found(rounds, unit, cadre)
        inspections.closed(inspections.answered(inspections.sent(row)))
    return cadre, Decimal(2)


def _problems(unit):
    cadre = PostFactory(cadre__unit=unit).cadre
    told = checklists.settled(unit.county)
    checklists.confirmed(checklists.reported(told, cadre))
    return cadre, Decimal(1)


CASES = {
    Metric.FAVOUR: (_favour, ">=", "0.3"),
    Metric.SILENCE: (_silence, ">=", "0.5"),
    Metric.UNFIT: (_unfit, ">=", "0.4"),
    Metric.SATISFACTION: (_satisfied, "<", "0.61"),
    Metric.RANK: (_last, "<=", "1"),
    Metric.ABSENCE: (_absent, ">=", "6"),
    Metric.RUNNING: (_running, ">", "15"),
    Metric.POINTS: (_points, "<=", ""),
    Metric.CARD: (_card, ">=", "0.01"),
    Metric.TARGET: (_target, "<", "60"),
    Metric.OVERDUE: (_overdue, ">=", "2"),
    Metric.FOUND: (_found, ">=", "2"),
    Metric.PROBLEMS: (_problems, ">=", "1"),
}


def test_every_metric_that_a_clause_may_name_has_a_source_and_a_case():
    assert set(figures.METRICS) == set(CASES) == set(Metric.values)


@pytest.mark.parametrize("metric", list(CASES))
def test_trigger_names_from_the_rows_of_its_practice_and_a_person_raises(unit, metric):
    make, op, line = CASES[metric]
    cadre, value = make(unit)
    clause = triggered(unit.county, metric, op, line or value)

    (one,) = look(clause).named
    assert (one.cadre, one.value, one.left_out) == (cadre, value, "")

    signal = raised(clause, one)
    assert signal.rows
    assert signal.value == value
    assert signal.ground == clause.ground
    assert signal.practice == figures.METRICS[metric].practice
    assert "第1版" in signal.rule
    assert clause.trigger_label in signal.rule
    assert look(clause).named[0].left_out == "已有此项线索"
    refused("TN-02", clause, one)


@pytest.mark.parametrize("line", ["0.29", "0.3", "0.31"])
def test_line_is_exact_and_inclusive(unit, line):
    complained(unit, 10, 3)

    named = look(triggered(unit.county, Metric.FAVOUR, ">=", line)).named

    assert bool(named) is (Decimal(line) <= Decimal("0.3"))


def test_too_few_applicants_are_told_apart_and_named_by_nothing(unit):
    cadre = complained(unit, 9, 9)

    looked = look(triggered(unit.county, Metric.FAVOUR, ">=", "0.3"))

    assert (looked.named, [one.cadre for one in looked.uncounted]) == ([], [cadre])
    assert "不足 10" in looked.uncounted[0].why


def test_four_on_a_ballot_have_no_last_one(unit):
    polls.counted_poll(polls.opened_poll(unit, subjects=3))

    looked = look(triggered(unit.county, Metric.RANK, "<=", "1"))

    assert looked.named == []
    assert len(looked.uncounted) == 3


def test_tn_02_who_is_protected_is_left_out_with_the_reason(unit):
    cadre = complained(unit, 10, 3)
    ProtectionFactory(cadre=cadre, from_on=ON)
    clause = triggered(unit.county, Metric.FAVOUR, ">=", "0.3")

    (one,) = look(clause).named

    assert "保护期" in one.left_out
    refused("TN-02", clause, one)


def test_clause_for_leaders_leaves_the_others_out(unit):
    complained(unit, 10, 3)
    clause = triggered(unit.county, Metric.FAVOUR, ">=", "0.3", applies_to="LEADING")

    assert [one.left_out for one in look(clause).named] == ["此条不适用于此人的职务或身份"]


def test_nobody_reads_of_themselves(unit):
    cadre = complained(unit, 10, 3)
    grant(cadre.user, Role.COUNTY_ADMIN, unit.county)

    assert look(triggered(unit.county, Metric.FAVOUR, ">=", "0.3"), cadre.user).named == []


def test_another_county_is_not_looked_through(unit):
    complained(unit, 10, 3)
    clause = triggered(unit.county, Metric.FAVOUR, ">=", "0.3")
    (one,) = look(clause).named
    stranger = holder(Role.COUNTY_ADMIN, UnitFactory().county)

    assert look(clause, stranger).named == []
    with pytest.raises(NotAllowed):
        raised(clause, one, stranger)


def test_what_ended_before_the_version_was_in_force_is_not_looked_through(unit):
    complained(unit, 10, 3)
    clause = triggered(unit.county, Metric.FAVOUR, ">=", "0.3")
    within = figures.scope(clause, counties={unit.county_id}, on=ON)
    by = holder(Role.COUNTY_ADMIN, unit.county)

    later = figures.Scope(within.counties, None, ON, ON)

    assert figures.look(clause, within=within, by=by).named
    assert not figures.look(clause, within=later, by=by).named


def test_tn_01_clause_without_a_trigger_or_out_of_force_makes_no_signal(unit):
    complained(unit, 10, 3)
    clause = triggered(unit.county, Metric.FAVOUR, ">=", "0.3")
    (one,) = look(clause).named
    other = clause.version.clauses.filter(metric="").first()

    refused("TN-01", other, one)
    refused("TN-01", clause, one, at=AT.replace(year=2031))
