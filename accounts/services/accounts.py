"""Acts on accounts and grants."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import permissions
from accounts.models import FailedSignIn, Grant, User
from accounts.services import sessions
from core.audit import trail
from core.errors import RegulationBroken, StateConflict

# constraint or trigger → the sentence that a person reads
_KEPT = {
    "grant_duty_stands_alone": gettext_lazy("三员（系统、安全、审计）互斥，也不得兼任业务角色。"),
    "grant_once_while_open": gettext_lazy("此人已有同一授权。"),
    "grant_of_duty_has_no_end": gettext_lazy("三员授权不设终止日期。"),
    "grantrequest_once_while_pending": gettext_lazy("已有相同的申请待确认。"),
    "an invited account holds no role": gettext_lazy("邀请账号不能授予角色。"),
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
    user = User(username=username, name=name, opened_at=at)
    if password:
        user.set_password(password)
    else:
        user.set_unusable_password()
    user.save()
    trail.record(user, "open_account", by=by, at=at)
    return user


@transaction.atomic
def open_guest(*, name: str, by: Any, at: datetime) -> User:
    """Open the account of somebody invited by a link: no password ever, no role ever.

    It cannot sign in before its link and code are issued; who may invite says the caller's rule.
    """
    user = User(username=f"guest-{uuid4().hex[:16]}", name=name, is_guest=True, is_active=False)
    user.opened_at = at
    user.set_unusable_password()
    user.save()
    trail.record(user, "open_guest", by=by, at=at)
    return user


@transaction.atomic
def let_in(user: User, *, is_open: bool, by: Any, at: datetime) -> User:
    """Let an invited account's link work, or shut it; every session of theirs ends either way."""
    user.is_active = is_open
    user.save(update_fields=["is_active"])
    sessions.end_all(user, by=by, at=at)
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
    user.__dict__.pop("_granted", None)
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


@transaction.atomic
def open_for(*, username: str, name: str, by: Any, at: datetime) -> User:
    """Open an account without a password; its owner chooses one at a one-time address.

    :raises NotAllowed: unless `by` is the system administrator
    :raises RegulationBroken: when the username is taken
    """
    permissions.keep_accounts.check(by, None)
    if User.objects.filter(username=username).exists():
        raise RegulationBroken(_("该账号名已被使用。"))
    return open_account(username=username, name=name, password=None, by=by, at=at)


@transaction.atomic
def close_account(user: User, *, by: Any, at: datetime) -> User:
    """Close an account; its sessions end at once.

    :raises NotAllowed: unless `by` is the system administrator and the account no duty's
    """
    permissions.close_account.check(by, user)
    user.is_active = False
    with refused_by_the_database():
        user.save(update_fields=["is_active"])
    sessions.end_all(user, by=by, at=at)
    trail.record(user, "close_account", by=by, at=at)
    return user


@transaction.atomic
def reopen_account(user: User, *, by: Any, at: datetime) -> User:
    """Open a closed account again.

    :raises NotAllowed: unless `by` is the system administrator
    """
    permissions.reopen_account.check(by, user)
    user.is_active, user.opened_at = True, at
    user.save(update_fields=["is_active", "opened_at"])
    trail.record(user, "reopen_account", by=by, at=at)
    return user


@transaction.atomic
def renew(user: User, *, by: Any, at: datetime) -> User:
    """Take a user's password away, so that they choose one at a one-time address.

    Second factors stay: whoever resets alone cannot sign in as somebody else.

    :raises NotAllowed: unless `by` is the system administrator and the account no duty's
    """
    permissions.renew_account.check(by, user)
    user.set_unusable_password()
    user.save(update_fields=["password"])
    sessions.end_all(user, by=by, at=at)
    trail.record(user, "renew_account", by=by, at=at)
    return user


@transaction.atomic
def remove_factors(user: User, *, by: Any, at: datetime) -> User:
    """Remove a user's second factors, as after a lost telephone; their sessions end.

    :raises NotAllowed: unless `by` is the security administrator and the account no duty's
    """
    permissions.remove_factors.check(by, user)
    Authenticator.objects.filter(user=user).delete()
    sessions.end_all(user, by=by, at=at)
    trail.record(user, "remove_factors", by=by, at=at)
    return user


@transaction.atomic
def note_failure(username: str, *, address: str, is_locked: bool, tried_at: datetime) -> None:
    """Keep that somebody tried; a name that is no account's is not kept."""
    user = User.objects.filter(username=username).first()
    FailedSignIn.objects.create(user=user, at=tried_at, address=address, is_locked=is_locked)


@transaction.atomic
def note_sign_in(user: User, *, by: Any, at: datetime) -> None:
    """Leave an audit entry of a sign-in."""
    trail.record(user, "sign_in", by=by, at=at)


@transaction.atomic
def note_factor(user: User, *, is_added: bool, by: Any, at: datetime) -> None:
    """Leave an audit entry of a second factor that its owner added or took away."""
    trail.record(user, "add_factor" if is_added else "drop_factor", by=by, at=at)


def system_user() -> User:
    """Answer the account as which system jobs act; it can never sign in."""
    user, _created = User.objects.get_or_create(
        username="system", defaults={"name": "系统", "is_system": True, "password": "!"}
    )
    return user
