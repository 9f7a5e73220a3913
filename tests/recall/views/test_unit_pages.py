"""The unit's way from an open round to a submitted nomination, over HTTP."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.dates import legal_day
from recall.models import FactEvidence, Nomination, ZeroReport
from schemes.models import Ground
from tests.factories.accounts import holder
from tests.factories.cadres import PostFactory
from tests.factories.recall import PDF, TOLD, complete_nomination, draft_nomination, open_campaign
from tests.moments import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return open_campaign()


@pytest.fixture
def unit(campaign):
    return campaign.campaign_units.get().unit


@pytest.fixture
def clerk(client, unit):
    user = holder(Role.UNIT_CLERK, unit)
    client.force_login(user)
    return user


def _go(client, name, *args, **data):
    return client.get(reverse(f"recall:{name}", args=args), data)


def test_rounds_shows_the_units_open_round(client, clerk, campaign):
    answer = _go(client, "rounds")

    assert campaign.title in answer.content.decode()


def test_rounds_offers_a_closed_round_as_one_to_report_late(client, clerk, campaign):
    over = _go(client, "rounds").content.decode()
    campaign.rounds.update(closes_on=legal_day(timezone.now()))
    running = _go(client, "rounds").content.decode()

    assert ("补报提名" in over, "新建提名" in over, "写明逾期原因" in over) == (True, False, True)
    assert ("补报提名" in running, "新建提名" in running, "签署零报告" in running) == (
        False,
        True,
        True,
    )


def test_start_offers_own_people_only(client, clerk, campaign, unit):
    own = PostFactory(cadre__unit=unit, cadre__name="甲一").cadre
    PostFactory(cadre__name="乙二")

    page = _go(client, "nomination-start", campaign.rounds.get().pk, unit.pk).content.decode()

    assert (own.name in page, "乙二" in page) == (True, False)


def test_start_leaves_out_and_refuses_who_has_left(client, clerk, campaign, unit):
    gone = PostFactory(cadre__unit=unit, cadre__name="丙三", cadre__left_on=TODAY).cadre
    url = reverse("recall:nomination-start", args=[campaign.rounds.get().pk, unit.pk])

    page = client.get(url)
    answer = client.post(url, {"pk": gone.pk, "token": uuid4()})

    assert (page.context["found"], page.context["total"]) == ([], 0)
    assert answer.status_code == 422
    assert "RC-42" in answer.content.decode()
    assert not Nomination.objects.exists()


def test_start_twice_with_one_token_makes_one_draft(client, clerk, campaign, unit):
    cadre = PostFactory(cadre__unit=unit).cadre
    url = reverse("recall:nomination-start", args=[campaign.rounds.get().pk, unit.pk])
    data = {"pk": cadre.pk, "token": uuid4()}

    answers = [client.post(url, data) for _time in range(2)]

    assert [a.status_code for a in answers] == [302, 302]
    assert Nomination.objects.count() == 1


def test_start_with_a_foreign_person_says_the_same_as_with_nobody(client, clerk, campaign, unit):
    foreign = PostFactory().cadre
    url = reverse("recall:nomination-start", args=[campaign.rounds.get().pk, unit.pk])

    answers = [client.post(url, {"pk": pk, "token": uuid4()}) for pk in (foreign.pk, 999_999)]

    assert [a.status_code for a in answers] == [422, 422]
    assert all("RC-01" in a.content.decode() for a in answers)


def test_fact_with_file_is_saved_and_listed(client, clerk, campaign):
    row = draft_nomination(campaign, clerk=clerk)
    data = {
        "token": uuid4(),
        "ground": Ground.objects.get().pk,
        "happened_on": "2018-05-08",
        "text": TOLD,
        "file": SimpleUploadedFile("值班表.pdf", PDF),
    }

    answer = client.post(reverse("recall:fact-add", args=[row.pk]), data, follow=True)

    assert TOLD in answer.content.decode()
    assert FactEvidence.objects.get().file.title == "值班表.pdf"


def test_fact_with_a_renamed_file_is_refused_and_nothing_is_kept(client, clerk, campaign):
    row = draft_nomination(campaign, clerk=clerk)
    data = {
        "token": uuid4(),
        "ground": Ground.objects.get().pk,
        "happened_on": "2018-05-08",
        "text": TOLD,
        "file": SimpleUploadedFile("值班表.pdf", b"MZ not a pdf"),
    }

    answer = client.post(reverse("recall:fact-add", args=[row.pk]), data)

    assert (answer.status_code, row.facts.count()) == (422, 0)
    assert "EV-03" in answer.content.decode()


def test_fact_sent_twice_is_one_fact(client, clerk, campaign):
    row = draft_nomination(campaign, clerk=clerk)
    data = {"token": uuid4(), "ground": Ground.objects.get().pk, "text": TOLD}
    url = reverse("recall:fact-add", args=[row.pk])

    for _time in range(2):
        client.post(url, {**data, "happened_on": "2018-05-08"})

    assert row.facts.count() == 1


def test_check_names_each_gap_and_keeps_the_draft(client, campaign, unit, clerk):
    row = draft_nomination(campaign, clerk=clerk)
    client.force_login(holder(Role.UNIT_HEAD, unit))

    answer = client.post(reverse("recall:nomination-check", args=[row.pk]))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert [number for number in ("RC-07", "RC-10") if number in page] == ["RC-07", "RC-10"]
    assert reverse("recall:fact-add", args=[row.pk]) in page
    assert Nomination.objects.get(pk=row.pk).state == "DRAFT"


def test_head_submits_late_with_a_reason_and_clerk_may_not(client, campaign, unit, clerk):
    row = complete_nomination(campaign)
    url = reverse("recall:nomination-check", args=[row.pk])

    refused = client.post(url, {"late_reason": "会议推迟"})
    client.force_login(holder(Role.UNIT_HEAD, unit))
    sent = client.post(url, {"late_reason": "会议推迟"})

    assert (refused.status_code, sent.status_code) == (403, 302)
    assert Nomination.objects.get(pk=row.pk).state == "SUBMITTED"


@pytest.mark.parametrize(
    "page",
    [
        "nomination-tasks",
        "nomination-person",
        "nomination-facts",
        "fact-add",
        "unit-opinion",
        "nomination-check",
        "nomination-sent",
    ],
)
def test_every_page_of_the_task_list_opens(client, clerk, campaign, page):
    row = complete_nomination(campaign)

    assert _go(client, page, row.pk).status_code == 200


def test_fact_edit_and_evidence_pages_open_and_drop_works(client, clerk, campaign):
    row = complete_nomination(campaign)
    fact = row.facts.get()
    evidence = fact.evidence.get()

    assert _go(client, "fact-edit", row.pk, fact.pk).status_code == 200
    assert _go(client, "evidence-add", row.pk, fact.pk).status_code == 200
    assert _go(client, "evidence-file", evidence.pk)["Content-Disposition"].startswith("attach")
    client.post(reverse("recall:evidence-drop", args=[row.pk, evidence.pk]))
    client.post(reverse("recall:fact-drop", args=[row.pk, fact.pk]))
    assert row.facts.count() == 0


def test_unit_opinion_below_quorum_is_refused_by_number(client, clerk, campaign):
    row = draft_nomination(campaign, clerk=clerk)
    data = {"held_on": "2018-05-09", "due_count": 9, "present_count": 5, "agree_count": 5}

    answer = client.post(
        reverse("recall:unit-opinion", args=[row.pk]), {**data, "text": "同意推荐"}
    )

    assert answer.status_code == 422
    assert "RC-11" in answer.content.decode()


def test_zero_report_is_signed_by_the_head_only(client, clerk, campaign, unit):
    url = reverse("recall:zero-report", args=[campaign.rounds.get().pk, unit.pk])
    data = {"reason": "逐人对照十三种情形排查，无应当退回的人员。"}

    refused = client.post(url, data)
    client.force_login(holder(Role.UNIT_HEAD, unit))
    signed = client.post(url, data)

    assert (refused.status_code, signed.status_code) == (403, 302)
    assert ZeroReport.objects.get().unit == unit


def test_withdraw_by_the_head_ends_the_draft(client, clerk, campaign, unit):
    row = draft_nomination(campaign, clerk=clerk)
    client.force_login(holder(Role.UNIT_HEAD, unit))

    client.post(
        reverse("recall:nomination-act", args=[row.pk, "withdraw"]), {"opinion": "另行研究"}
    )

    assert Nomination.objects.get(pk=row.pk).state == "WITHDRAWN"
