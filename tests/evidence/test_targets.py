from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.enums import Role
from cadres.models import Protection
from core.errors import NotAllowed, RegulationBroken
from evidence.models import Signal, TargetPlan, TargetScore
from evidence.queries import targets as figures
from evidence.services import targets
from tests.factories.accounts import grant, holder
from tests.factories.cadres import PostFactory
from tests.factories.targets import planned, scored
from tests.moments import NOW

pytestmark = pytest.mark.django_db


def settled(plan):
    return targets.settle(plan, by=plan.drawn_up_by, at=NOW)


def raised(plan):
    return targets.raise_for(plan, by=plan.drawn_up_by, at=NOW)


def refused(number, act, *row, **given):
    with pytest.raises(RegulationBroken) as error:
        act(*row, by=given.pop("by"), at=NOW, **given)
    assert error.value.number == number


def test_total_is_the_weighted_sum_and_a_missing_score_is_not_zero():
    plan = planned(whole=True)
    whole, part = scored(plan, 80, 90, 100), scored(plan, 80, None, 100)

    rows = {row.cadre: (row.total, row.missing, row.rank) for row in figures.standings(plan)}

    assert rows == {whole: (Decimal("85.00"), 0, 1), part: (None, 1, 0)}


def test_equal_totals_share_a_rank():
    plan = planned(whole=True)
    for points in (90, 80, 80, 70):
        scored(plan, points, points, points)

    assert [row.rank for row in figures.standings(plan)] == [1, 2, 2, 4]


SCORES = st.integers(0, 10_000).map(lambda n: Decimal(n) / 100)


@given(points=st.tuples(SCORES, SCORES, SCORES))
@settings(max_examples=25, deadline=None)
def test_total_lies_between_the_lowest_and_the_highest_score(points):
    plan = planned(whole=True)
    scored(plan, *points)

    total = figures.standings(plan)[0].total

    assert min(points) <= total <= max(points)


def test_threshold_names_who_is_under_it_with_the_lines_behind():
    plan = settled(_scored_plan((59, 60)))

    (signal,) = raised(plan)

    assert signal.value == Decimal("59.00")
    assert signal.said == "年度目标责任书得 59.00 分，低于 60.00 分"
    assert [row["value"] for row in signal.rows] == ["59.00"] * 3


def _scored_plan(totals, **given):
    plan = planned(whole=True, **given)
    for points in totals:
        scored(plan, points, points, points)
    return plan


def test_bottom_names_ties_together_and_never_chooses_by_chance():
    plan = settled(_scored_plan((90, 80, 70, 70, 95), threshold=Decimal(0), bottom_n=1))

    said = [signal.said.split("，")[1:] for signal in raised(plan)]
    assert said == [["5 人中排第 4 名", "列末位（并列）"]] * 2


def test_small_group_has_no_bottom():
    plan = settled(_scored_plan((90, 70), threshold=Decimal(0), bottom_n=1))

    assert raised(plan) == []
    assert figures.candidates(plan)[0].left_out == "不足 5 人，不排末位"


def test_protected_person_is_left_out_and_it_is_said():
    plan = planned(whole=True)
    ill = scored(plan, 10, 10, 10)
    Protection.objects.create(cadre=ill, kind="ILLNESS", from_on=date(2018, 5, 1))

    assert raised(settled(plan)) == []
    assert "保护期" in figures.candidates(plan)[0].left_out


def test_raise_twice_is_once():
    plan = settled(_scored_plan((10,)))

    assert raised(plan) == raised(plan)
    assert Signal.objects.count() == 1


def test_tg_01_one_plan_a_year():
    plan = planned()
    given = {"year": 2018, "title": "x", "basis": "x", "ground": plan.ground}
    given |= {"threshold": 0, "bottom_n": 0, "smallest_group": 5}
    refused("TG-01", targets.draw_up, plan.unit, by=plan.drawn_up_by, **given)


def test_tg_02_settled_plan_takes_nothing_more():
    plan = settled(_scored_plan((90,)))
    refused("TG-02", targets.settle, plan, by=plan.drawn_up_by)


def test_tg_03_target_of_the_same_title():
    plan = planned()
    given = {"title": "项目投资", "weight": Decimal(1), "source": "x"}
    refused("TG-03", targets.add_item, plan, by=plan.drawn_up_by, **given)


