"""From where the present request came: set by the middleware, read by the writer of entries."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_address: ContextVar[str | None] = ContextVar("audit_address", default=None)


def address() -> str | None:
    """Answer the client's address; None for jobs and commands, which have none."""
    return _address.get()


@contextmanager
def coming_from(address: str | None) -> Iterator[None]:
    """Let every entry written meanwhile name this address."""
    token = _address.set(address)
    try:
        yield
    finally:
        _address.reset(token)
