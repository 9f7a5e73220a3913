"""Accounts that nobody uses are told of and, by setting, closed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import tasks
from accounts.enums import DUTIES, Role
from accounts.models import Session, User
from accounts.queries import users
from accounts.services import accounts
from core.audit.models import Entry
from tests.factories.accounts import UserFactory, holder
from tests.factories.units import CountyFactory
from tests.moments import NOW

pytestmark = pytest.mark.django_db


def last_seen(user, days, *, opened=400):
    user.last_login = None if days is None else NOW - timedelta(days=days)
    user.opened_at = NOW - timedelta(days=opened)
    user.save(update_fields=["last_login", "opened_at"])
    return user


def idle():
    return list(users.idle(at=NOW))


@pytest.mark.parametrize(
    ("days", "opened", "told"),
    [(91, 400, True), (89, 400, False), (None, 91, True), (None, 89, False), (400, 1, False)],
    ids=["idle", "used", "never used", "new", "opened again"],
)
def test_account_is_idle_after_ninety_days(days, opened, told):
    user = last_seen(UserFactory(), days, opened=opened)

    assert idle() == ([user] if told else [])


def test_system_and_closed_accounts_are_no_idle_ones():
    last_seen(accounts.system_user(), None)
    last_seen(UserFactory(is_active=False), 200)

    assert idle() == []


def test_sweep_closes_nothing_unless_the_setting_says_so():
    user = last_seen(UserFactory(), 200)

    tasks.close_idle(NOW)

    assert User.objects.get(pk=user.pk).is_active


def test_sweep_closes_idle_accounts_and_leaves_the_three(settings, client):
    settings.IDLE_ACCOUNTS_CLOSE = True
    busy, gone = holder(Role.READER, CountyFactory()), holder(Role.READER, CountyFactory())
    client.force_login(gone)
    last_seen(busy, 5), last_seen(gone, 91)
    three = [last_seen(holder(duty), 200) for duty in DUTIES]

    tasks.close_idle(NOW)
    tasks.close_idle(NOW)

    assert list(User.objects.filter(is_active=False)) == [gone]
    assert not Session.objects.filter(user=gone).exists()
    assert idle() == three
    entry = Entry.objects.get(act="close_idle_account")
    assert (entry.row_id, entry.by.is_system) == (gone.pk, True)


def test_reopened_account_is_given_another_ninety_days():
    user = last_seen(UserFactory(is_active=False), 200)

    accounts.reopen_account(user, by=holder(Role.SYSTEM_ADMIN), at=NOW)

    assert idle() == []


def test_console_tells_of_idle_accounts_at_the_same_cost(client, django_assert_max_num_queries):
    client.force_login(holder(Role.SECURITY_ADMIN))
    past, counts = timezone.now() - timedelta(days=100), []
    for size in (10, 990):
        User.objects.bulk_create(
            User(username=f"idle{size}-{n}", name=f"闲人{n}", opened_at=past) for n in range(size)
        )
        with django_assert_max_num_queries(12) as seen:
            answer = client.get(reverse("console:idle"))
        assert (answer.status_code, len(answer.content) <= 60 * 1024) == (200, True)
        counts.append(len(seen))

    assert counts[0] == counts[1]
    assert "闲置账号" in client.get(reverse("console:home")).text
