"""The rule for heads proposes once a unit refused or concealed often enough; it decides nothing."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from recall.models import UnitMeasure
from recall.queries import evasions as queries
from recall.regulations import challenges as rules
from recall.services import compliance, evasions
from tests.factories.accounts import holder
from tests.factories.recall import open_campaign
from tests.factories.schemes import asking
from tests.moments import TODAY
from tests.recall.test_challenges import WHY, admin, asked, head, units
from tests.recall.test_evasions import LATER, conceal, confirmed, known, refuse

__all__ = ["admin", "units"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(units):
    return open_campaign(*units, version=asking(units[0].county, head_count=2))


@pytest.fixture
def twice(campaign, units, admin):
    """The first unit refused and concealed; the second refused once."""
    signal = known(units[0])
    refuse(asked(campaign, units[0], admin), admin)
    refuse(asked(campaign, units[1], admin), admin)
    return confirmed(conceal(campaign, units[0], signal, admin))


def test_unit_is_proposed_at_the_number_and_nothing_happens_by_itself(campaign, units, twice):
    assert queries.heads_due(campaign) == [(units[0], 2)]
    assert not UnitMeasure.objects.exists()


def test_nobody_is_proposed_below_the_number_or_after_a_withdrawal(campaign, units, twice):
    evasions.withdraw(twice, reason=WHY, by=holder(Role.DECIDER, campaign.county), at=LATER)

    assert queries.heads_due(campaign) == []


def test_who_was_asked_for_already_is_proposed_no_more(campaign, units, admin, twice):
    told = {"unit": units[0], "kind": "HEAD", "taken_on": TODAY, "reason": "拒报、瞒报"}
    compliance.record_measure(campaign, by=admin, at=LATER, **told)

    assert queries.heads_due(campaign) == []


def test_scheme_without_a_number_proposes_nobody(units, admin):
    campaign = open_campaign(*units, title="没有规定次数的批次")
    refuse(asked(campaign, units[0], admin), admin)

    assert queries.heads_due(campaign) == []


def test_cg_10_a_number_is_a_rule_too():
    assert rules.head_rule_is_in_the_scheme.is_kept("HEAD", {"head_rule": "", "head_count": 2})
    assert not rules.head_rule_is_in_the_scheme.is_kept("HEAD", {"head_rule": "", "head_count": 0})


def test_campaign_page_proposes_to_the_department_only(campaign, units, admin, twice, client):
    page = reverse("recall:campaign", args=[campaign.pk])
    client.force_login(admin)
    office = client.get(page).content.decode()
    client.force_login(head(units[0]))
    unit = client.get(page).content.decode()

    assert "提请上级召回主要负责人（只是提示，由集体研究决定）" in office
    assert "甲镇（2 次）" in office
    assert "甲镇（2 次）" not in unit
