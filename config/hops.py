"""Whether what passes between our own servers can be read on the way."""

from urllib.parse import parse_qs, urlsplit

_HERE = {"", "localhost", "127.0.0.1", "::1"}
_PROVED = {"verify-ca", "verify-full"}


def is_guarded(address: str) -> bool:
    """Answer whether a server is on this machine, or is asked over TLS with its certificate proved.

    :param address: of PostgreSQL (`sslmode=verify-full`) or of Redis (`rediss:`)
    """
    told = urlsplit(address)
    if (told.hostname or "") in _HERE or told.scheme == "rediss":
        return True
    return bool(_PROVED & set(parse_qs(told.query).get("sslmode", [])))
