"""Questions about second factors."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings

from accounts.enums import DUTIES, Role
from accounts.models import User

ALWAYS = (Role.DECIDER, *DUTIES)  # no setting excepts these
_SECOND = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def demanded_of(user: Any) -> bool:
    """Answer whether a user needs a second factor: all whose roles are not excepted by setting.

    A person without a role (trainee, person concerned) sees nothing but their own rows.
    """
    excepted = set(settings.MFA_NOT_DEMANDED_OF) - set(ALWAYS)
    return settings.MFA_DEMANDED and bool(set(user.scopes) - excepted)


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
