"""The person's own pages: only their own, only from the stage on at which they are told."""

import pytest
from django.urls import reverse

from recall.models import Case, Nomination
from tests.factories.accounts import UserFactory
from tests.factories.cadres import PostFactory
from tests.factories.recall import (
    approved_nomination,
    open_campaign,
    submitted_nomination,
    verified_nomination,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return open_campaign()


@pytest.fixture
def cadre(campaign):
    unit = campaign.campaign_units.get().unit
    return PostFactory(cadre__unit=unit, cadre__user=UserFactory()).cadre


def _url(name, row):
    return reverse(f"recall:{name}", args=[row.pk])


def test_own_page_is_404_before_verification(client, campaign, cadre):
    row = submitted_nomination(campaign, cadre=cadre)
    client.force_login(cadre.user)

    assert client.get(_url("own-nomination", row)).status_code == 404
    assert client.get(_url("nomination", row)).status_code == 404


def test_own_page_shows_the_facts_and_takes_a_reply(client, campaign, cadre):
    row = verified_nomination(campaign, cadre=cadre)
    client.force_login(cadre.user)

    page = client.get(_url("own-nomination", row)).content.decode()
    client.post(_url("own-nomination", row), {"act": "reply", "text": "当日在医院陪护，有记录。"})

    assert row.facts.get().text in page
    assert Nomination.objects.get(pk=row.pk).state == "HEARD"
    assert row.statement.kind == "REPLIED"


def test_own_page_takes_a_waiver_only_when_ticked(client, campaign, cadre):
    row = verified_nomination(campaign, cadre=cadre)
    client.force_login(cadre.user)

    slip = client.post(_url("own-nomination", row), {"act": "waive"})
    sure = client.post(_url("own-nomination", row), {"act": "waive", "is_sure": "on"})

    assert (slip.status_code, sure.status_code) == (422, 302)
    assert row.statement.kind == "WAIVED"


def test_empty_reply_is_422_and_the_term_still_runs(client, campaign, cadre):
    row = verified_nomination(campaign, cadre=cadre)
    client.force_login(cadre.user)

    answer = client.post(_url("own-nomination", row), {"act": "reply", "text": ""})

    assert (answer.status_code, Nomination.objects.get(pk=row.pk).state) == (422, "VERIFIED")


def test_own_case_and_notice_progress_open_for_the_person_only(client, campaign, cadre):
    row = Case.objects.get(nomination=approved_nomination(campaign, cadre=cadre))
    client.force_login(cadre.user)

    own = [client.get(_url(n, row)).status_code for n in ("own-case", "own-case-notice")]
    client.force_login(UserFactory())
    foreign = [client.get(_url(n, row)).status_code for n in ("own-case", "own-case-notice")]

    assert (own, foreign) == ([200, 200], [404, 404])
