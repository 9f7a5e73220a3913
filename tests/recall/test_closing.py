"""A campaign and a case do not close over somebody not served, not heard, or without a paper."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from core.documents.models import Document
from core.errors import NotAllowed, RegulationBroken
from recall.models import Campaign, Case
from recall.presenters import closing
from recall.regulations import closing as queries
from recall.services import campaigns, cases
from tests.factories.accounts import holder
from tests.factories.recall import (
    approved_nomination,
    conclude,
    open_campaign,
    print_notice,
    served_case,
    submitted_nomination,
)
from tests.factories.units import UnitFactory
from tests.moments import SERVED_AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return open_campaign(UnitFactory(name="甲镇"))


def admin_of(campaign):
    return holder(Role.COUNTY_ADMIN, campaign.county)


def close(campaign):
    return campaigns.close(
        Campaign.objects.get(pk=campaign.pk), by=admin_of(campaign), at=SERVED_AT
    )


def refused(code, act, *row):
    with pytest.raises(RegulationBroken) as error:
        act(*row)
    assert error.value.number == code


def test_campaign_closes_once_everybody_is_served_and_every_paper_is_there(campaign):
    assert queries.flags(campaign) == []
    case = served_case(campaign)
    assert Case.objects.get(pk=case.pk).notice.is_ready
    assert close(campaign).state == "CLOSED"


def test_cl_01_notice_that_nobody_was_served(campaign):
    row = approved_nomination(campaign)
    print_notice(row.case)
    refused("CL-01", close, campaign)
    assert Campaign.objects.get(pk=campaign.pk).state == "OPEN"


def test_cl_02_word_that_was_not_heard(campaign):
    conclude(submitted_nomination(campaign))
    refused("CL-02", close, campaign)


PAPERS = {
    "notice": lambda case: case.notice,
    "sheet": lambda case: case.nomination.sheet.document,
    "allegation": lambda case: case.nomination.allegation.document,
}


@pytest.mark.parametrize("state", ["FAILED", "PENDING"])
@pytest.mark.parametrize("which", PAPERS)
def test_cl_03_paper_that_failed_or_is_awaited(campaign, which, state):
    case = served_case(campaign)
    case = Case.objects.get(pk=case.pk)
    paper = PAPERS[which](case)
    blank = {"state": state, "file": "", "sha256": "", "ready_at": None, "byte_count": 0}
    Document.objects.filter(pk=paper.pk).update(**blank)
    refused("CL-03", close, campaign)
    assert [flag.rule.number for flag in queries.case_flags(case)] == ["CL-03"]
    Case.objects.filter(pk=case.pk).update(state="DECIDED")
    told = {"by": admin_of(campaign), "at": SERVED_AT}
    with pytest.raises(RegulationBroken) as error:
        cases.close(Case.objects.get(pk=case.pk), **told)
    assert error.value.number == "CL-03"


def test_who_may_not_close_reads_that_and_no_flag(campaign):
    approved_nomination(campaign)
    with pytest.raises(NotAllowed):
        campaigns.close(campaign, by=holder(Role.VERIFIER, campaign.county), at=SERVED_AT)


def test_pages_show_number_what_to_do_and_who_is_meant(client, campaign):
    row = approved_nomination(campaign)
    client.force_login(admin_of(campaign))
    page = client.get(reverse("recall:campaign", args=[campaign.pk])).content.decode()
    for words in ("结束前须办", "CL-01", "CL-03", "请先登记送达", row.cadre.name):
        assert words in page
    case = client.get(reverse("recall:case", args=[row.case.pk])).content.decode()
    assert "CL-01" in case
    move = reverse("recall:campaign-move", args=[campaign.pk, "close"])
    answer = client.post(move)
    assert answer.status_code == 422
    assert "请先登记送达" in answer.content.decode()
    client.force_login(holder(Role.UNIT_HEAD, row.unit))
    unit = client.get(reverse("recall:campaign", args=[campaign.pk])).content.decode()
    assert "结束前须办" not in unit
    assert closing.of_case(Case(state="CLOSED")) == []
