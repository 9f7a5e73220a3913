"""From where the present request came: set by the middleware, read by the writer of entries."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from allauth.core.internal.httpkit import clean_client_ip
from django.conf import settings

NOWHERE = "0.0.0.0"  # noqa: S104  (an unknown client, not an address to listen on)
_address: ContextVar[str | None] = ContextVar("audit_address", default=None)


def address() -> str | None:
    """Answer the client's address; None for jobs and commands, which have none."""
    return _address.get()


def client_of(meta: Mapping[str, str]) -> str:
    """Answer the address seen by the outermost of our own proxies, whatever else is claimed."""
    count = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    hops = meta.get("HTTP_X_FORWARDED_FOR", "").split(",")
    hop = hops[-count] if 0 < count <= len(hops) else ""
    return clean_client_ip(hop) or clean_client_ip(meta.get("REMOTE_ADDR", "")) or NOWHERE


@contextmanager
def coming_from(address: str | None) -> Iterator[None]:
    """Let every entry written meanwhile name this address."""
    token = _address.set(address)
    try:
        yield
    finally:
        _address.reset(token)
