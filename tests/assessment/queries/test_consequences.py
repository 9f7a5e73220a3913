"""The calendar of consequences: days, money only with basis and approver, who acts."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.urls import reverse

from assessment.enums import Consequence
from assessment.presenters import consequences as present
from assessment.queries import consequences, gate
from core import dates
from schemes.models import SchemeVersion
from schemes.regulations import cost_has_a_basis
from tests.factories import assessment as assess
from tests.factories.recall import heard_nomination, open_campaign

DAY = date(2026, 11, 27)


def with_parameters(campaign, **given):
    """Answer the campaign whose scheme says so, in memory alone: a used version is fixed."""
    version = SchemeVersion.objects.get(pk=campaign.scheme_version_id)
    version.parameters = {**version.parameters, **given}
    campaign.scheme_version = version
    return campaign


def of_kind(lines, kind):
    return [line for line in lines if line.kind == kind]


def test_without_basis_and_approver_nothing_is_taken(world):
    campaign = with_parameters(world.campaign, pay_on=True, fee_on=True, pay_monthly=500, fee=350)

    lines = consequences.of_recall(campaign, on=DAY)

    assert [line.what for line in of_kind(lines, Consequence.MONEY)] == [
        "工资津贴照发",
        "培训费用由公款承担",
    ]
    assert consequences.total(lines) == 0


def test_money_is_told_month_by_month_with_basis_and_approver(world):
    world.campaign.practice_months = 3
    campaign = with_parameters(
        world.campaign,
        cycles=1,
        class_days_max=7,
        pay_on=True,
        pay_what="停发工作性津贴",
        pay_monthly=500,
        fee_on=True,
        fee=350,
        pay_basis="某办法第九条",
        pay_approver="县委常委会",
    )

    lines = consequences.of_recall(campaign, on=DAY)

    money = of_kind(lines, Consequence.MONEY)
    pay = [line for line in money if line.what == "停发工作性津贴"]
    assert [line.fen for line in pay] == [50_000] * 4
    assert {(line.basis, line.who) for line in money} == {("某办法第九条", "县委常委会")}
    assert all(a.until_on + timedelta(days=1) == b.from_on for a, b in pairwise(pay))
    assert consequences.total(lines) == 4 * 50_000 + 35_000


def test_an_amount_that_the_scheme_does_not_tell_makes_no_total(world):
    campaign = with_parameters(
        world.campaign, pay_on=True, pay_basis="某办法第九条", pay_approver="县委常委会"
    )

    lines = consequences.of_recall(campaign, on=DAY)

    assert consequences.total(lines) is None


@pytest.mark.parametrize(
    ("cycles", "months", "practised"), [(1, 0, []), (1, 3, [3]), (3, 3, [1, 1, 1]), (2, 3, [2, 1])]
)
def test_class_and_practice_follow_each_other(world, cycles, months, practised):
    world.campaign.practice_months = months
    campaign = with_parameters(world.campaign, cycles=cycles, class_days_max=7, start_days=3)

    lines = consequences.of_recall(campaign, on=DAY)

    stages = [line for line in lines if line.kind in (Consequence.CLASS, Consequence.PRACTICE)]
    served = dates.add_working_days(DAY, campaign.serve_days)
    assert stages[0].from_on == dates.add_working_days(served, 3)
    assert len(of_kind(stages, Consequence.CLASS)) == cycles
    assert all(a.until_on + timedelta(days=1) == b.from_on for a, b in pairwise(stages))
    spans = of_kind(stages, Consequence.PRACTICE)
    assert [
        line.until_on + timedelta(days=1) == dates.add_months(line.from_on, n)
        for line, n in zip(spans, practised, strict=True)
    ] == [True] * len(practised)


def test_lines_are_in_order_and_say_who_acts(world):
    lines = consequences.of_recall(world.campaign, on=DAY)

    assert [line.from_on for line in lines] == sorted(line.from_on for line in lines)
    assert all(line.who and line.until_on >= line.from_on for line in lines)
    ban = of_kind(lines, Consequence.BAN)
    assert [line.until_on.isoformat()[5:] for line in ban] == ["12-31"]


def test_exposure_that_the_scheme_switches_off_is_no_line(world):
    shown = consequences.of_recall(with_parameters(world.campaign, exposure="UNIT"), on=DAY)
    hidden = consequences.of_recall(with_parameters(world.campaign, exposure="NONE"), on=DAY)

    assert (len(of_kind(shown, "notice")), len(of_kind(hidden, "notice"))) == (1, 0)


def test_notice_in_the_unit_rests_on_the_scheme_and_beyond_it_on_its_own_basis(world):
    told = {"exposure_what": "在县报公开", "exposure_basis": "本人书面同意"}

    within = with_parameters(world.campaign, exposure="UNIT", **told)
    (inside,) = of_kind(consequences.of_recall(within, on=DAY), "notice")
    beyond = with_parameters(world.campaign, exposure="PUBLIC", **told)
    (outside,) = of_kind(consequences.of_recall(beyond, on=DAY), "notice")

    assert (inside.what, "同意" in inside.basis) == ("限本单位内通知", False)
    assert (outside.what, outside.basis) == ("在县报公开", "本人书面同意")


def test_dismissal_is_served_in_ten_working_days_and_can_be_appealed(world):
    row = gate.ruling("DISMISS", "CIVIL_SERVANT", is_leading=False)

    lines = consequences.of_outcome(row, world.campaign, "UNIT", on=DAY)

    remedy = of_kind(lines, Consequence.REMEDY)[0]
    assert remedy.from_on == dates.add_working_days(DAY, 10)
    assert remedy.until_on == dates.add_calendar_days(remedy.from_on, 30)
    assert lines[0].who == "县（市、区）委"
    assert of_kind(lines, Consequence.BAN) + of_kind(lines, Consequence.VISIT) == []


def test_termination_was_told_thirty_days_before_and_practice_ends(world):
    told = gate.ruling("TERMINATE", "INSTITUTION", is_leading=False)
    practice = gate.ruling("PRACTICE", "INSTITUTION", is_leading=False)

    first = consequences.of_outcome(told, world.campaign, "COUNTY", on=DAY)[0]
    last = consequences.of_outcome(practice, world.campaign, "COUNTY", on=DAY)

    assert first.from_on == DAY - timedelta(days=30)
    assert of_kind(last, Consequence.PRACTICE)[0].until_on == date(2027, 5, 27)


def test_pages_before_a_recall_and_before_an_outcome(client, world, django_assert_max_num_queries):
    case = assess.concluded(world).case
    client.force_login(world.decider)
    with django_assert_max_num_queries(20):
        page = client.get(reverse("assessment:outcome-consequences", args=[case.pk]))
    text = page.content.decode()

    assert "辞退" in text
    assert "待岗" not in text
    assert "第3个月回访" in text


def test_page_before_a_recall_is_for_those_who_read_the_nomination(client, db):
    row = heard_nomination(open_campaign())
    context = present.of_recall(row, on=DAY)

    assert [part["label"] for part in context["parts"]] == ["决定召回"]
    client.force_login(row.drafted_by)
    answer = client.get(reverse("assessment:recall-consequences", args=[row.pk]))
    assert "送达召回通知书" in answer.content.decode()


@pytest.mark.parametrize(
    ("fen", "said"), [(0, ""), (None, "金额未列明"), (50_000, "少得500.00元"), (5, "少得0.05元")]
)
def test_amounts_are_said_in_yuan(fen, said):
    assert present._yuan(fen) == said


def test_the_county_spends_on_class_practice_and_substitutes_where_the_scheme_says_so(world):
    world.campaign.practice_months = 1
    told = {"cost_class_day": 200, "cost_practice_day": 50, "cost_substitute_day": 100}
    campaign = with_parameters(world.campaign, cycles=1, class_days_max=7, **told)

    lines = consequences.of_recall(campaign, on=DAY)

    (learned,) = of_kind(lines, Consequence.CLASS)
    (practised,) = of_kind(lines, Consequence.PRACTICE)
    days = (practised.until_on - practised.from_on).days + 1
    assert (learned.cost, practised.cost) == (7 * 300 * 100, days * 150 * 100)
    assert consequences.cost(lines) == learned.cost + practised.cost
    assert consequences.total(lines) == 0  # the person pays none of it


def test_no_cost_is_told_where_none_is_entered(world):
    lines = consequences.of_recall(world.campaign, on=DAY)

    assert consequences.cost(lines) == 0
    assert present._part("召回", lines)["cost"] == ""


def test_sc_31_a_cost_needs_a_basis():
    assert cost_has_a_basis.is_kept({})
    assert not cost_has_a_basis.is_kept({"cost_class_day": 1, "cost_basis": " "})
    assert cost_has_a_basis.is_kept({"cost_class_day": 1, "cost_basis": "年度预算"})
