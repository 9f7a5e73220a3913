"""Opaque names of rows for other systems: an id enciphered together with the kind of the row.

One block of AES is a permutation: the same row has the same name for ever, no two rows share one,
and without the key nobody tells a row's number, its neighbours or how many there are. No column is
needed. A name of another kind, or one made up, opens as nothing.
"""

import hashlib

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from core.sealing import keys

_HALF = 8  # bytes: the kind's mark, then the id
_LENGTH = 4 * _HALF  # hex digits


def _cipher() -> Cipher:
    # A single block and a permutation is what is wanted; there is no second block to repeat.
    return Cipher(algorithms.AES(keys.alias_key()), modes.ECB())  # noqa: S305


def _mark(kind: str) -> bytes:
    return hashlib.sha256(kind.encode()).digest()[:_HALF]


def of(kind: str, pk: int) -> str:
    """Answer the opaque name of a row, 32 hex digits."""
    block = _cipher().encryptor().update(_mark(kind) + pk.to_bytes(_HALF, "big"))
    return block.hex()


def pk_of(kind: str, alias: str) -> int | None:
    """Answer the id that an opaque name stands for; None if it is none of this kind."""
    if len(alias) != _LENGTH:
        return None
    try:
        block = _cipher().decryptor().update(bytes.fromhex(alias))
    except ValueError:
        return None
    return int.from_bytes(block[_HALF:], "big") if block[:_HALF] == _mark(kind) else None
