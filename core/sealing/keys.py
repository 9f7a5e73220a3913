"""The key ring: keys live in the environment, never in the database that they protect.

FIELD_KEYS is `id:key,id:key` with 32 bytes in base64 each; the first seals, all of them open.
FINGERPRINT_KEY is a key of its own, because a changed one would change every fingerprint.
"""

import base64
import re
from functools import lru_cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from core.sealing.errors import KeysUnusable, UnknownKey

KEY_BYTES = 32
_NAME = re.compile(r"[a-z0-9-]{1,16}")


def _bytes_of(text: str, *, setting: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError:
        raise KeysUnusable(f"{setting}: a key is not base64.") from None
    if len(key) != KEY_BYTES:
        raise KeysUnusable(f"{setting}: a key must have {KEY_BYTES} bytes, this one {len(key)}.")
    return key


@lru_cache(maxsize=8)
def _ring(pairs: tuple[str, ...]) -> dict[str, bytes]:
    ring: dict[str, bytes] = {}
    for pair in pairs:
        name, _, text = pair.partition(":")
        if not _NAME.fullmatch(name) or name in ring:
            raise KeysUnusable(
                f"FIELD_KEYS: the name {name!r} stands twice or is not of 1 to 16 of a-z, 0-9, -."
            )
        ring[name] = _bytes_of(text, setting="FIELD_KEYS")
    if not ring:
        raise KeysUnusable("FIELD_KEYS: at least one key is needed, as id:base64 of 32 bytes.")
    return ring


def current() -> str:
    """Answer the id of the key that seals now."""
    return next(iter(_ring(tuple(settings.FIELD_KEYS))))


@lru_cache(maxsize=64)
def _derived(master: bytes, purpose: str, length: int) -> bytes:
    kdf = HKDF(algorithm=hashes.SHA256(), length=length, salt=None, info=purpose.encode())
    return kdf.derive(master)


def key(name: str, *, purpose: str, length: int) -> bytes:
    """Answer the key under an id, derived for one purpose.

    :raises UnknownKey: the ring has no such id
    """
    ring = _ring(tuple(settings.FIELD_KEYS))
    if name not in ring:
        raise UnknownKey(f"The key {name!r} is not in FIELD_KEYS.")
    return _derived(ring[name], purpose, length)


def fingerprint_key() -> bytes:
    return _bytes_of(settings.FINGERPRINT_KEY, setting="FINGERPRINT_KEY")


def alias_key() -> bytes:
    """Answer the key of the opaque names that other systems know rows by."""
    return _derived(fingerprint_key(), "row alias", KEY_BYTES)


def check() -> None:
    """:raises KeysUnusable: with the setting to mend"""
    fingerprint_key()
    current()
    if settings.FIELD_CIPHER not in ("AES-256-GCM", "SM4-GCM"):
        raise KeysUnusable("FIELD_CIPHER: AES-256-GCM or SM4-GCM.")
