import time
from collections.abc import Callable
from typing import Any

import factory
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)

from accounts.enums import DUTIES, Role
from accounts.models import User
from accounts.services import accounts
from tests.moments import EARLIER, LAUNCHED_AT
from units.models import Jurisdiction


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"person{n}")
    name = factory.Sequence(lambda n: f"人员{n}")
    password = factory.django.Password("a-long-password")


def grant(user: User, role: Role, place: Any = None, **given: Any) -> User:
    """Give a user a role on a division, on a unit, or, for a duty, on nothing."""
    on = "county" if isinstance(place, Jurisdiction) else "unit"
    scope = {on: None if role in DUTIES else place, **given}
    by = accounts.system_user()
    accounts.grant(user, role=role, by=by, at=LAUNCHED_AT, from_on=EARLIER, **scope)
    return user


def holder(role: Role, place: Any = None, **given: Any) -> User:
    """Answer a new user who holds a role on a division, on a unit, or a duty."""
    return grant(UserFactory(), role, place, **given)


def with_factor(client: Any, user: User) -> User:
    """Sign a user in as after a password and a second factor."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return user


def totp_of(user: User) -> Callable[[int], str]:
    """Give a user an authenticator; answer what it shows after some 30-second steps."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return lambda steps=0: shown_by(secret, steps)


def shown_by(secret: str, steps: int = 0) -> str:
    """Answer what an authenticator with this seed shows after some 30-second steps."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))
