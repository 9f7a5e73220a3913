"""Kin, one home, one unit: kept out in the act, below the code, and after the page was opened."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from accounts.enums import Role
from cadres.models import Kinship
from cadres.services import cadres as archive
from core.dates import legal_day
from core.errors import NotAllowed, RegulationBroken
from recall import permissions
from recall.models import Verification
from recall.queries import meetings
from recall.queries.nominations import interested_ids
from tests.factories.accounts import UserFactory, holder
from tests.factories.cadres import CadreFactory, PostFactory
from tests.factories.recall import (
    conclude,
    decide,
    heard_nomination,
    open_campaign,
    submitted_nomination,
)
from tests.factories.units import UnitFactory
from tests.moments import HEARD_AT, NOW, TODAY, TOMORROW, VERIFIED_AT

pytestmark = pytest.mark.django_db


def kin(cadre, relative, *, turned=False, **given):
    first, second = (relative, cadre) if turned else (cadre, relative)
    told = {"kind": "IN_LAW", "declared_by": UserFactory(), "declared_at": NOW} | given
    return Kinship.objects.create(cadre=first, relative=second, **told)


def official(nomination, role, **given):
    """Answer an official of the county who is on the archive, in another unit by default."""
    user = holder(role, nomination.county)
    return CadreFactory(user=user, **given).user


@pytest.mark.parametrize("turned", [False, True])
def test_verifier_who_is_kin_is_refused_though_the_page_was_open_before(turned):
    nomination = submitted_nomination()
    verifier = official(nomination, Role.VERIFIER)
    assert permissions.verify_nomination.allows(verifier, nomination)

    kin(nomination.cadre, verifier.cadre, turned=turned)

    with pytest.raises(NotAllowed, match="回避"):
        conclude(nomination, by=verifier)
    assert not Verification.objects.exists()


def test_verifier_of_the_nominating_unit_is_refused():
    nomination = submitted_nomination()
    verifier = official(nomination, Role.VERIFIER, unit=nomination.unit)

    with pytest.raises(NotAllowed, match="提名单位"):
        conclude(nomination, by=verifier)


def test_relation_that_was_struck_out_keeps_nobody_out():
    nomination = submitted_nomination()
    verifier = official(nomination, Role.VERIFIER)
    kin(nomination.cadre, verifier.cadre, ended_by=UserFactory(), ended_at=NOW)

    conclude(nomination, by=verifier)

    assert Verification.objects.get().by == verifier


def test_decider_who_is_kin_may_not_record_the_decision():
    nomination = heard_nomination()
    decider = official(nomination, Role.DECIDER)
    kin(nomination.cadre, decider.cadre)

    with pytest.raises(NotAllowed, match="回避"):
        decide(nomination, by=decider)


def test_member_who_is_kin_may_not_sit_in_the_meeting():
    nomination = heard_nomination()
    member = official(nomination, Role.DECIDER)
    kin(nomination.cadre, member.cadre)

    with pytest.raises(RegulationBroken) as refused:
        decide(nomination, members=[holder(Role.DECIDER, nomination.county), member])

    assert refused.value.number == "RC-20"


def test_database_refuses_a_verification_by_kin():
    nomination = submitted_nomination()
    verifier = official(nomination, Role.VERIFIER)
    kin(nomination.cadre, verifier.cadre)

    with pytest.raises(DatabaseError, match="interested hand"), transaction.atomic():
        Verification.objects.create(
            nomination=nomination,
            submission=1,
            conclusion="MATCHED",
            opinion="",
            by=verifier,
            at=VERIFIED_AT,
        )


def moved(nomination, *, on=TODAY):
    """Post the person elsewhere; answer the new unit."""
    unit = UnitFactory(county=nomination.county)
    by = holder(Role.COUNTY_ADMIN, nomination.county)
    archive.move(nomination.cadre, unit=unit, title="干事", on=on, by=by, at=NOW)
    return unit


def passed_through(nomination):
    """Post the person to a unit for a day and on from there; answer the unit between."""
    between = moved(nomination)
    moved(nomination, on=TOMORROW)
    return between


@pytest.mark.parametrize("way", [moved, passed_through])
def test_people_of_the_unit_to_which_the_person_was_posted_meanwhile_keep_out(way):
    nomination = submitted_nomination()
    unit = way(nomination)
    verifier = official(nomination, Role.VERIFIER, unit=unit)
    before = official(nomination, Role.VERIFIER, unit=nomination.unit)

    for one in (verifier, before):
        with pytest.raises(NotAllowed, match="任职单位"):
            conclude(nomination, by=one)
        with pytest.raises(DatabaseError, match="interested hand"), transaction.atomic():
            Verification.objects.create(
                nomination=nomination,
                submission=1,
                conclusion="MATCHED",
                opinion="",
                by=one,
                at=VERIFIED_AT,
            )
    assert {verifier.pk, before.pk} <= meetings.interests([nomination])[nomination.pk].keys()


def test_a_unit_left_before_the_draft_keeps_nobody_out():
    cadre = CadreFactory()
    once = UnitFactory(county=cadre.unit.county)
    years = {"from_on": date(2016, 1, 1), "until_on": date(2018, 1, 1)}
    PostFactory(cadre=cadre, unit=once, **years)
    PostFactory(cadre=cadre, from_on=date(2018, 1, 1))
    nomination = submitted_nomination(open_campaign(cadre.unit), cadre=cadre)
    verifier = official(nomination, Role.VERIFIER, unit=once)

    assert verifier.pk not in meetings.interests([nomination])[nomination.pk]

    conclude(nomination, by=verifier)

    assert Verification.objects.get().by == verifier


def test_decider_and_member_of_the_new_unit_keep_out_and_the_meeting_says_why():
    nomination = heard_nomination()
    unit = moved(nomination, on=legal_day(HEARD_AT))
    decider = official(nomination, Role.DECIDER, unit=unit)

    with pytest.raises(NotAllowed, match="回避"):
        decide(nomination, by=decider)
    with pytest.raises(RegulationBroken) as refused:
        decide(nomination, members=[holder(Role.DECIDER, nomination.county), decider])
    assert refused.value.number == "RC-20"
    told = meetings.interests([nomination])[nomination.pk]
    assert told[decider.pk] == "当事人任职单位的人"
    assert set(told) == interested_ids(nomination)
