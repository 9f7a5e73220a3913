"""The person moved to another county: who keeps the case, who reads it, who must agree."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from assessment.models import Concurrence, Observation, Outcome
from assessment.queries import concurrences as queries
from assessment.services import concurrences
from core.dates import legal_day
from core.errors import NotAllowed, RegulationBroken
from core.notify.models import Message
from recall.models import Case, Clock
from recall.services import cases
from tests.factories import assessment as assess
from tests.factories import observations as waits
from tests.factories import sittings
from tests.factories.accounts import grant, holder
from tests.factories.units import UnitFactory
from tests.permissions.rows.concurrences import asked, moved

pytestmark = pytest.mark.django_db
AT = assess.LATER
DISMISSAL = {"kind": "DISMISS", "conditions": ["ground_refused_post", "bars_checked", "heard"]}
YES = {"is_agreed": True, "opinion": "经本县研究，同意按原办理县意见办理"}


@pytest.fixture
def there():
    return UnitFactory()


@pytest.fixture
def case(world, there):
    return moved(assess.concluded(world).case, there, by=world.admin)


@pytest.fixture
def judge(there):
    return holder(Role.DECIDER, there.county)


def fresh(user):
    return User.objects.get(pk=user.pk)


def refused(number, act, *row, **given):
    with pytest.raises(RegulationBroken) as error:
        act(*row, **given)
    assert error.value.number == number


def answer(row, judge, **given):
    return concurrences.answer(row, **YES | {"by": judge, "at": AT} | given)


def test_the_county_that_recalled_keeps_the_case_its_clocks_and_its_papers(world, case):
    running = Clock.objects.running().get(case=case)

    assert (case.county, running.county) == (world.county, world.county)
    assert running.due_on == case.due_on
    assert Case.objects.visible_to(fresh(world.decider)).filter(pk=case.pk).exists()


def test_the_present_county_reads_the_running_case_and_nothing_more(case, judge, there, client):
    admin = holder(Role.COUNTY_ADMIN, there.county)
    for user in (judge, admin):
        assert queries.arrived(fresh(user)).get() == case
        assert not Case.objects.visible_to(fresh(user)).filter(pk=case.pk).exists()
    for user in (
        holder(Role.VERIFIER, there.county),
        holder(Role.COUNTY_ADMIN, UnitFactory().county),
        grant(case.subject, Role.DECIDER, there.county),
    ):
        assert not queries.arrived(fresh(user)).exists()
    client.force_login(judge)

    page = client.get(reverse("assessment:arrived", args=[case.pk])).content.decode()

    assert case.cadre.name in page
    assert case.cadre.name in client.get(reverse("assessment:arrived-list")).content.decode()
    for name in ("recall:case", "assessment:case", "portal:dossier", "recall:case-notes"):
        assert client.get(reverse(name, args=[case.pk])).status_code == 404


def test_a_case_that_is_over_is_no_longer_read_there(world, case, judge):
    cases.revoke(case, opinion="事实不清", by=world.decider, at=AT)

    assert not queries.arrived(fresh(judge)).exists()


def test_mv_01_no_heavy_outcome_without_the_present_county(world, case, judge):
    refused("MV-01", assess.proposed, world, case, **DISMISSAL)
    row = asked(case, by=world.decider, kind="DISMISS")
    refused("MV-01", assess.proposed, world, case, **DISMISSAL)
    answer(row, judge, is_agreed=False, opinion="本县另有安排，不同意辞退")
    refused("MV-01", assess.proposed, world, case, **DISMISSAL)

    answer(asked(case, by=world.decider, kind="DISMISS"), judge)

    proposal = assess.proposed(world, case, **DISMISSAL)
    sitting = sittings.opened(world, proposal.case)
    sittings.vote(sitting)
    sittings.applied(sitting)
    assert Outcome.objects.get(case=case).kind == "DISMISS"


def test_mv_01_what_takes_nothing_needs_no_other_county(world, case):
    assert assess.decide(world, case).kind == "RETURN"


def test_mv_01_agreement_to_one_outcome_is_none_to_another(world, case, judge):
    answer(asked(case, by=world.decider, kind="DEMOTE"), judge)

    refused("MV-01", assess.proposed, world, case, **DISMISSAL)


def test_mv_01_a_vote_after_a_further_move_is_refused(world, case, judge):
    answer(asked(case, by=world.decider, kind="DISMISS"), judge)
    proposal = assess.proposed(world, case, **DISMISSAL)
    sitting = sittings.opened(world, proposal.case)
    moved(case, UnitFactory(), by=world.admin)

    refused("MV-01", sittings.vote, sitting)


def test_mv_02_who_did_not_move_needs_no_other_county(world):
    refused("MV-02", asked, assess.concluded(world).case, by=world.decider)


def test_mv_03_both_sides_say_why(world, case, judge):
    told = {"kind": "DISMISS", "by": world.decider, "at": AT}
    refused("MV-03", concurrences.ask, case, reason="拟辞退", **told)
    refused("MV-03", answer, asked(case, by=world.decider), judge, opinion="同意")


def test_mv_04_only_between_assessment_and_outcome_for_what_takes_something(world, case, judge):
    refused("MV-04", asked, case, by=world.decider, kind="RETURN")
    row = asked(case, by=world.decider)
    assess.decide(world, case)

    refused("MV-04", answer, row, judge)


def test_mv_05_asked_and_answered_once(world, case, judge):
    row = asked(case, by=world.decider)
    refused("MV-05", asked, case, by=world.decider)
    answer(row, judge)
    refused("MV-05", answer, row, judge)


def test_mv_06_who_moved_on_is_answered_for_by_the_next_county(world, case, judge):
    row = asked(case, by=world.decider)
    moved(case, UnitFactory(), by=world.admin)

    refused("MV-06", answer, row, judge)


def test_only_deciders_of_the_right_county_without_interest_ask_and_answer(world, case, there):
    with pytest.raises(NotAllowed):
        asked(case, by=world.admin)
    row = asked(case, by=world.decider)
    person = grant(case.subject, Role.DECIDER, there.county)
    for one in (world.decider, holder(Role.COUNTY_ADMIN, there.county), person):
        with pytest.raises(NotAllowed):
            answer(row, fresh(one))
    both = grant(world.decider, Role.DECIDER, there.county)
    with pytest.raises(NotAllowed):
        answer(row, fresh(both))


def test_both_sides_are_told(world, case, judge):
    row = asked(case, by=world.decider)
    assert Message.objects.get(kind="concurrence_asked").recipient == judge
    answer(row, judge)
    assert Message.objects.get(kind="concurrence_answered").recipient == world.decider
    assert not Message.objects.filter(recipient=case.subject, kind__startswith="concurrence")


def test_the_database_refuses_the_outcome_and_a_question_to_the_wrong_county(world, case, judge):
    outcome = assess.decide(world, assess.concluded(world).case)
    fields = {
        field.attname: getattr(outcome, field.attname)
        for field in Outcome._meta.concrete_fields
        if field.attname not in ("id", "case_id", "document_id", "kind")
    }
    with pytest.raises(DatabaseError, match="has not agreed"), transaction.atomic():
        Outcome.objects.create(case=case, kind="REMOVE", **fields)
    told = {"kind": "REMOVE", "reason": "拟免职", "asked_by": judge, "asked_at": AT}
    with pytest.raises(DatabaseError, match="not of that county"), transaction.atomic():
        Concurrence.objects.create(case=case, county=UnitFactory().county, **told)


@pytest.mark.parametrize(
    "changed",
    [{"reason": "改过"}, {"opinion": "改过"}, {"is_agreed": False}, {"answered_at": None}],
)
def test_the_database_keeps_question_and_answer(world, case, judge, changed):
    row = answer(asked(case, by=world.decider), judge)

    with pytest.raises(DatabaseError), transaction.atomic():
        Concurrence.objects.filter(pk=row.pk).update(**changed)
    with pytest.raises(DatabaseError), transaction.atomic():
        Concurrence.objects.filter(pk=row.pk).delete()


def test_who_asks_does_not_answer_even_below_the_code(world, case):
    row = asked(case, by=world.decider)
    told = {"is_agreed": True, "opinion": "同意", "answered_at": AT}

    with pytest.raises(DatabaseError), transaction.atomic():
        Concurrence.objects.filter(pk=row.pk).update(answered_by=row.asked_by, **told)


def test_mv_01_suspended_outcome_is_asked_about_again_before_it_is_carried_out(
    world, there, judge, client
):
    row = waits.proposed(world, waits.suspended(world))
    case = moved(row.outcome.case, there, by=world.admin)
    refused("MV-01", waits.decided, world, row)
    client.force_login(fresh(world.decider))
    listed = client.get(reverse("assessment:concurrence-list", args=[case.pk]))
    assert reverse("assessment:concurrence-ask", args=[case.pk]) in listed.content.decode()
    page = client.get(reverse("assessment:observation", args=[row.pk])).content.decode()
    assert reverse("assessment:concurrence-list", args=[case.pk]) in page
    question = asked(case, by=world.decider)
    answer(question, judge, is_agreed=False, opinion="本县另有安排，不同意转岗")
    refused("MV-01", waits.decided, world, row)
    told = {"activated_by": world.decider, "activated_at": AT, "held_on": legal_day(AT)}
    told |= {"is_activated": True, "due_count": 5, "agree_count": 5}
    with pytest.raises(DatabaseError, match="has not agreed"), transaction.atomic():
        Observation.objects.filter(pk=row.pk).update(**told)

    answer(asked(case, by=world.decider), judge)

    assert waits.decided(world, row).is_activated


def test_mv_04_only_the_outcome_that_waits_is_asked_about_while_it_waits(world, there):
    case = moved(waits.suspended(world).outcome.case, there, by=world.admin)

    refused("MV-04", asked, case, by=world.decider, kind="DISMISS")
    assert asked(case, by=world.decider).kind == "TRANSFER"


def test_mv_01_suspended_outcome_that_is_not_carried_out_asks_nobody(world, there):
    row = waits.proposed(world, waits.suspended(world))
    moved(row.outcome.case, there, by=world.admin)

    assert not waits.decided(world, row, agree=2).is_activated


def test_pages_ask_and_answer(world, case, judge, client):
    client.force_login(fresh(world.decider))
    listed = reverse("assessment:concurrence-list", args=[case.pk])
    assert listed in client.get(reverse("assessment:case", args=[case.pk])).content.decode()
    page = reverse("assessment:concurrence-ask", args=[case.pk])
    assert client.post(page, {"kind": "DEMOTE", "reason": "短"}).status_code == 422
    told = {"kind": "DEMOTE", "reason": "综合考核不合格，拟降职"}
    assert client.post(page, told).status_code == 302
    row = Concurrence.objects.get()

    client.force_login(judge)
    page = reverse("assessment:concurrence-answer", args=[row.pk])
    assert page in client.get(reverse("assessment:arrived", args=[case.pk])).content.decode()
    assert "综合考核不合格" in client.get(page).content.decode()
    assert client.post(page, {"opinion": YES["opinion"]}).status_code == 422
    assert client.post(page, {"is_agreed": "no", "opinion": YES["opinion"]}).status_code == 302
    client.force_login(world.decider)
    assert "不同意" in client.get(listed).content.decode()
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("count", [1, 5])
def test_many_that_arrived_cost_no_more_queries(
    world, there, judge, client, count, django_assert_max_num_queries
):
    for _n in range(count):
        moved(assess.concluded(world).case, there, by=world.admin)
    client.force_login(judge)

    with django_assert_max_num_queries(10):
        page = client.get(reverse("assessment:arrived-list")).content.decode()

    assert page.count('class="who"') == count
