"""The question guide and the confirmation of "其他", as pages without script."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from recall.models import Nomination
from tests.factories.accounts import holder
from tests.factories.recall import draft_nomination, open_campaign, submitted_nomination
from tests.factories.schemes import GroundFactory
from tests.factories.units import UnitFactory

pytestmark = pytest.mark.django_db


def test_guide_leads_by_links_to_the_fact_form_with_the_ground_chosen(client):
    row = draft_nomination()
    client.force_login(row.drafted_by)
    page = reverse("recall:ground-guide", args=[row.pk])

    first = client.get(page).context
    second = client.get(first["answers"][0]["url"]).context
    last = client.get(second["answers"][0]["url"]).context
    form = client.get(last["answers"][0]["url"])

    assert [c["question"].number for c in (first, second, last)] == [1, 2, 3]
    chosen = form.context["form"]["ground"].value()
    assert int(chosen) == row.campaign.campaign_grounds.get().ground_id
    assert form.content.decode().count("checked") >= 1


def test_guide_keeps_what_was_searched_out_of_the_address(client):
    row = draft_nomination()
    client.force_login(row.drafted_by)
    page = reverse("recall:ground-guide", args=[row.pk])

    found = client.post(page, {"q": "gongzuo"}, follow=True)
    none = client.post(page, {"q": "没有这样的话"}, follow=True)

    assert len(found.context["found"]) == 1
    assert found.redirect_chain == [(page, 302)]
    assert none.context["found"] == []
    assert client.get(page, {"forget": "1"}, follow=True).context["q"] == ""


def test_confirm_is_offered_to_an_admin_and_said_afterwards(client):
    GroundFactory(requires_free_text=True)
    row = submitted_nomination(open_campaign(UnitFactory()))
    admin = holder(Role.COUNTY_ADMIN, row.county)
    client.force_login(admin)
    page = reverse("recall:nomination", args=[row.pk])
    act = reverse("recall:fact-confirm", args=[row.pk, row.facts.get().pk])

    assert act in client.get(page).content.decode()
    assert client.post(act).status_code == 302

    told = client.get(page).content.decode()
    assert (act in told, admin.name in told) == (False, True)
    Nomination.objects.filter(pk=row.pk).update(state="VERIFIED")
    assert client.post(act).status_code == 409
