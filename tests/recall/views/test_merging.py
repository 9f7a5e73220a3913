"""Two people of one unit on one draft: the second sees both versions and chooses."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from core.audit.models import Entry
from recall.models import Campaign, Fact, UnitOpinion
from tests.factories.accounts import holder
from tests.factories.recall import complete_nomination, draft_campaign, open_campaign
from tests.factories.units import UnitFactory
from tests.merging import untouched

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return open_campaign()


@pytest.fixture
def draft(campaign):
    return complete_nomination(campaign)


@pytest.fixture
def clerk(client, draft):
    user = holder(Role.UNIT_CLERK, draft.unit)
    client.force_login(user)
    return user


def test_second_clerk_sees_both_versions_of_a_fact_and_chooses(client, clerk, draft):
    fact = draft.facts.get()
    url = reverse("recall:fact-edit", args=[draft.pk, fact.pk])
    mine = untouched(client.get(url)) | {"text": "我写的经过"}
    Fact.objects.filter(pk=fact.pk).update(text="对方写的经过", place="对方写的地点")

    met = client.post(url, mine)

    page = met.content.decode()
    assert met.status_code == 409
    assert [word in page for word in ("我写的经过", "对方写的经过", "对方写的地点")] == [True] * 3
    assert draft.facts.get().text == "对方写的经过"
    asked = untouched(met)
    unsure = client.post(url, asked)
    assert unsure.status_code == 422
    saved = client.post(url, asked | {"pick_text": "mine", "pick_place": "theirs"})
    assert saved.status_code == 302
    stands = draft.facts.get()
    assert (stands.text, stands.place) == ("我写的经过", "对方写的地点")
    entry = Entry.objects.filter(act="put_fact").latest("pk")
    assert entry.detail["merged"] == {"text": "mine", "place": "theirs"}
    refused = Entry.objects.filter(act="denied").latest("pk")
    assert refused.detail["status"] == 409


def test_second_clerk_sees_both_versions_of_the_opinion(client, clerk, draft):
    url = reverse("recall:unit-opinion", args=[draft.pk])
    mine = untouched(client.get(url)) | {"text": "我写的意见", "agree_count": "6"}
    UnitOpinion.objects.filter(nomination=draft).update(text="对方写的意见")

    met = client.post(url, mine)

    assert met.status_code == 409
    picks = {"pick_text": "theirs", "pick_agree_count": "mine"}
    assert client.post(url, untouched(met) | picks).status_code == 302
    stands = UnitOpinion.objects.get(nomination=draft)
    assert (stands.text, stands.agree_count) == ("对方写的意见", 6)


def test_a_fact_that_a_colleague_removed_keeps_my_words_for_a_new_one(client, clerk, draft):
    fact = draft.facts.get()
    url = reverse("recall:fact-edit", args=[draft.pk, fact.pk])
    mine = untouched(client.get(url)) | {"text": "我写的经过"}
    fact.evidence.all().delete()
    fact.delete()

    gone = client.post(url, mine)

    page, add = gone.content.decode(), reverse("recall:fact-add", args=[draft.pk])
    assert gone.status_code == 409
    assert ("我写的经过" in page, f'action="{add}"' in page) == (True, True)
    assert client.get(url).status_code == 404
    assert client.post(add, untouched(gone)).status_code == 302
    assert draft.facts.get().text == "我写的经过"


def test_second_admin_sees_both_versions_of_a_campaigns_parameters(client):
    unit = UnitFactory()
    admin = holder(Role.COUNTY_ADMIN, unit.county)
    row = draft_campaign(unit, by=admin)
    client.force_login(admin)
    url = reverse("recall:campaign-setup", args=[row.pk, "parameters"])
    mine = untouched(client.get(url)) | {"reply_days": str(row.reply_days + 1)}
    theirs = {"reply_days": row.reply_days + 2, "decide_days": row.decide_days - 1}
    Campaign.objects.filter(pk=row.pk).update(**theirs)

    met = client.post(url, mine)

    assert met.status_code == 409
    picks = {"pick_reply_days": "mine", "pick_decide_days": "theirs"}
    assert client.post(url, untouched(met) | picks).status_code == 302
    stands = Campaign.objects.get(pk=row.pk)
    told = (stands.reply_days, stands.decide_days)
    assert told == (row.reply_days + 1, theirs["decide_days"])
