"""自愿留任: who stayed by their own wish, what is on record, what stands before an award."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.enums import Role
from assessment.enums import AppealState
from assessment.models import Appeal, FollowUp, Outcome
from assessment.presenters import stayers as present
from assessment.queries import stayers
from cadres.models import Honour
from core.dates import legal_day
from tests.factories import assessment as assess
from tests.factories import practice
from tests.factories import training as make
from training.services import postings, problems, wishes

LIST = reverse("assessment:stayer-list")
ON = legal_day(assess.LATER)
AT = make.NOW.replace(month=8, day=20)
WHY = "熟悉了高原村，想接着把水塔管好"


@pytest.fixture
def world(db):
    return make.world(practice_months=6)


def stayed(world, **given):
    """Play somebody to the outcome of staying, with one word of a resident."""
    posting = make.posting(world, make.enrolled(world, make.planned_class(world)).case)
    wishes.wish(posting, why=WHY, by=posting.case.subject, at=AT)
    wishes.answer(posting, is_agreed=True, answer="", by=world.mentor, at=AT)
    solved = practice.closed_problem(practice.problem(posting))
    problems.take_word(solved, answer="SOLVED", consent=True, by=world.mentor, at=AT)
    end = {"finished_on": ON, "opinion": "踏实", "at": assess.LATER, "by": world.mentor}
    postings.finish(posting, **end)
    left = {"kind": "STAY", "conditions": ["own_wish", "host_agrees"]} | given
    row = assess.decide(world, assess.concluded(world, posting.case).case, **left)
    assess.serve(world, row)
    return Outcome.objects.get(pk=row.pk)


def seen(world, outcome, standing):
    row = outcome.follow_ups.order_by("months").first()
    FollowUp.objects.filter(pk=row.pk).update(
        standing=standing, findings="走访单位和群众", own_words="愿意留任", visitor="韩磊",
        visited_on=row.due_on, done_by=world.manager, done_at=assess.LATER,
    )  # fmt: skip


def mark(world, on=ON):
    (row,) = stayers.listed(world.admin, on=on)
    return present.award(row)[0]


def test_list_shows_the_wish_the_host_and_what_residents_said(client, world):
    outcome = stayed(world)
    seen(world, outcome, "WELL")
    client.force_login(world.admin)

    shown = client.get(LIST).text

    assert all(word in shown for word in (outcome.case.cadre.name, WHY, world.host.name, "1 件"))
    assert "表现良好" in shown
    assert LIST in client.get(reverse("assessment:follow-up-list")).text


def test_an_award_waits_for_the_ban_and_for_a_good_visit(world):
    outcome = stayed(world, effect_until_on=date(2019, 12, 31))
    assert mark(world) == "影响期到2019年12月31日，之后可以推荐"
    assert mark(world, date(2020, 1, 1)) == "还没有回访评为良好"

    seen(world, outcome, "WELL")

    assert mark(world) == "影响期到2019年12月31日，之后可以推荐"
    assert mark(world, date(2020, 1, 1)) == "可以推荐表彰"


def test_a_visit_that_found_the_problem_back_comes_first(world):
    seen(world, stayed(world), "RELAPSED")

    assert mark(world) == "回访发现反复，先帮助改正"


def test_who_was_commended_since_is_so_marked_and_not_by_what_was_before(world):
    outcome = stayed(world)
    seen(world, outcome, "WELL")
    told = {"cadre": outcome.case.cadre, "kind": "HONOUR", "awarded_by": "县委"}
    Honour.objects.create(title="先进个人", awarded_on=date(2016, 7, 1), **told)
    assert mark(world) == "可以推荐表彰"

    Honour.objects.create(title="优秀驻村干部", awarded_on=date(2019, 7, 1), **told)

    assert mark(world) == "2019年7月1日受过表彰"


def test_neither_another_county_nor_the_person_nor_other_outcomes(client, world):
    outcome = stayed(world)
    returned = assess.decide(world, assess.concluded(world).case)
    assess.serve(world, returned)
    assert [row.pk for row in stayers.listed(world.admin, on=ON)] == [outcome.pk]
    client.force_login(make.holder(Role.COUNTY_ADMIN, make.county()))

    assert outcome.case.cadre.name not in client.get(LIST).text
    person = outcome.case.subject
    make.Grant.objects.create(
        user=person, role=Role.COUNTY_ADMIN, county=world.county, from_on=date(2010, 1, 1)
    )
    assert list(stayers.listed(type(person).objects.get(pk=person.pk), on=ON)) == []


def test_an_outcome_that_fell_is_no_staying(world):
    outcome = stayed(world)
    Appeal.objects.create(
        case=outcome.case, outcome=outcome, remedy="REVIEW", text="请求撤销",
        filed_on=ON, last_on=ON,
        filed_by=outcome.case.subject, filed_at=assess.LATER, state=AppealState.UPHELD,
        decided_by=world.decider, decided_at=assess.LATER, decision="撤销",
    )  # fmt: skip

    assert list(stayers.listed(world.admin, on=ON)) == []


@pytest.mark.parametrize("count", [1, 4])
def test_the_list_costs_the_same(client, world, count, django_assert_max_num_queries):
    for _n in range(count):
        stayed(world)
    client.force_login(world.admin)
    client.get(LIST)

    with django_assert_max_num_queries(12):
        assert client.get(LIST).status_code == 200
