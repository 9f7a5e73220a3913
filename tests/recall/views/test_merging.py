"""Two people of one unit on one draft: the second sees both versions and chooses."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.enums import Role
from core.audit.models import Entry
from recall.models import Campaign, CampaignUnit, Fact, Round, UnitOpinion
from tests.factories.accounts import holder
from tests.factories.recall import complete_nomination, draft_campaign, open_campaign
from tests.factories.units import UnitFactory
from tests.merging import untouched
from tests.moments import CLOSES_ON, NOTICE_ON

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


def setup_page(client, step, **given):
    unit = UnitFactory()
    admin = holder(Role.COUNTY_ADMIN, unit.county)
    row = draft_campaign(unit, by=admin, **given)
    client.force_login(admin)
    return row, unit, reverse("recall:campaign-setup", args=[row.pk, step])


def test_second_admin_sees_both_versions_of_the_units_and_chooses(client):
    row, unit, url = setup_page(client, "units")
    mine, theirs = (UnitFactory(county=unit.county, kind="TOWN") for _n in range(2))
    sent = untouched(client.get(url)) | {"units": [str(unit.pk), str(mine.pk)]}
    CampaignUnit.objects.create(campaign=row, unit=theirs, leads_by_example=True)

    met = client.post(url, sent)

    assert met.status_code == 409
    assert set(row.campaign_units.values_list("unit", flat=True)) == {unit.pk, theirs.pk}
    assert [name for name, field in met.context["form"].fields.items() if hasattr(field, "clash")]
    asked = untouched(met)
    assert client.post(url, asked).status_code == 422
    picks = {"pick_units": "mine", "pick_leading": "theirs"}
    assert client.post(url, asked | picks).status_code == 302
    named = dict(row.campaign_units.values_list("unit", "leads_by_example"))
    assert named == {unit.pk: False, mine.pk: False, theirs.pk: True}
    entry = Entry.objects.filter(act="require_units").latest("pk")
    assert entry.detail["merged"] == {"units": "mine", "leading": "theirs"}


def test_the_others_units_are_taken_without_ones_own_whole_kinds(client):
    row, unit, url = setup_page(client, "units")
    theirs = UnitFactory(county=unit.county, kind="TOWN")
    UnitFactory(county=unit.county, kind="TOWN")
    sent = untouched(client.get(url)) | {"kinds": ["TOWN"]}
    CampaignUnit.objects.create(campaign=row, unit=theirs)

    met = client.post(url, sent)
    saved = client.post(url, untouched(met) | {"pick_units": "theirs", "kinds": ["TOWN"]})

    assert (met.status_code, saved.status_code) == (409, 302)
    assert set(row.campaign_units.values_list("unit", flat=True)) == {unit.pk, theirs.pk}


def test_second_admin_sees_both_versions_of_the_window_and_chooses(client):
    row, _unit, url = setup_page(client, "window")
    window = row.rounds.get()
    mine = window.closes_on + timedelta(days=1)
    sent = untouched(client.get(url)) | {"closes_on": mine.isoformat()}
    theirs = window.notice_on - timedelta(days=1)
    Round.objects.filter(pk=window.pk).update(
        notice_on=theirs, closes_on=window.closes_on + timedelta(days=7)
    )

    met = client.post(url, sent)

    assert met.status_code == 409
    picks = {"pick_closes_on": "mine", "pick_notice_on": "theirs"}
    assert client.post(url, untouched(met) | picks).status_code == 302
    stands = row.rounds.get()
    assert (stands.notice_on, stands.closes_on) == (theirs, mine)


def test_a_window_that_a_colleague_set_first_is_not_written_over(client):
    row, _unit, url = setup_page(client, "window")
    Round.objects.filter(campaign=row).delete()
    sent = untouched(client.get(url))
    colleague = {"campaign": row, "number": 1, "notice_on": NOTICE_ON, "closes_on": CLOSES_ON}
    Round.objects.create(**colleague)

    assert client.post(url, sent).status_code == 409
    assert row.rounds.get().closes_on == CLOSES_ON


def test_a_first_window_and_first_units_are_no_conflict(client):
    row, unit, url = setup_page(client, "window")
    Round.objects.filter(campaign=row).delete()

    assert client.post(url, untouched(client.get(url))).status_code == 302
    units = reverse("recall:campaign-setup", args=[row.pk, "units"])
    assert client.post(units, untouched(client.get(units))).status_code == 302
    assert row.rounds.count() == row.campaign_units.count() == 1
    assert row.campaign_units.get().unit == unit
