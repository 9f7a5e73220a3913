"""Kin, one home, one unit: kept out in the act, below the code, and after the page was opened."""

import pytest
from django.db import DatabaseError, transaction

from accounts.enums import Role
from cadres.models import Kinship
from core.errors import NotAllowed, RegulationBroken
from recall import permissions
from recall.models import Verification
from tests.factories.accounts import UserFactory, holder
from tests.factories.cadres import CadreFactory
from tests.factories.recall import conclude, decide, heard_nomination, submitted_nomination
from tests.moments import NOW, VERIFIED_AT

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
