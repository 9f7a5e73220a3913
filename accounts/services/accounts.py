"""Acts on accounts and grants."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.models import Grant, User
from core.audit import trail


@transaction.atomic
def open_account(*, username: str, name: str, password: str | None, by: Any, at: datetime) -> User:
    """Open an account; without a password nobody can sign in with it."""
    user = User(username=username, name=name)
    if password:
        user.set_password(password)
    else:
        user.set_unusable_password()
    user.save()
    trail.record(user, "open_account", by=by, at=at)
    return user


@transaction.atomic
def grant(
    user: User,
    *,
    role: str,
    by: Any,
    at: datetime,
    from_on: date,
    county: Any = None,
    unit: Any = None,
) -> Grant:
    """Give a user a role on one county or one unit."""
    row = Grant.objects.create(user=user, role=role, county=county, unit=unit, from_on=from_on)
    trail.record(row, "grant", by=by, at=at, role=role)
    user.__dict__.pop("scopes", None)
    return row


def system_user() -> User:
    """Answer the account as which system jobs act; it can never sign in."""
    user, _ = User.objects.get_or_create(
        username="system", defaults={"name": "系统", "is_system": True, "password": "!"}
    )
    return user
