"""Show-and-compare rounds: steps, comparison, comments, signals, and what each rule refuses."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given as drawn_from
from hypothesis import strategies as st

from accounts.enums import Role
from cadres.models import Kinship, Protection
from core.errors import NotAllowed, RegulationBroken
from evidence.enums import RoundState
from evidence.models import (
    PresentationComment,
    PresentationMember,
    PresentationReport,
    PresentationRound,
    PresentationSeat,
    PresentationValue,
)
from evidence.queries import presentations as figures
from evidence.services import presentation_papers as papers
from evidence.services import presentations
from tests.factories.accounts import UserFactory, grant, holder
from tests.factories.cadres import PostFactory
from tests.factories.presentations import (
    REASON,
    WORDS,
    closed,
    commented,
    commenting,
    drawn,
    manned,
    recorded,
    reported,
    settled,
    shown,
    written,
)
from tests.factories.recall import GroundFactory
from tests.factories.units import UnitFactory
from tests.moments import EARLIER, NOW, TODAY, TOMORROW, YESTERDAY

pytestmark = pytest.mark.django_db
SCORES = (60, 60, 60, 59, 59)


def refused(code, act, /, *row, at=NOW, **given):
    with pytest.raises(RegulationBroken) as error:
        act(*row, at=at, **given)
    assert error.value.number == code


def first(row):
    return row.members.order_by("pk").first()


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def keeping(row):
    return {"by": row.drawn_up_by}


def test_round_goes_from_rules_to_reports_to_session_to_comments_to_its_end():
    row = manned(drawn())
    states = [row.state]
    for step in (settled, lambda r: shown(reported(r))):
        row = step(row)
        states.append(row.state)
    row = presentations.begin_comments(recorded(row), at=NOW, **keeping(row))
    states.append(row.state)
    row = closed(row)

    assert [*states, row.state] == list(RoundState)


def test_comparison_gives_median_quartiles_and_rank_towards_the_better_end():
    row = reported(settled(manned(drawn(), members=5)), 10, 20, 20, 40, 50)

    standings = [figures.compare(row)[m.pk][0] for m in row.members.order_by("pk")]

    assert {(one.best, one.median, one.worst) for one in standings} == {(40, 20, 20)}
    assert [one.rank for one in standings] == [5, 3, 3, 2, 1]


def test_lower_is_better_turns_the_order_round():
    row = drawn()
    presentations.add_indicator(
        row, name="信访", measure="件", higher_is_better=False, at=NOW, **keeping(row)
    )
    row = reported(settled(manned(row, members=5)), 1, 2, 3, 4, 6)

    worst = figures.compare(row)[row.members.order_by("pk").last().pk][0]

    assert (worst.indicator.name, worst.rank, worst.best, worst.worst) == ("信访", 5, 2, 4)


def test_few_values_compare_nobody_and_everybody_keeps_their_own():
    row = reported(settled(manned(drawn(), members=4)), 1, 2, 3, 4)

    standing = figures.compare(row)[first(row).pk][0]

    assert (standing.value, standing.count) == (1, 4)
    assert standing.median is standing.best is standing.worst is standing.rank is None


@drawn_from(st.lists(st.integers(-999, 999), min_size=5, max_size=40))
def test_quartiles_lie_in_order_and_within_the_values(values):
    ordered = sorted(map(Decimal, values))
    found = [figures.quantile(ordered, quarter) for quarter in (1, 2, 3)]

    assert ordered[0] <= found[0] <= found[1] <= found[2] <= ordered[-1]
    if len(ordered) % 2:
        assert found[1] == ordered[len(ordered) // 2]


@pytest.mark.parametrize("size", [5, 30])
def test_comparison_costs_two_queries(size, django_assert_num_queries):
    row = reported(settled(manned(drawn(), members=size)))
    with django_assert_num_queries(2):
        figures.compare(row)


def test_mean_is_exact_and_the_line_is_asked_before_it_is_rounded():
    row = commenting(manned(drawn(line=Decimal("59.6"))))
    commented(first(row), *SCORES)
    row = closed(row)

    result = figures.results(row, row.members.all())[first(row).pk]

    assert (result.count, result.mean, result.is_under) == (5, Decimal("59.60"), False)
    assert len(result.reasons) == 5


def test_nothing_comes_of_comments_before_the_end_or_of_fewer_than_five():
    row = commenting(manned(drawn(line=Decimal(90)), seats=6))
    commented(first(row), *SCORES[:4])
    assert figures.results(row, row.members.all()) == {}
    row = closed(row)

    result = figures.results(row, row.members.all())[first(row).pk]

    assert (result.count, result.mean, result.reasons, result.is_under) == (4, None, [], False)
    assert figures.candidates(row, on=TODAY) == []


def test_under_the_line_makes_one_signal_with_reasons_and_without_names():
    row = commenting(manned(drawn(line=Decimal(60))))
    member = commented(first(row), *SCORES)
    commented(row.members.order_by("pk").last(), *[60] * 5)
    row = closed(row)

    (signal,) = presentations.raise_for(row, at=NOW, **keeping(row))

    assert (signal.cadre, signal.value) == (member.cadre, Decimal("59.60"))
    assert signal.said == "第二季度晒比述评：5 人评议，平均 59.60 分，低于 60.00 分"
    assert [line["value"] for line in signal.rows] == ["59.60", "", "", "", "", ""]
    names = row.seats.values_list("user__name", flat=True)
    assert not any(name in str(signal.rows) for name in names)
    assert presentations.raise_for(row, at=NOW, **keeping(row)) == [signal]


def test_protected_person_is_named_and_left_out():
    row = commenting(manned(drawn(line=Decimal(60))))
    member = commented(first(row), *SCORES)
    Protection.objects.create(cadre=member.cadre, kind="ILLNESS", from_on=TODAY)
    row = closed(row)

    (named,) = figures.candidates(row, on=TODAY)

    assert "保护期" in named.left_out
    assert presentations.raise_for(row, at=NOW, **keeping(row)) == []


def test_pr_18_absent_member_is_not_commented_on_and_makes_no_signal():
    row = shown(reported(settled(manned(drawn(line=Decimal(60))))))
    away = first(row)
    recorded(row, away)
    row = presentations.begin_comments(row, at=NOW, **keeping(row))

    seat = row.seats.first().user
    refused("PR-18", papers.comment, fresh(away), score=Decimal(0), reason=REASON, by=seat)
    assert figures.candidates(closed(row), on=TODAY) == []


def test_protected_member_need_not_report():
    row = settled(manned(drawn()))
    away, other = row.members.order_by("pk")
    Protection.objects.create(cadre=away.cadre, kind="ILLNESS", from_on=YESTERDAY)
    written(other)

    assert shown(row).state == RoundState.SHOWN


def test_report_is_corrected_until_it_is_shown():
    row = settled(manned(drawn()))
    reported(row)
    member = first(row)
    written(member, 12, by=member.cadre.user)
    assert PresentationReport.objects.get(member=member).written_by == member.cadre.user
    assert PresentationValue.objects.get(member=member).value == 12
    row = shown(row)
    refused("PR-09", lambda at: written(fresh(member), 13))


def test_clerk_of_the_members_unit_reports_for_a_round_of_the_county():
    unit = UnitFactory()
    row = drawn(unit, by=holder(Role.COUNTY_ADMIN, unit.county), is_wide=True)
    row = settled(manned(row, PostFactory(cadre__unit=unit).cadre))
    clerk = holder(Role.UNIT_CLERK, unit)
    mine, other = row.members.order_by("pk")

    assert written(mine, by=clerk).written_by == clerk
    with pytest.raises(NotAllowed):
        written(other, by=clerk)
    assert list(PresentationMember.objects.visible_to(clerk)) == [mine]


def test_kinship_entered_after_the_comment_takes_it_out_at_the_end():
    row = commenting(manned(drawn()))
    member = commented(first(row), *SCORES)
    seat = row.seats.order_by("pk").first()
    kin = PostFactory(cadre__user=seat.user).cadre
    Kinship.objects.create(
        cadre=kin, relative=member.cadre, kind="HOUSEHOLD", declared_by=seat.user, declared_at=NOW
    )

    closed(row)

    assert member.comments.count() == 4
    assert not member.comments.filter(seat=seat).exists()


def test_nobody_keeps_a_round_of_their_own_and_nobody_adds_themselves():
    row = drawn()
    cadre = PostFactory(cadre__unit=row.unit).cadre
    grant(cadre.user, Role.UNIT_CLERK, row.unit)
    with pytest.raises(NotAllowed):
        presentations.add_member(row, cadre=cadre, by=cadre.user, at=NOW)
    presentations.add_member(row, cadre=cadre, at=NOW, **keeping(row))
    with pytest.raises(NotAllowed, match="涉及本人"):
        presentations.settle(row, by=cadre.user, at=NOW)
    assert not PresentationRound.objects.visible_to(cadre.user).exists()


def test_only_the_seated_comment_and_recuse():
    row = commenting(manned(drawn()))
    with pytest.raises(NotAllowed):
        papers.comment(first(row), score=Decimal(60), reason=REASON, at=NOW, **keeping(row))
    with pytest.raises(NotAllowed):
        papers.recuse(first(row), reason=REASON, at=NOW, **keeping(row))


def test_what_is_shown_is_read_in_the_round_alone():
    row = settled(manned(drawn()))
    member, seat = first(row), row.seats.first().user
    reported(row)
    read = figures.on_show
    assert not read(seat).exists()
    shown(row)

    assert read(seat).count() == read(member.cadre.user).count() == 2
    assert not read(PostFactory(cadre__unit=row.unit).cadre.user).exists()


def refused_draw(code, unit=None, **given):
    with pytest.raises(RegulationBroken) as error:
        drawn(unit, **given)
    assert error.value.number == code


def test_pr_01_round_of_the_same_title():
    refused_draw("PR-01", drawn().unit)


def test_pr_02_session_before_the_end():
    refused_draw("PR-02", session_on=EARLIER)


@pytest.mark.parametrize("line", [None, Decimal(0), Decimal(101)])
def test_pr_03_half_a_line_or_one_out_of_range(line):
    refused_draw("PR-03", line=line, ground=GroundFactory())


def test_pr_04_change_after_settling():
    row = settled(manned(drawn()))
    for act, given in (
        (presentations.seat, {"user": UserFactory()}),
        (presentations.drop, {"line": first(row)}),
        (presentations.settle, {}),
    ):
        refused("PR-04", act, row, **given, **keeping(row))


def test_pr_05_member_of_another_place():
    unit = UnitFactory()
    wide = drawn(unit, by=holder(Role.COUNTY_ADMIN, unit.county), is_wide=True)
    for row in (drawn(), wide):
        cadre = PostFactory().cadre
        refused("PR-05", presentations.add_member, row, cadre=cadre, **keeping(row))


def test_pr_06_in_already():
    row = manned(drawn())
    again = {"name": "走访农户", "measure": "户", "higher_is_better": True}
    for act, given in (
        (presentations.add_member, {"cadre": first(row).cadre}),
        (presentations.seat, {"user": row.seats.first().user}),
        (presentations.add_indicator, again),
    ):
        refused("PR-06", act, row, **given, **keeping(row))


def test_pr_07_on_both_sides():
    row = manned(drawn())
    refused("PR-07", presentations.seat, row, user=first(row).cadre.user, **keeping(row))
    seated = PostFactory(cadre__unit=row.unit).cadre
    presentations.seat(row, user=seated.user, at=NOW, **keeping(row))
    refused("PR-07", presentations.add_member, row, cadre=seated, **keeping(row))


def test_pr_08_too_few_to_begin():
    row = manned(drawn(), seats=4)
    refused("PR-08", presentations.settle, row, **keeping(row))
    presentations.seat(row, user=UserFactory(), at=NOW, **keeping(row))
    presentations.drop(row, line=first(row), at=NOW, **keeping(row))
    refused("PR-08", presentations.settle, row, **keeping(row))


def test_pr_09_report_before_the_rules_are_fixed():
    row = manned(drawn())
    refused("PR-09", lambda at: written(first(row)))
    refused("PR-09", presentations.show, row, **keeping(row))


def test_pr_10_too_few_words():
    row = settled(manned(drawn()))
    refused("PR-10", lambda at: written(first(row), problems="没有"))


def test_pr_11_number_missing():
    row = settled(manned(drawn()))
    refused("PR-11", papers.report, first(row), values={}, **WORDS, **keeping(row))


def test_pr_12_somebody_has_not_reported():
    row = settled(manned(drawn()))
    written(first(row))
    refused("PR-12", presentations.show, row, **keeping(row))


def test_pr_13_statement_out_of_time():
    row = reported(settled(manned(drawn())))
    stated = {"statement": "STATED", "absence": ""}
    refused("PR-13", presentations.record_statement, first(row), **stated, **keeping(row))
    row = presentations.begin_comments(recorded(shown(row)), at=NOW, **keeping(row))
    refused("PR-13", presentations.record_statement, first(row), **stated, **keeping(row))
    refused("PR-13", presentations.begin_comments, row, **keeping(row))


def test_pr_14_before_the_session():
    row = shown(reported(settled(manned(drawn(session_on=TOMORROW)))))
    stated = {"statement": "STATED", "absence": ""}
    refused("PR-14", presentations.record_statement, first(row), **stated, **keeping(row))


@pytest.mark.parametrize(("statement", "absence"), [("ABSENT", " "), ("STATED", "出差")])
def test_pr_15_absence_without_reason(statement, absence):
    row = shown(reported(settled(manned(drawn()))))
    given = {"statement": statement, "absence": absence}
    refused("PR-15", presentations.record_statement, first(row), **given, **keeping(row))


def test_pr_16_somebody_is_not_recorded():
    row = shown(reported(settled(manned(drawn()))))
    refused("PR-16", presentations.begin_comments, row, **keeping(row))


def test_pr_17_comment_out_of_time():
    row = recorded(shown(reported(settled(manned(drawn())))))
    refused("PR-17", lambda at: commented(first(row), 60))
    refused("PR-17", presentations.close, row, **keeping(row))


@pytest.mark.parametrize("score", ["100.01", "-1"])
def test_pr_19_score_out_of_range(score):
    row = commenting(manned(drawn()))
    refused("PR-19", lambda at: commented(first(row), score))


def test_pr_20_recused_or_kin_or_own_head():
    row = commenting(manned(drawn()))
    member = first(row)
    seats = [seat.user for seat in row.seats.order_by("pk")]
    papers.recuse(member, reason="与其有经济往来，应当回避", by=seats[0], at=NOW)
    kin = PostFactory(cadre__user=seats[1]).cadre
    Kinship.objects.create(
        cadre=kin, relative=member.cadre, kind="HOUSEHOLD", declared_by=seats[1], declared_at=NOW
    )
    member.cadre.posts.update(is_head=True)
    PostFactory(cadre__user=seats[2], cadre__unit=row.unit)

    for by in seats[:3]:
        refused("PR-20", papers.comment, member, score=Decimal(60), reason=REASON, by=by)
    for seat in row.seats.order_by("pk")[:3]:
        with pytest.raises(DatabaseError), transaction.atomic():
            seat.comments.create(member=member, score=60, reason=REASON, at=NOW)


def test_pr_21_comment_twice_or_recusal_after():
    row = commenting(manned(drawn()))
    member = commented(first(row), 60)
    by = row.seats.order_by("pk").first().user
    refused("PR-21", papers.comment, member, score=Decimal(70), reason=REASON, by=by)
    refused("PR-21", papers.recuse, member, reason=REASON, by=by)


def test_pr_22_recusal_after_the_end_and_twice_is_once():
    row = commenting(manned(drawn()))
    member, by = first(row), row.seats.first().user
    once = papers.recuse(member, reason=REASON, by=by, at=NOW)
    assert papers.recuse(member, reason=REASON, by=by, at=NOW + timedelta(1)) == once
    closed(row)
    refused("PR-22", papers.recuse, fresh(member), reason=REASON, by=by)


def test_pr_23_signals_before_the_end():
    row = commenting(manned(drawn(line=Decimal(60))))
    refused("PR-23", presentations.raise_for, row, **keeping(row))


def test_pr_24_signals_of_a_round_without_a_line():
    row = closed(commenting(manned(drawn())))
    refused("PR-24", presentations.raise_for, row, **keeping(row))
    assert figures.candidates(row, on=TODAY) == []


def test_database_refuses_what_the_rules_refuse():
    row = commenting(manned(drawn(), seats=6))
    member = commented(first(row), *SCORES)
    sixth = row.seats.order_by("pk").last()
    rounds = PresentationRound.objects.all()
    for write in (
        lambda: rounds.update(highest=50),
        lambda: rounds.update(shown_at=None, shown_by=None),
        rounds.delete,
        lambda: PresentationComment.objects.update(score=1),
        lambda: PresentationReport.objects.update(done="x"),
        lambda: PresentationValue.objects.update(value=1),
        lambda: PresentationMember.objects.update(statement="", recorded_by=None, recorded_at=None),
        lambda: PresentationSeat.objects.filter(pk=sixth.pk).delete(),
        lambda: row.seats.create(user=UserFactory()),
        lambda: row.indicators.create(name="x", measure="x", higher_is_better=True),
        lambda: sixth.comments.create(member=member, score=101, reason="x", at=NOW),
        lambda: sixth.comments.create(member=member, score=1, reason="", at=NOW),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()
    row = closed(row)
    for write in (
        lambda: rounds.update(closed_at=NOW + timedelta(1)),
        lambda: sixth.comments.create(member=member, score=1, reason="x", at=NOW),
        PresentationComment.objects.all().delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()
