"""Questions about the keys by which other systems read."""

import hmac
from datetime import datetime
from ipaddress import ip_address, ip_network

from django.db.models import QuerySet

from accounts.models import InterfaceKey, User
from core.sealing import boxes

_MARK, _PREFIX = "rk", 8
PLACE = "accounts.interfacekey"


def listed(user: User) -> QuerySet[InterfaceKey]:
    """Answer the keys that an administrator may see, newest first."""
    rows = InterfaceKey.objects.shown_to(user)
    return rows.select_related(
        "county", "made_by", "confirmed_by", "withdrawn_by", "replaces"
    ).order_by("-made_at", "-pk")


def digest(token: str) -> str:
    """Answer what is kept of a key: its keyed hash, bound to this use."""
    return boxes.fingerprint(f"{PLACE}:{token}")


def spelt(prefix: str, secret: str) -> str:
    """Answer a key as its owner writes it."""
    return f"{_MARK}_{prefix}_{secret}"


def presented(token: str, *, address: str | None, at: datetime) -> InterfaceKey | None:
    """Answer the live key that a system shows from an address; None for anything else.

    A key that is unknown, wrong, unconfirmed, over, withdrawn or from elsewhere is told the same.
    """
    mark, _, rest = token.partition("_")
    prefix = rest[:_PREFIX]
    if mark != _MARK or len(prefix) < _PREFIX or not token.isascii():
        return None
    rows = InterfaceKey.objects.live(at).select_related("county")
    key = rows.filter(prefix=prefix).first()
    if key is None or not hmac.compare_digest(key.digest, digest(token)):
        return None
    return key if is_from(key.networks, address) else None


def is_from(networks: list[str], address: str | None) -> bool:
    """Answer whether an address lies in one of the networks; without networks every one does."""
    if not networks:
        return True
    if not address:
        return False
    found = ip_address(address)
    found = getattr(found, "ipv4_mapped", None) or found
    return any(found in ip_network(network) for network in networks)
