"""Questions about second factors."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings

from accounts.enums import DUTIES, Role
from accounts.models import Grant, User

ALWAYS = (Role.DECIDER, *DUTIES)  # no setting excepts these
_SECOND = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def demanded_of(user: Any) -> bool:
    """Answer whether a user needs a second factor: everybody who sees more than their own rows.

    A person without a role (trainee, person concerned) does not, nor does one whose only role is
    excepted by setting (clerk) and counts on a single unit without those below.
    """
    return settings.MFA_DEMANDED and bool(user.scopes) and not _has_one_desk(user)


def _has_one_desk(user: User) -> bool:
    excepted = set(settings.MFA_NOT_DEMANDED_OF) - set(ALWAYS)
    if len(user.scopes) != 1 or set(user.scopes) - excepted:
        return False
    ((counties, units),) = user.scopes.values()
    below = Grant.objects.filter(user=user, with_below=True, revoked_at=None)
    return not counties and len(units) == 1 and not below.exists()


def kinds(user: User) -> set[str]:
    """Answer the kinds of second factors that a user has; recovery codes are none."""
    rows = Authenticator.objects.filter(user=user, type__in=_SECOND)
    return set(rows.values_list("type", flat=True))


def of(user: User) -> list[dict[str, Any]]:
    """Answer a user's factors: pk, kind, name, when added, when last used."""
    rows = Authenticator.objects.filter(user=user, type__in=_SECOND).order_by("pk")
    return [
        {
            "pk": row.pk,
            "is_key": row.type == Authenticator.Type.WEBAUTHN,
            "name": str(row),
            "created_at": row.created_at,
            "last_used_at": row.last_used_at,
        }
        for row in rows
    ]
