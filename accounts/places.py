"""From where and when the three administrators may come (ADMIN_NETWORKS, ADMIN_HOURS)."""

from datetime import datetime
from ipaddress import ip_address

from django.conf import settings
from django.utils import timezone


def allows(address: str | None, *, at: datetime) -> bool:
    """Answer whether an administrator may work from an address at an instant."""
    return _is_inside(address) and _is_in_hours(at)


def _is_inside(address: str | None) -> bool:
    if not settings.ADMIN_NETWORKS:
        return True
    if not address:
        return False
    found = ip_address(address)
    found = getattr(found, "ipv4_mapped", None) or found
    return any(found in network for network in settings.ADMIN_NETWORKS)


def _is_in_hours(at: datetime) -> bool:
    if not settings.ADMIN_HOURS:
        return True
    begins, ends = settings.ADMIN_HOURS
    now = timezone.localtime(at).time()
    return begins <= now < ends if begins < ends else not ends <= now < begins
