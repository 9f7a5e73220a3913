"""Pages in English say none of the catalogue's Chinese; names, titles and papers are data."""

import re

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from accounts.enums import Role
from tests.core.ui.test_catalogue import CATALOGUE, PLACEHOLDER, read
from tests.factories import assessment as assess
from tests.factories import training as make
from tests.factories.accounts import holder
from tests.factories.recall import (
    approved_nomination,
    draft_nomination,
    heard_nomination,
    open_campaign,
    put_fact,
    served_case,
    submitted_nomination,
    verified_nomination,
)

pytestmark = pytest.mark.django_db
SHORTEST = 4  # characters: a shorter text may well stand in a name
DATA = {
    "召回通知书",
    "事实和材料告知书",
    "复岗通知书",
    "经集体研究，同意推荐召回",
    "集体研究",
    "理论学习",
    "综合考核",
    "综合考核表",
}  # what factories and papers say


@pytest.fixture(scope="module")
def chinese():
    """Every plain text of the catalogue that is long enough to be told from data."""
    texts = {m.text for m in read(CATALOGUE) if not PLACEHOLDER.search(m.text)}
    return {text for text in texts if len(text) >= SHORTEST} - DATA


@pytest.fixture
def said(client, chinese):
    """Answer which Chinese texts a user's page says in English."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    def look(user, name, *args):
        client.force_login(user)
        answer = client.get(reverse(name, args=args))
        assert (answer.status_code, answer["Content-Language"]) == (200, "en"), name
        page = re.sub(r"<script.*?</script>", "", answer.content.decode(), flags=re.S)
        return {text for text in chinese if text in page}

    return look


def test_login_speaks_english(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    page = client.get(reverse("account_login")).content.decode()

    assert 'lang="en"' in page
    assert "Cadre Recall Management System" in page


def test_office_pages_speak_english(said):
    campaign = open_campaign()
    row = submitted_nomination(campaign)
    admin, verifier = (holder(r, row.county) for r in (Role.COUNTY_ADMIN, Role.VERIFIER))
    pages = ["portal:home", "recall:campaign-list", "recall:nomination-list", "recall:case-list"]
    pages += ["recall:campaign-create", "reports:summary-list", "training:class-list"]
    pages += ["training:posting-list", "training:class-plan"]

    assert {name: said(admin, name) for name in pages if said(admin, name)} == {}
    for name in ("recall:campaign", "recall:campaign-board", "reports:campaign"):
        assert said(admin, name, campaign.pk) == set()
    assert said(verifier, "recall:nomination-verify", row.pk) == set()


@pytest.mark.parametrize("build", [submitted_nomination, heard_nomination, approved_nomination])
def test_nomination_and_decision_speak_english(said, build):
    row = build(open_campaign())

    assert said(holder(Role.COUNTY_ADMIN, row.county), "recall:nomination", row.pk) == set()
    if build is heard_nomination:
        decider = holder(Role.DECIDER, row.county)
        assert said(decider, "recall:nomination-decide", row.pk) == set()


def test_unit_pages_speak_english(said):
    row = draft_nomination(open_campaign())
    put_fact(row)
    pages = ["tasks", "person", "facts", "check"]

    clerk = holder(Role.UNIT_CLERK, row.unit)
    assert said(clerk, "recall:rounds") == set()
    for page in pages:
        assert said(clerk, f"recall:nomination-{page}", row.pk) == set()
    assert said(clerk, "recall:fact-add", row.pk) == set()
    assert said(clerk, "recall:unit-opinion", row.pk) == set()


def test_case_and_own_pages_speak_english(said):
    told = verified_nomination(open_campaign())
    case = served_case(open_campaign())
    admin = holder(Role.COUNTY_ADMIN, case.county)

    assert said(admin, "recall:case", case.pk) == set()
    assert said(admin, "portal:dossier", case.pk) == set()
    assert said(told.subject, "recall:own-nomination", told.pk) == set()
    assert said(case.subject, "recall:own-case", case.pk) == set()


def test_training_and_assessment_speak_english(said):
    world = make.world()
    group = make.planned_class(world)
    make.session(group, world.manager)
    make.enrolled(world, group)
    case = assess.concluded(world).case

    assert said(world.manager, "training:class-detail", group.pk) == set()
    assert said(world.decider, "assessment:case", case.pk) == set()
    assert said(world.decider, "assessment:outcome-decide", case.pk) == set()
    assess.decide(world, case)
    assert said(world.decider, "assessment:case", case.pk) == set()


def test_papers_stay_chinese_whatever_the_screen_speaks():
    world = make.world(legal_profile="as_practised")
    case = assess.concluded(world).case
    with translation.override("en"):
        notice = approved_nomination(open_campaign()).case.notice.snapshot
        outcome = assess.decide(world, case, kind="DISMISS", conditions=["heard"])

    assert [fact["finding"] for fact in notice["facts"]] == ["属实"]
    paper = outcome.document.snapshot
    assert (paper["outcome"], "申请复核" in paper["remedy"]["text"]) == ("辞退", True)
    assert "法定情形之一" in paper["unavailable_mark"]
