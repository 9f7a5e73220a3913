"""The person leaves the service or moves to another unit while a matter is open."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.enums import Role
from cadres.services import cadres as archive
from cadres.services import records
from core.dates import legal_day
from core.errors import NotAllowed, RegulationBroken
from core.workflow.engine import lock
from recall.enums import CaseState, Conclusion
from recall.enums import NominationState as S
from recall.models import Case, Clock, Nomination
from recall.queries import closing, rehabilitations
from recall.regulations import leaving as rules
from recall.services import cases, leaving
from tests.factories.accounts import holder
from tests.factories.recall import (
    STAGES,
    conclude,
    decide,
    heard_nomination,
    open_case,
    served_case,
    submitted_nomination,
)
from tests.factories.units import UnitFactory
from tests.moments import DECIDED_AT, HEARD_AT, SERVED_AT

pytestmark = pytest.mark.django_db
WHY = "本人已到龄退休，县委组织部下文免职"
OPEN = {
    S.SUBMITTED: submitted_nomination,
    S.VERIFIED: STAGES[S.VERIFIED],
    S.HEARD: heard_nomination,
    S.SENT_BACK: lambda: conclude(submitted_nomination(), Conclusion.SENT_BACK),
}


def left(row, *, at=HEARD_AT):
    """Let the county's administrator take the person off the rolls."""
    by = holder(Role.COUNTY_ADMIN, row.county)
    records.leave(row.cadre, on=legal_day(at), reason="RETIRED", by=by, at=at)
    return type(row).objects.get(pk=row.pk)


def ended(row, **given):
    told = {"opinion": WHY, "by": holder(Role.COUNTY_ADMIN, row.county), "at": DECIDED_AT}
    return leaving.end_nomination(row, **told | given)


def running(row):
    return list(Clock.objects.running().filter(cadre=row.cadre_id).values_list("pk", "due_on"))


@pytest.mark.parametrize("state", OPEN)
def test_nomination_of_who_left_runs_on_until_a_hand_ends_it(state):
    row = OPEN[state]()
    before = running(row)

    row = left(row)
    assert (row.state, running(row)) == (state, before)
    row = ended(row)

    assert (row.state, row.due_on, running(row)) == (S.WITHDRAWN, None, [])
    step = row.steps.latest("pk")
    assert (step.move, step.before, step.opinion) == ("end_left", state, WHY)


def test_nomination_that_ended_by_leaving_was_not_wrong():
    row = ended(left(submitted_nomination()))

    assert rehabilitations.wrong(row) is None
    assert not rehabilitations.wronged(Nomination.objects.all()).exists()


def test_lv_01_who_did_not_leave_is_not_ended():
    row = submitted_nomination()
    with pytest.raises(RegulationBroken, match="LV-01"):
        ended(row)

    assert Nomination.objects.get(pk=row.pk).state == S.SUBMITTED


@pytest.mark.parametrize(("days", "is_kept"), [(-1, True), (0, True), (1, False)])
def test_lv_01_counts_from_the_day_of_leaving(days, is_kept):
    row = left(submitted_nomination())
    day = legal_day(HEARD_AT) - timedelta(days=days)

    assert rules.person_has_left.is_kept(row.cadre, day) is is_kept


def test_lv_02_reason_is_told():
    with pytest.raises(RegulationBroken, match="LV-02"):
        ended(left(submitted_nomination()), opinion="退休")


def test_lv_03_nobody_who_left_is_recalled_though_the_meeting_may_still_clear_them():
    row = left(heard_nomination())
    with pytest.raises(RegulationBroken, match="LV-03"):
        decide(row)

    assert decide(Nomination.objects.get(pk=row.pk), is_approved=False).state == S.REJECTED


@pytest.mark.parametrize("role", [Role.VERIFIER, Role.DECIDER, Role.CLASS_MANAGER])
def test_only_the_admin_without_a_hand_in_it_ends_a_nomination(role):
    row = left(submitted_nomination())
    with pytest.raises(NotAllowed):
        ended(row, by=holder(role, row.county))


def test_page_offers_the_act_once_the_person_has_left(client):
    row = submitted_nomination()
    admin = holder(Role.COUNTY_ADMIN, row.county)
    client.force_login(admin)
    page = reverse("recall:nomination", args=[row.pk])
    act = reverse("recall:nomination-act", args=[row.pk, "leave"])
    assert act not in client.get(page).content.decode()

    left(row)
    assert act in client.get(page).content.decode()
    assert client.post(act, {"opinion": "退休"}).status_code == 422
    assert client.post(act, {"opinion": WHY}).status_code == 302

    assert "因离任终止" in client.get(page).content.decode()
    assert Nomination.objects.get(pk=row.pk).state == S.WITHDRAWN


def test_campaign_waits_for_no_receipt_of_who_left():
    row = left(open_case(), at=DECIDED_AT)
    own = Case.objects.filter(pk=row.pk)
    assert closing.unserved(own).exists()

    with transaction.atomic():
        by = holder(Role.DECIDER, row.county)
        leaving.end_case(lock(row), opinion=WHY, by=by, at=DECIDED_AT)

    assert own.get().state == CaseState.CLOSED
    assert not closing.unserved(own).exists()
    assert running(row) == []


def moved(row, unit):
    by = holder(Role.COUNTY_ADMIN, row.county)
    archive.move(row.cadre, unit=unit, title="干事", on=legal_day(SERVED_AT), by=by, at=SERVED_AT)
    return type(row).objects.get(pk=row.pk)


@pytest.mark.parametrize("make", [submitted_nomination, heard_nomination, open_case])
def test_move_to_another_unit_loses_no_clock_and_no_reader(make):
    row = make()
    before, hands = running(row), holder(Role.UNIT_HEAD, row.unit)
    unit = UnitFactory(county=row.county)

    row = moved(row, unit)

    assert running(row) == before != []
    assert (row.unit_id == unit.pk, row.cadre.unit_id == unit.pk) == (False, True)
    assert type(row).objects.visible_to(hands).filter(pk=row.pk).exists()


def test_new_unit_sees_the_running_case_and_no_nomination():
    row = served_case()
    unit = UnitFactory(county=row.county)
    new = holder(Role.UNIT_HEAD, unit)
    assert not Case.objects.visible_to(new).exists()

    moved(row, unit)

    assert Case.objects.visible_to(new).get() == row
    assert not Nomination.objects.visible_to(new).exists()


def test_case_that_is_over_does_not_follow_to_the_new_unit():
    row = served_case()
    unit = UnitFactory(county=row.county)
    row, old = moved(row, unit), holder(Role.UNIT_HEAD, row.unit)

    cases.revoke(row, by=holder(Role.DECIDER, row.county), at=SERVED_AT)

    assert not Case.objects.visible_to(holder(Role.UNIT_HEAD, unit)).exists()
    assert Case.objects.visible_to(old).get().state == CaseState.REVOKED
