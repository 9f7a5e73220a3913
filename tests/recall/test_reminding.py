"""A scheme that asks for a reminder first: no first nomination before its time is over."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.enums import Role
from core.errors import RegulationBroken
from evidence.services import reminders
from recall.models import Nomination
from recall.presenters.eligibility import reminded
from recall.services import nominations
from tests.factories.accounts import holder
from tests.factories.recall import complete_nomination, open_campaign, submitted_nomination
from tests.factories.reminders import issued, served
from tests.factories.schemes import asking
from tests.factories.units import UnitFactory
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=31)
WHY_LATE = "等待提醒改正期满，期满后报送。"


@pytest.fixture
def nomination():
    unit = UnitFactory()
    version = asking(unit.county, remind_first=True)
    return complete_nomination(open_campaign(unit, version=version))


def submit(nomination, at=LATER):
    by = holder(Role.UNIT_HEAD, nomination.unit)
    return nominations.submit(nomination, late_reason=WHY_LATE, by=by, at=at)


def refused(nomination, at=LATER):
    with pytest.raises(RegulationBroken) as error:
        submit(nomination, at)
    assert error.value.number == "RC-43"
    assert Nomination.objects.get(pk=nomination.pk).state == "DRAFT"


def test_rc_43_first_nomination_waits_for_the_reminder_and_its_time(nomination):
    refused(nomination)

    served(issued(nomination.cadre))
    refused(nomination, at=NOW + timedelta(days=30))
    assert submit(nomination).submission_count == 1


def test_rc_43_reminder_that_was_heeded_carries_no_nomination(nomination):
    row = served(issued(nomination.cadre))
    told = {"result": "CORRECTED", "result_note": "按时到岗", "by": row.issued_by}
    reminders.judge(row, at=NOW, **told)

    refused(nomination)


def test_rc_43_reminder_that_nobody_served_does_not_count(nomination):
    issued(nomination.cadre)

    refused(nomination)


def test_later_nomination_needs_no_reminder():
    unit = UnitFactory()
    before = submitted_nomination(open_campaign(unit, version=asking(unit.county)))
    nominations.withdraw(before, by=holder(Role.UNIT_HEAD, unit), at=NOW)
    version = asking(unit.county, title="须先提醒的办法", remind_first=True)
    campaign = open_campaign(unit, version=version, title="下一批")
    again = complete_nomination(campaign, cadre=before.cadre)

    assert reminded(again, on=TODAY) == []
    assert submit(again).submission_count == 1


def test_scheme_that_does_not_ask_only_warns():
    nomination = complete_nomination(open_campaign())

    assert [row["state"] for row in reminded(nomination, on=TODAY)] == ["warn"]
    assert submit(nomination).submission_count == 1


def test_check_page_says_it_before_the_head_signs(nomination, client):
    client.force_login(holder(Role.UNIT_HEAD, nomination.unit))

    page = client.get(reverse("recall:nomination-check", args=[nomination.pk])).content.decode()

    assert "本批次办法要求先提醒" in page
    assert "RM-09" not in page