def test_tg_04_weights_beyond_a_hundred():
    plan = planned()
    given = {"title": "新", "weight": Decimal("10.01"), "source": "x"}
    refused("TG-04", targets.add_item, plan, by=plan.drawn_up_by, **given)


def test_tg_05_target_with_scores_stays():
    plan = planned()
    scored(plan, 1, 2)
    refused("TG-05", targets.drop_item, plan, item=plan.items.first(), by=plan.drawn_up_by)


def test_tg_06_person_of_another_unit():
    plan, other = planned(), PostFactory().cadre
    refused("TG-06", targets.score, plan, cadre=other, scores={}, by=plan.drawn_up_by)


def test_tg_07_weights_that_are_not_whole():
    plan = planned()
    refused("TG-07", targets.settle, plan, by=plan.drawn_up_by)


def test_tg_08_signals_before_settling():
    plan = planned()
    refused("TG-08", targets.raise_for, plan, by=plan.drawn_up_by)


def test_nobody_scores_themselves():
    plan = planned()
    own = PostFactory(cadre__unit=plan.unit).cadre
    grant(own.user, Role.UNIT_CLERK, plan.unit)

    with pytest.raises(NotAllowed, match="本人"):
        targets.score(plan, cadre=own, scores={}, by=own.user, at=NOW)


def test_database_refuses_scores_under_a_settled_plan():
    plan = settled(_scored_plan((90,)))

    for write in (
        lambda: TargetScore.objects.update(score=1),
        lambda: TargetScore.objects.all().delete(),
        lambda: plan.items.all().update(weight=1),
    ):
        with pytest.raises(DatabaseError, match="settled"), transaction.atomic():
            write()


@pytest.mark.parametrize("text", ["1e309", "NaN", "١٢", "3.999", "100.01", "-1"])
def test_form_refuses_what_is_no_score(client, text):
    plan = planned()
    cadre = PostFactory(cadre__unit=plan.unit).cadre
    client.force_login(plan.drawn_up_by)
    item = plan.items.first().pk

    answer = client.post(
        reverse("evidence:target-score", args=[plan.pk, cadre.pk]), {f"item_{item}": text}
    )

    assert answer.status_code == 422
    assert not TargetScore.objects.exists()


def test_clerk_draws_up_scores_settles_and_raises_on_the_pages(client):
    plan = planned()
    clerk = holder(Role.UNIT_CLERK, plan.unit)
    cadre = PostFactory(cadre__unit=plan.unit).cadre
    client.force_login(clerk)
    page = reverse("evidence:target-plan", args=[plan.pk])
    added = {"title": "党建", "weight": "10", "source": "组织部"}

    client.post(reverse("evidence:target-item-add", args=[plan.pk]), added)
    picked = client.post(
        reverse("evidence:target-person-pick", args=[plan.pk]), {"cadre": cadre.pk}
    )
    scores = {f"item_{item.pk}": "50" for item in plan.items.all()}
    client.post(picked.url, scores)
    client.post(reverse("evidence:target-settle", args=[plan.pk]))
    preview = client.get(reverse("evidence:target-signals", args=[plan.pk])).content.decode()
    client.post(reverse("evidence:target-signals", args=[plan.pk]))

    assert "低于 60.00 分" in preview
    assert Signal.objects.get().cadre == cadre
    assert "已定案" in client.get(page).content.decode()


def test_person_reads_their_own_scores_and_nobody_elses(client):
    plan = planned()
    own, other = scored(plan, 80, 90), scored(plan, 70, 60)
    client.force_login(own.user)

    def status(cadre):
        return client.get(reverse("evidence:target-person", args=[plan.pk, cadre.pk])).status_code

    assert (status(own), status(other)) == (200, 404)


def test_list_costs_the_same_for_ten_and_a_thousand(client, django_assert_max_num_queries):
    plan = planned()
    client.force_login(holder(Role.COUNTY_ADMIN, plan.county))
    rows = [
        TargetPlan(
            county=plan.county, unit=plan.unit, year=2019 + n, title="x", basis="x",
            ground=plan.ground, threshold=0, bottom_n=0, smallest_group=5,
            drawn_up_by=plan.drawn_up_by, drawn_up_at=NOW,
        )
        for n in range(1000)
    ]  # fmt: skip
    TargetPlan.objects.bulk_create(rows)

    with django_assert_max_num_queries(12):
        answer = client.get(reverse("evidence:target-list"))

    assert len(answer.content) <= 60_000
