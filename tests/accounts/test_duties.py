"""The three administrators: one duty, nothing beside it, and always one auditor (T17)."""

from datetime import timedelta
from itertools import permutations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.enums import DUTIES, Role
from accounts.models import Grant, User
from accounts.services import accounts
from core.errors import RegulationBroken
from tests.factories.accounts import UserFactory, grant, holder
from tests.factories.units import CountyFactory
from tests.moments import EARLIER, TODAY

pytestmark = pytest.mark.django_db


def raw(user, role, **given):
    return Grant(user=user, role=role, from_on=EARLIER, **given).save()


@pytest.mark.parametrize(("first", "second"), list(permutations(DUTIES, 2)))
def test_duties_exclude_each_other_in_the_database(first, second):
    user = holder(first)

    with pytest.raises(IntegrityError, match="grant_duty_stands_alone"), transaction.atomic():
        raw(user, second)


@pytest.mark.parametrize("duty", DUTIES)
def test_duty_stands_beside_no_business_role_in_the_database(duty):
    county = CountyFactory()
    user, reader = holder(duty), holder(Role.READER, county)

    with pytest.raises(IntegrityError, match="grant_duty_stands_alone"), transaction.atomic():
        raw(user, Role.READER, county=county)
    with pytest.raises(IntegrityError, match="grant_duty_stands_alone"), transaction.atomic():
        raw(reader, duty)
    with pytest.raises(RegulationBroken, match="互斥"):
        grant(reader, duty)


def test_duty_may_follow_a_role_that_is_over_or_revoked():
    county = CountyFactory()
    user = UserFactory()
    raw(user, Role.READER, county=county, until_on=EARLIER)
    row = Grant.objects.create(user=user, role=Role.TEACHER, county=county, from_on=EARLIER)
    accounts.revoke(row, by=UserFactory(), at=timezone.now())
    Grant.objects.create(user=user, role=Role.SYSTEM_ADMIN, from_on=EARLIER + timedelta(days=1))

    assert User.objects.get(pk=user.pk).duty == Role.SYSTEM_ADMIN


@pytest.mark.parametrize("duty", DUTIES)
def test_duty_has_no_end_that_would_come_by_itself(duty):
    with pytest.raises(IntegrityError, match="grant_of_duty_has_no_end"), transaction.atomic():
        raw(UserFactory(), duty, until_on=TODAY)


def _revoke(user):
    accounts.revoke(user.grants.get(), by=UserFactory(), at=timezone.now())


def _delete(user):
    user.grants.get().delete()


def _deactivate(user):
    user.is_active = False
    user.save()


@pytest.mark.parametrize("remove", [_revoke, _delete, _deactivate])
def test_last_auditor_cannot_be_removed_on_any_path(remove):
    first, last = holder(Role.AUDITOR), holder(Role.AUDITOR)
    remove(first)

    with pytest.raises((IntegrityError, RegulationBroken)) as refusal, transaction.atomic():
        remove(last)

    assert "auditor" in str(refusal.value) or "审计员" in str(refusal.value)
    assert User.objects.get(pk=last.pk).duty == Role.AUDITOR


def test_nobody_is_superuser_or_staff_or_has_django_permissions():
    names = {field.name for field in User._meta.get_fields()}

    assert not names & {"is_superuser", "is_staff", "user_permissions", "groups"}
