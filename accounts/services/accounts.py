"""Acts on accounts and grants."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Grant, User
from core.audit import trail
from core.errors import RegulationBroken, StateConflict

# constraint or trigger → the sentence that a person reads
_KEPT = {
    "grant_duty_stands_alone": gettext_lazy("三员（系统、安全、审计）互斥，也不得兼任业务角色。"),
    "grant_once_while_open": gettext_lazy("此人已有同一授权。"),
    "the last auditor stays": gettext_lazy("至少须保留一名审计员。"),
}


@contextmanager
def refused_by_the_database() -> Iterator[None]:
    """Turn what the database refuses into the sentence for it."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        for mark, sentence in _KEPT.items():
            if mark in str(error):
                raise RegulationBroken(str(sentence)) from error
        raise


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
    until_on: date | None = None,
    county: Any = None,
    unit: Any = None,
    with_below: bool = False,
) -> Grant:
    """Give a user a role on a county or prefecture, on a unit, or, for a duty, on neither.

    Pages never call this: there a request and a second duty come first (services.requests).

    :raises RegulationBroken: when an administrator's duty would meet any other role, or the
        open grant is there already
    """
    row = Grant(
        user=user,
        role=role,
        county=county,
        unit=unit,
        with_below=with_below,
        from_on=from_on,
        until_on=until_on,
    )
    with refused_by_the_database():
        row.save()
    trail.record(row, "grant", by=by, at=at, role=role)
    user.__dict__.pop("scopes", None)
    user.__dict__.pop("duty", None)
    return row


@transaction.atomic
def revoke(row: Grant, *, by: Any, at: datetime) -> Grant:
    """Take a grant back at once.

    :raises RegulationBroken: when no auditor would be left
    :raises StateConflict: when it was revoked before
    """
    row = Grant.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.revoked_at:
        raise StateConflict(_("该授权已经收回。"))
    row.revoked_by, row.revoked_at = by, at
    with refused_by_the_database():
        row.save(update_fields=["revoked_by", "revoked_at"])
    trail.record(row, "revoke", by=by, at=at, role=row.role)
    return row


def system_user() -> User:
    """Answer the account as which system jobs act; it can never sign in."""
    user, _created = User.objects.get_or_create(
        username="system", defaults={"name": "系统", "is_system": True, "password": "!"}
    )
    return user
