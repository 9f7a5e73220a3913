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


def grant(user: User, role: Role, place: Any) -> User:
    """Give a user a role on a county or on a unit, as a county administrator would."""
    on = "county" if isinstance(place, Jurisdiction) else "unit"
    scope = {on: place}
    by = accounts.system_user()
    accounts.grant(user, role=role, by=by, at=LAUNCHED_AT, from_on=EARLIER, **scope)
    return user


def holder(role: Role, place: Any) -> User:
    """Answer a new user who holds a role on a county or on a unit."""
    return grant(UserFactory(), role, place)
