"""Interface keys, made and confirmed through the real acts."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.enums import KeyScope, Role
from accounts.services import keys
from accounts.services.keys import Made
from tests.factories.accounts import holder

EVERYTHING = [scope.value for scope in KeyScope]


def made(county: Any, *scopes: str, at: datetime | None = None, **given: Any) -> Made:
    told = {"title": "对方系统", "basis": "县委办〔2018〕3号", "days": 90}
    told |= {"by": holder(Role.SYSTEM_ADMIN), "at": at or timezone.now()} | given
    return keys.make(None, county=county, scopes=scopes or EVERYTHING, **told)


def live(county: Any, *scopes: str, **given: Any) -> Made:
    """A key that opens."""
    found = made(county, *scopes, **given)
    if found.key.is_personal:
        at = found.key.made_at
        return Made(keys.confirm(found.key, by=holder(Role.SECURITY_ADMIN), at=at), found.token)
    return found


def shown(token: str) -> dict[str, str]:
    """The header that shows a key."""
    return {"Authorization": f"Bearer {token}"}
