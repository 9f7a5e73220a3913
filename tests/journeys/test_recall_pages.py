"""The pages of the recall floor, each seen by the role that works on it."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from accounts.enums import Role
from recall.models import Campaign, Case, Nomination
from tests import browser as harness
from tests.factories.accounts import holder
from tests.factories.cadres import PostFactory
from tests.factories.recall import (
    complete_nomination,
    heard_nomination,
    open_campaign,
    open_case,
    served_case,
    submitted_nomination,
    verified_nomination,
)

pytestmark = pytest.mark.browser


class World:
    """One campaign with a nomination at each stage, and somebody in each office."""

    def __init__(self) -> None:
        self.campaign: Campaign = open_campaign()
        self.county = self.campaign.county
        self.unit = self.campaign.campaign_units.get().unit
        self.drafted: Nomination = complete_nomination(self.campaign, **self._person("㛃𬱟"))
        self.sent = submitted_nomination(self.campaign, **self._person("欧阳䶮"))
        self.found = verified_nomination(self.campaign, **self._person("阿卜杜热西提·买买提依明"))
        self.heard = heard_nomination(self.campaign, **self._person("赵㐱"))
        self.opened: Case = open_case(self.campaign, **self._person("李国强"))
        self.served: Case = served_case(self.campaign, **self._person("王丽华"))

    def _person(self, name: str) -> dict[str, Any]:
        return {"cadre": PostFactory(cadre__unit=self.unit, cadre__name=name).cadre}


@pytest.fixture
def world(transactional_db) -> World:
    return World()


def test_county_admin_sees_clean_pages(world: World, live_server, page: Page) -> None:
    admin = holder(Role.COUNTY_ADMIN, world.county)
    shown = {
        "home-admin": reverse("portal:home"),
        "campaigns": reverse("recall:campaign-list"),
        "campaign-new": reverse("recall:campaign-create"),
        "campaign": reverse("recall:campaign", args=[world.campaign.pk]),
        "nominations": reverse("recall:nomination-list"),
        "nomination": reverse("recall:nomination", args=[world.sent.pk]),
        "cases": reverse("recall:case-list"),
        "case-open": reverse("recall:case", args=[world.opened.pk]),
        "case-served": reverse("recall:case", args=[world.served.pk]),
        "figures": reverse("reports:campaign", args=[world.campaign.pk]),
        "summaries": reverse("reports:summary-list"),
    }

    harness.visit(page, live_server.url, admin, shown)


def test_unit_clerk_sees_clean_pages(world: World, live_server, page: Page) -> None:
    clerk, pk = world.drafted.drafted_by, world.drafted.pk
    round_pk = world.campaign.rounds.get().pk
    shown = {
        "home-clerk": reverse("portal:home"),
        "rounds": reverse("recall:rounds"),
        "draft-start": reverse("recall:nomination-start", args=[round_pk, world.unit.pk]),
        "zero-report": reverse("recall:zero-report", args=[round_pk, world.unit.pk]),
        "draft-tasks": reverse("recall:nomination-tasks", args=[pk]),
        "draft-person": reverse("recall:nomination-person", args=[pk]),
        "draft-facts": reverse("recall:nomination-facts", args=[pk]),
        "draft-fact-new": reverse("recall:fact-add", args=[pk]),
        "draft-opinion": reverse("recall:unit-opinion", args=[pk]),
        "draft-check": reverse("recall:nomination-check", args=[pk]),
    }

    harness.visit(page, live_server.url, clerk, shown)


def test_verifier_and_decider_see_clean_pages(world: World, live_server, page: Page) -> None:
    verifier, decider = (holder(role, world.county) for role in (Role.VERIFIER, Role.DECIDER))

    shown = {
        "home-verifier": reverse("portal:home"),
        "verify": reverse("recall:nomination-verify", args=[world.sent.pk]),
    }
    harness.visit(page, live_server.url, verifier, shown)
    harness.visit(
        page,
        live_server.url,
        decider,
        {"decide": reverse("recall:nomination-decide", args=[world.heard.pk])},
    )


def test_person_sees_clean_pages(world: World, live_server, page: Page) -> None:
    told = {
        "me": reverse("portal:me"),
        "own-nomination": reverse("recall:own-nomination", args=[world.found.pk]),
    }
    harness.visit(page, live_server.url, world.found.subject, told)
    served = {"own-case": reverse("recall:own-case", args=[world.served.pk])}
    harness.visit(page, live_server.url, world.served.nomination.subject, served)
