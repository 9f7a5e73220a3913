from typing import Any

import factory

from accounts.enums import Role
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
    scope = {on: place, **given}
    by = accounts.system_user()
    accounts.grant(user, role=role, by=by, at=LAUNCHED_AT, from_on=EARLIER, **scope)
    return user


def holder(role: Role, place: Any = None, **given: Any) -> User:
    """Answer a new user who holds a role on a division, on a unit, or a duty."""
    return grant(UserFactory(), role, place, **given)
