"""Two hands at one interface key, and two requests of one key in the same moment."""

from functools import partial

import pytest
from django.test import override_settings

from accounts.enums import KeyState, Role
from accounts.models import InterfaceKey
from accounts.services import keys as acts
from core.audit.models import Entry
from tests.factories import keys
from tests.factories.accounts import holder
from tests.factories.units import CountyFactory
from tests.moments import NOW
from tests.races.starting import kinds, race

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_confirmations_and_a_withdrawal_end_in_one_state():
    key = keys.made(CountyFactory(), at=NOW).key
    seconds = [holder(Role.SECURITY_ADMIN) for _ in range(2)]

    answers = race(
        [partial(acts.confirm, key, by=second, at=NOW) for second in seconds]
        + [partial(acts.withdraw, key, by=seconds[0], at=NOW)]
    )

    row = InterfaceKey.objects.get(pk=key.pk)
    confirmed = Entry.objects.filter(act="confirm_key", row_id=key.pk).count()
    assert row.state(NOW) == KeyState.WITHDRAWN
    assert confirmed == (row.confirmed_at is not None) <= 1
    assert kinds(answers)["InterfaceKey"] == 1 + confirmed


@override_settings(INTERFACE_RATE=3)
def test_requests_at_once_are_all_counted():
    key = keys.live(CountyFactory(), at=NOW).key

    allowed = race([partial(acts.is_within_rate, key, minute=NOW) for _ in range(8)])

    assert (sum(allowed), InterfaceKey.objects.get(pk=key.pk).window_count) == (3, 8)
