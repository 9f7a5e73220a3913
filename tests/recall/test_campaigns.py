import pytest
from django.db import IntegrityError

from accounts.enums import Role
from core.errors import NotAllowed, RegulationBroken, StateConflict
from recall.enums import CampaignState
from recall.models import Campaign
from recall.services import campaigns
from tests.factories.accounts import UserFactory, grant, holder
from tests.factories.recall import (
    CampaignFactory,
    open_campaign,
)
from tests.factories.schemes import GroundFactory, approved_version
from tests.factories.units import CountyFactory, UnitFactory
from tests.moments import CLOSES_ON, LAUNCHED_AT, NOTICE_ON

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return holder(Role.COUNTY_ADMIN, CountyFactory())


@pytest.fixture
def county(admin):
    return admin.grants.get().county


def create(county, by, **changes):
    version = approved_version(county)
    return campaigns.create(county, version=version, title="首批", by=by, at=LAUNCHED_AT, **changes)


def test_create_takes_the_versions_parameters_and_clauses(county, admin):
    GroundFactory(code="SQ18-02", position=2)
    GroundFactory(code="SQ18-01", position=1)
    GroundFactory(code="XR-1", set__code="xingren_2014_12")

    campaign = create(county, admin)

    assert (campaign.state, campaign.practice_months, campaign.verify_days) == ("DRAFT", 3, 15)
    assert campaign.weights == {"class": 40, "practice": 40, "unit": 20}
    codes = campaign.campaign_grounds.order_by("pk").values_list("ground__code", flat=True)
    assert list(codes) == ["SQ18-01", "SQ18-02"]
    assert str(campaign) == "首批"


def test_create_with_changes_prefers_them(county, admin):
    assert create(county, admin, practice_months=6, verifiers_needed=2).verifiers_needed == 2


def test_create_by_another_countys_admin_is_refused(county):
    with pytest.raises(NotAllowed):
        create(county, holder(Role.COUNTY_ADMIN, CountyFactory()))

    assert not Campaign.objects.exists()


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"reply_days": 4}, "campaign_reply_at_least_5_days"),
        ({"verifiers_needed": 3}, "campaign_verifiers_1_or_2"),
        ({"practice_months": 7}, "campaign_practice_at_most_6"),
    ],
    ids=["reply", "verifiers", "practice"],
)
def test_create_beyond_the_legal_bounds_is_refused_by_the_database(
    county, admin, changes, constraint
):
    with pytest.raises(IntegrityError, match=constraint):
        create(county, admin, **changes)


def test_create_of_a_title_that_stands_is_refused(county, admin):
    create(county, admin)

    with pytest.raises(RegulationBroken, match="RC-29"):
        create(county, admin)


def test_add_round_numbers_after_the_last(county, admin):
    campaign = CampaignFactory(county=county)

    for notice_on in (NOTICE_ON, CLOSES_ON):
        row = campaigns.add_round(
            campaign, notice_on=notice_on, closes_on=CLOSES_ON, by=admin, at=LAUNCHED_AT
        )

    assert (row.number, str(row)) == (2, "2")


def test_add_round_on_the_same_day_is_refused(county, admin):
    given = {"notice_on": NOTICE_ON, "closes_on": CLOSES_ON, "by": admin, "at": LAUNCHED_AT}
    campaign = CampaignFactory(county=county)
    campaigns.add_round(campaign, **given)

    with pytest.raises(RegulationBroken, match="RC-31"):
        campaigns.add_round(campaign, **given)


def test_require_units_again_keeps_one_row_each_and_the_newest_lead(county, admin):
    campaign = CampaignFactory(county=county)
    first, second = UnitFactory(county=county), UnitFactory(county=county)
    given = {"units": [first, second], "by": admin, "at": LAUNCHED_AT}

    campaigns.require_units(campaign, leading=[first], **given)
    campaigns.require_units(campaign, leading=[second], **given)

    rows = campaign.campaign_units.order_by("pk").values_list("unit", "leads_by_example")
    assert list(rows) == [(first.pk, False), (second.pk, True)]
    assert str(campaign.campaign_units.first()) == first.name


def test_require_units_of_another_county_is_refused(county, admin):
    campaign = CampaignFactory(county=county)
    given = {"by": admin, "at": LAUNCHED_AT}

    with pytest.raises(RegulationBroken, match="RC-30"):
        campaigns.require_units(
            campaign, units=[UnitFactory(county=county), UnitFactory()], **given
        )

    assert not campaign.campaign_units.exists()


def test_launch_without_round_or_unit_is_refused(county, admin):
    with pytest.raises(RegulationBroken, match="RC-25"):
        campaigns.launch(CampaignFactory(county=county), by=admin, at=LAUNCHED_AT)


def test_launch_twice_is_a_conflict():
    campaign = open_campaign()
    admin = holder(Role.COUNTY_ADMIN, campaign.county)

    with pytest.raises(StateConflict, match="不能启动"):
        campaigns.launch(campaign, by=admin, at=LAUNCHED_AT)


def test_close_ends_the_campaign():
    campaign = open_campaign()
    admin = holder(Role.COUNTY_ADMIN, campaign.county)

    campaign = campaigns.close(campaign, by=admin, at=LAUNCHED_AT)

    assert (campaign.state, campaign.closed_by) == (CampaignState.CLOSED, admin)
    assert str(campaign.campaign_grounds.first()) == "SQ18-01 工作不在状态"


@pytest.mark.parametrize(
    ("role", "answer"),
    [
        (Role.COUNTY_ADMIN, ["draft", "open"]),
        (Role.VERIFIER, ["draft", "open"]),
        (Role.DECIDER, ["draft", "open"]),
        (Role.CLASS_MANAGER, ["draft", "open"]),
        (Role.READER, ["draft", "open"]),
        (Role.UNIT_CLERK, ["open"]),
        (Role.UNIT_HEAD, ["open"]),
        (Role.HOST, []),
    ],
)
def test_visible_to_shows_drafts_to_the_department_only(role, answer):
    unit = UnitFactory()
    draft = CampaignFactory(county=unit.county, title="draft")
    draft.campaign_units.create(unit=unit)
    opened = open_campaign(unit)
    Campaign.objects.filter(pk=opened.pk).update(title="open")
    open_campaign()
    place = unit if role in (Role.UNIT_CLERK, Role.UNIT_HEAD, Role.HOST) else unit.county

    rows = Campaign.objects.visible_to(holder(role, place)).order_by("pk")

    assert [row.title for row in rows] == answer


def test_visible_to_hides_a_campaign_that_does_not_ask_the_unit():
    campaign = open_campaign()
    clerk = holder(Role.UNIT_CLERK, UnitFactory(county=campaign.county))

    assert not Campaign.objects.visible_to(clerk).exists()
    assert not Campaign.objects.visible_to(UserFactory()).exists()
    assert Campaign.objects.visible_to(grant(clerk, Role.READER, campaign.county)).exists()
