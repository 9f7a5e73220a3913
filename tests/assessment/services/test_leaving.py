"""The case of somebody who left: ended whole, remedies alive, bans kept, visits called off."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.enums import Role
from assessment.models import Ban, FollowUp
from assessment.queries import appeals as steps
from assessment.queries import pay as queries
from assessment.services import appeals, leaving
from cadres.services import records
from core.dates import add_months, legal_day
from core.errors import NotAllowed, RegulationBroken, StateConflict
from portal.queries import work
from recall.enums import CaseState
from recall.models import Case
from tests.factories import assessment as assess
from tests.factories import pay as pays
from tests.factories import training as make
from tests.factories.appeals import decided, filed, handler, objected, removed
from training.queries import rosters
from training.services import enrolments, postings

pytestmark = pytest.mark.django_db
WHY = "本人已到龄退休，县委组织部下文免职"
TODAY = legal_day(assess.LATER)


def left(world, case, *, on=TODAY):
    """Take the person off the rolls."""
    records.leave(case.cadre, on=on, reason="RETIRED", by=world.admin, at=assess.LATER)
    return Case.objects.get(pk=case.pk)


def ended(world, case, **given):
    told = {"opinion": WHY, "by": world.decider, "at": assess.LATER}
    return leaving.end(case, **told | given)


def refused(number, act, *row, **given):
    with pytest.raises(RegulationBroken) as error:
        act(*row, **given)
    assert error.value.number == number


def test_case_in_class_ends_with_its_enrolment(world):
    row = make.enrolled(world, make.planned_class(world))

    case = ended(world, left(world, row.case))

    assert (case.state, case.closed_by) == (CaseState.CLOSED, world.decider)
    held = case.enrolments.get()
    assert (held.withdrawn_by, held.withdraw_reason) == (world.decider, WHY)
    assert case.steps.latest("pk").move == "end_left"


def test_lv_01_a_case_of_who_stays_is_not_ended(world):
    case = assess.opened(world).case

    refused("LV-01", ended, world, case)


def test_host_writes_its_opinion_before_a_case_in_practice_ends(world):
    row = make.posting(world, make.case(world.campaign, world.unit, state="TRAINING"))
    case = left(world, row.case)
    refused("AS-14", ended, world, case)

    told = {"opinion": "工作踏实，完成锻炼任务", "early_reason": "本人退休", "by": world.manager}
    postings.finish(row, finished_on=TODAY, at=assess.LATER, **told)

    assert ended(world, case).state == CaseState.CLOSED


def test_case_that_waits_at_discipline_is_not_ended(world):
    case = assess.referred(world).case

    refused("OC-18", ended, world, left(world, case))


def test_decided_case_is_closed_by_its_outcome_not_by_leaving(world):
    case = assess.decide(world, assess.concluded(world).case).case
    with pytest.raises(StateConflict):
        ended(world, left(world, case))


def test_only_a_decider_without_a_hand_ends_a_case(world):
    case = left(world, assess.opened(world).case)
    for by in (world.admin, world.manager):
        with pytest.raises(NotAllowed):
            ended(world, case, by=by)


def test_nothing_more_is_taken_and_what_was_signed_stays():
    world = pays.paid_world()
    effect, later = pays.ordered(world), add_months(pays.MONTH, 4)
    coming = pays.fee(world, effect.case, from_month=later, until_month=later, fen=10_000)
    pays.signed(world)

    ended(world, left(world, effect.case))

    taken = [queries.amount(row, later) for row in queries.of_case(effect.case)]
    assert (len(taken), sum(taken)) == (2, 0)
    assert queries.amount(effect, pays.MONTH) == effect.fen
    assert coming.changes.get().kind == "STOP"


def test_right_of_objection_survives_the_end_and_the_plan_is_still_made(world):
    case = ended(world, left(world, assess.opened(world).case))
    by = handler(world)
    assert [one.remedy for one in steps.steps(case)] == ["OBJECTION"]

    row = decided(objected(case, by), by)

    assert (row.state, row.reversals.exists()) == ("UPHELD", True)


def test_open_appeal_goes_on_after_leaving(world):
    outcome = removed(world)
    row, by = filed(outcome), handler(world)
    due = row.last_on
    left(world, outcome.case)

    row = appeals.accept(row, by=by, at=assess.LATER)
    row = decided(row, by)

    assert (row.state, row.last_on) == ("UPHELD", due)


def test_visits_are_called_off_and_bans_stay_until_their_day(world):
    outcome = assess.decide(world, assess.concluded(world).case, effect_until_on=date(2018, 12, 31))
    assess.serve(world, outcome)
    case = Case.objects.get(pk=outcome.case_id)
    told = {"by": world.admin, "at": assess.LATER}
    refused("LV-01", leaving.call_off_visits, case, **told)
    bans = Ban.objects.in_force(TODAY).count()

    leaving.call_off_visits(left(world, case), **told)

    assert not FollowUp.objects.waiting().exists()
    assert Ban.objects.in_force(TODAY).count() == bans > 0
    with pytest.raises(StateConflict):
        leaving.call_off_visits(case, **told)


def test_lv_03_who_left_gets_no_outcome_no_class_and_no_posting(world):
    concluded = left(world, assess.concluded(world).case)
    refused("LV-03", assess.decide, world, concluded)
    waiting = left(world, make.case(world.campaign, world.unit))
    row = make.planned_class(world, opens_on=TODAY)
    told = {"by": world.manager, "at": assess.LATER}
    refused("LV-03", enrolments.enrol, row, waiting, **told)
    trained = left(world, make.case(world.campaign, world.unit, state="TRAINING"))
    refused("LV-03", make.posting, world, trained, at=assess.LATER)

    roster = enrolments.enrol_all(row, **told)

    assert roster.enrolled == []
    assert {kind for _case, kind in roster.postponed} == {rosters.LEFT}


def test_page_ends_the_case_and_the_workbench_names_it(client, world):
    case = assess.opened(world).case
    page, act = (
        reverse("assessment:case", args=[case.pk]),
        reverse("assessment:case-leave", args=[case.pk]),
    )
    client.force_login(world.decider)
    assert act not in client.get(page).content.decode()
    left(world, case)
    assert act in client.get(page).content.decode()
    on = TODAY + timedelta(days=1)
    assert f"{case.cadre.name}　因离任终止" in [
        one.title for one in work.todo(world.decider, on=on)
    ]
    assert client.post(act, {"opinion": ""}).status_code == 422

    assert client.post(act, {"opinion": WHY}).url == page

    assert Case.objects.get(pk=case.pk).state == CaseState.CLOSED
    assert client.post(act, {"opinion": WHY}).status_code == 409


def test_page_calls_visits_off(client, world):
    outcome = assess.decide(world, assess.concluded(world).case)
    assess.serve(world, outcome)
    case = left(world, Case.objects.get(pk=outcome.case_id))
    client.force_login(world.manager)
    page = reverse("assessment:case", args=[case.pk])
    act = reverse("assessment:case-leave", args=[case.pk])
    assert act in client.get(page).content.decode()

    client.post(act)

    assert not FollowUp.objects.waiting().exists()
    assert act not in client.get(page).content.decode()


def test_head_of_the_new_unit_reads_the_case_page(client, world):
    case = assess.opened(world).case
    records.appoint(
        case.cadre, unit=world.host, title="干事", on=TODAY, by=world.admin, at=assess.LATER
    )
    client.force_login(world.manager)
    assert (
        str(world.host) in client.get(reverse("assessment:case", args=[case.pk])).content.decode()
    )
    client.force_login(make.holder(Role.UNIT_HEAD, world.host))

    assert client.get(reverse("recall:case", args=[case.pk])).status_code == 200
