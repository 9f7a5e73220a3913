from datetime import timedelta

import pytest

from accounts.enums import Role
from core.errors import NotAllowed, RegulationBroken, StateConflict
from recall.models import ZeroReport
from recall.queries.campaigns import boards
from recall.queries.compliance import owed, reports
from recall.services import campaigns, compliance, nominations
from tests.factories.accounts import UserFactory, holder
from tests.factories.cadres import PostFactory
from tests.factories.recall import (
    complete_nomination,
    draft_nomination,
    open_campaign,
    submitted_nomination,
)
from tests.factories.units import CountyFactory, UnitFactory
from tests.moments import CLOSES_ON, NOTICE_ON, NOW, TODAY

pytestmark = pytest.mark.django_db

LATE = NOW + timedelta(days=10)


@pytest.fixture
def campaign():
    return open_campaign()


@pytest.fixture
def unit(campaign):
    return campaign.campaign_units.get().unit


def sign(unit, campaign, **changes):
    given = {
        "round_": campaign.rounds.get(),
        "reason": "本单位没有符合情形的人员。",
        "by": changes.pop("by", None) or holder(Role.UNIT_HEAD, unit),
        "at": NOW,
    }
    return compliance.sign_zero_report(unit, **given | changes)


def told(campaign, on):
    return [(r.nominations, r.is_zero, r.reported_on, r.is_late) for r in reports(campaign, on=on)]


def test_sign_zero_report_stands_as_reported_in_time(campaign, unit):
    row = sign(unit, campaign)

    assert str(row) == unit.name
    assert told(campaign, TODAY) == [(0, True, TODAY, False)]


@pytest.mark.parametrize(("reason", "number"), [("没有", "RC-24")], ids=["no reason"])
def test_sign_zero_report_without_reason_is_refused(campaign, unit, reason, number):
    with pytest.raises(RegulationBroken, match=number):
        sign(unit, campaign, reason=reason)


def test_sign_zero_report_twice_is_refused(campaign, unit):
    sign(unit, campaign)

    with pytest.raises(RegulationBroken, match="RC-23"):
        sign(unit, campaign)


def test_sign_zero_report_slower_than_a_twin_is_a_conflict(campaign, unit, monkeypatch):
    sign(unit, campaign)
    monkeypatch.setattr(compliance, "has_reported", lambda *_: False)

    with pytest.raises(StateConflict):
        sign(unit, campaign)

    assert ZeroReport.objects.count() == 1


def test_sign_zero_report_with_a_nomination_sent_is_refused(campaign, unit):
    submitted_nomination(campaign)

    with pytest.raises(RegulationBroken, match="RC-23"):
        sign(unit, campaign)


def test_sign_zero_report_by_the_clerk_is_refused(campaign, unit):
    with pytest.raises(NotAllowed):
        sign(unit, campaign, by=holder(Role.UNIT_CLERK, unit))


def test_sign_zero_report_in_another_countys_round_is_refused(unit):
    with pytest.raises(RegulationBroken, match="RC-30"):
        sign(unit, open_campaign())


def test_reports_before_the_notice_are_none(campaign):
    assert told(campaign, NOTICE_ON - timedelta(days=1)) == []


def test_reports_unit_that_says_nothing_is_late_from_the_day_after(campaign):
    assert told(campaign, CLOSES_ON) == [(0, False, None, False)]
    assert told(campaign, CLOSES_ON + timedelta(days=1)) == [(0, False, None, True)]


def test_reports_as_of_a_day_know_nothing_later(campaign, unit):
    sign(unit, campaign)

    assert told(campaign, TODAY - timedelta(days=1)) == [(0, False, None, False)]


def test_reports_count_nominations_and_keep_late_ones_late(campaign, unit):
    submitted_nomination(campaign)
    row = complete_nomination(campaign, cadre=PostFactory(cadre__unit=unit).cadre)
    head = holder(Role.UNIT_HEAD, unit)
    nominations.submit(row, by=head, at=LATE, late_reason="外出")
    other = UnitFactory(county=unit.county, name="A")
    campaign.campaign_units.create(unit=other)

    assert told(campaign, LATE.date()) == [(0, False, None, True), (2, False, TODAY, False)]


def test_record_measure_counts_person_times(campaign, unit):
    admin = holder(Role.COUNTY_ADMIN, campaign.county)
    given = {"kind": "INTERVIEW", "taken_on": TODAY, "reason": "逾期未报", "at": NOW}

    row = compliance.record_measure(campaign, unit=unit, person_times=3, by=admin, **given)

    assert (str(row), row.person_times) == (f"{unit.name} 约谈负责人", 3)
    with pytest.raises(RegulationBroken, match="RC-30"):
        compliance.record_measure(campaign, unit=UnitFactory(), by=admin, **given)
    with pytest.raises(NotAllowed):
        compliance.record_measure(campaign, unit=unit, by=holder(Role.UNIT_HEAD, unit), **given)


def test_owed_names_the_asked_unit_only_until_it_reports(campaign, unit):
    other = UnitFactory(county=unit.county)
    campaign.campaign_units.create(unit=other)

    assert [(r.unit_id, r.unit_name) for r in owed({unit.pk}, on=TODAY)] == [(unit.pk, unit.name)]
    assert list(owed({unit.pk}, on=NOTICE_ON - timedelta(days=1))) == []
    sign(unit, campaign)
    assert [row.unit_id for row in owed({unit.pk, other.pk}, on=TODAY)] == [other.pk]


def test_owed_counts_a_nomination_sent_but_no_draft(campaign, unit):
    draft_nomination(campaign)
    assert owed({unit.pk}, on=TODAY).exists()

    submitted_nomination(campaign)

    assert not owed({unit.pk}, on=TODAY).exists()


def test_boards_count_the_units_of_the_newest_round_once_each():
    """What a unit sent in an earlier round says nothing of this one."""
    naming, silent, waited = UnitFactory.create_batch(3, county=CountyFactory())
    campaign = open_campaign(naming, silent, waited)
    first, admin = campaign.rounds.get(), holder(Role.COUNTY_ADMIN, naming.county)
    sign(silent, campaign)
    sign(naming, campaign)
    for _twice in range(2):
        submitted_nomination(campaign, cadre=PostFactory(cadre__unit=naming).cadre)
    given = {"notice_on": CLOSES_ON, "closes_on": CLOSES_ON + timedelta(days=9)}
    newest = campaigns.add_round(campaign, **given, by=admin, at=NOW)

    before = boards(admin, on=CLOSES_ON - timedelta(days=1))
    after = boards(admin, on=CLOSES_ON)

    told = {"campaign": campaign, "due": 3}
    one = {"round": 1, "closes_on": first.closes_on}
    two = {"round": 2, "closes_on": newest.closes_on}
    assert before == [{**told, **one, "nominating": 1, "zero": 1, "waiting": 1}]
    assert after == [{**told, **two, "nominating": 0, "zero": 0, "waiting": 3}]
    assert boards(UserFactory(), on=CLOSES_ON) == []
