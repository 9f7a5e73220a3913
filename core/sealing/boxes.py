"""Seal and open one text: AES-256-GCM or SM4-GCM, a fresh nonce each time, bound to its place.

A sealed value: cipher (1 byte), length of the key's id (1), id, nonce (12), tag (16), ciphertext.
Everything before the nonce and the place are associated data, so a value that was moved to another
column or given another header does not open.
"""

import base64
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings

from core.sealing import keys
from core.sealing.errors import SealBroken

CIPHERS = {
    "AES-256-GCM": (1, algorithms.AES, 32),
    "SM4-GCM": (2, algorithms.SM4, 16),
}
_NAMES = {number: name for name, (number, _, _) in CIPHERS.items()}
NONCE_BYTES = 12
TAG_BYTES = 16


def _cipher(name: str, key_id: str, nonce: bytes, tag: bytes | None = None) -> Cipher:
    _, algorithm, length = CIPHERS[name]
    key = keys.key(key_id, purpose=f"recall field {name}", length=length)
    return Cipher(algorithm(key), modes.GCM(nonce, tag))


def header() -> bytes:
    """Answer how a value begins that is sealed as the settings ask now."""
    key_id = keys.current().encode()
    return bytes([CIPHERS[settings.FIELD_CIPHER][0], len(key_id)]) + key_id


def seal(text: str, *, place: str) -> bytes:
    """Seal a text for one place, `table.column` or any fixed name."""
    return seal_bytes(text.encode(), place=place)


def seal_bytes(content: bytes, *, place: str) -> bytes:
    """Seal bytes, a file's for instance, for one place. They are held in memory whole."""
    begin, nonce = header(), os.urandom(NONCE_BYTES)
    encryptor = _cipher(settings.FIELD_CIPHER, keys.current(), nonce).encryptor()
    encryptor.authenticate_additional_data(begin + place.encode())
    hidden = encryptor.update(content) + encryptor.finalize()
    return begin + nonce + encryptor.tag + hidden


def _parts(sealed: bytes) -> tuple[bytes, str, bytes, bytes, bytes]:
    """Answer header, key id, nonce, tag and ciphertext."""
    cut = 2 + sealed[1] if len(sealed) > 1 else 0
    least = cut + NONCE_BYTES + TAG_BYTES
    if not cut or sealed[0] not in _NAMES or len(sealed) < least:
        raise SealBroken("This is not a sealed value.")
    nonce, tag = sealed[cut : cut + NONCE_BYTES], sealed[cut + NONCE_BYTES : least]
    return sealed[:cut], sealed[2:cut].decode("ascii", "replace"), nonce, tag, sealed[least:]


def unseal(sealed: bytes, *, place: str) -> str:
    """Open a sealed value at its place.

    :raises UnknownKey: its key is not in the ring
    :raises SealBroken: it was altered, moved, or its key id names another key now
    """
    return unseal_bytes(sealed, place=place).decode()


def unseal_bytes(sealed: bytes, *, place: str) -> bytes:
    """Open what `seal_bytes` made.

    :raises UnknownKey: its key is not in the ring
    :raises SealBroken: it was altered, moved, or its key id names another key now
    """
    begin, key_id, nonce, tag, hidden = _parts(bytes(sealed))
    decryptor = _cipher(_NAMES[begin[0]], key_id, nonce, tag).decryptor()
    decryptor.authenticate_additional_data(begin + place.encode())
    try:
        return decryptor.update(hidden) + decryptor.finalize()
    except InvalidTag:
        raise SealBroken(f"A sealed value of {place} does not open: altered or moved.") from None


def seal_to_text(text: str, *, place: str) -> str:
    """Seal for where only text can be kept (JSON, another package's columns)."""
    return base64.b64encode(seal(text, place=place)).decode()


def unseal_from_text(sealed: str, *, place: str) -> str:
    """Open what `seal_to_text` made.

    :raises SealBroken: also when it is no base64
    """
    try:
        return unseal(base64.b64decode(sealed, validate=True), place=place)
    except ValueError:
        raise SealBroken("This is not a sealed value.") from None


def is_current(sealed: bytes) -> bool:
    """Answer whether the value is sealed with the key and cipher that the settings ask for."""
    return bytes(sealed).startswith(header())


def fingerprint(text: str) -> str:
    """Answer a keyed hash for equality search: HMAC-SHA256, 64 hex digits.

    Equal texts give equal fingerprints; bring the text into one form first.
    """
    return hmac.new(keys.fingerprint_key(), text.encode(), hashlib.sha256).hexdigest()
