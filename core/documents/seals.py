"""Seals (电子印章): who holds the office's key, and the one way to ask for a signature.

A seal is given a hash and answers a signature, so a service elsewhere never sees a paper. Which one
signs is a setting: SIGNING_SEAL names a class of the office's own, SIGNING_PKCS12_FILE a key file
for `FileSeal`; without both, papers are issued unsigned. SIGNING_TIME names who says when.
See docs/adr/0044 and 0052.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import pkcs12
from django.conf import settings
from django.utils.module_loading import import_string

from core.documents.errors import SealUnusable

_ORGANISATION = (x509.NameOID.ORGANIZATION_NAME, x509.NameOID.COMMON_NAME)


class Seal(Protocol):
    """What a signing service looks like from here. One is made for each paper: keep what is dear.

    It brings its own time limit of less than a minute, and raises `SigningFailed` with a sentence
    when the service is away: the paper is tried again.
    """

    @property
    def chain(self) -> Sequence[x509.Certificate]:
        """The certificates, the office's own first, up to its root."""

    def sign(self, digest: bytes, *, reason: str, kind: str) -> bytes:
        """Sign a SHA-256: RSA by PKCS #1 v1.5 or ECDSA in DER, as the certificate's key is.

        :param reason: what the signature says of itself
        :param kind: the kind of paper
        """


class TimeAuthority(Protocol):
    """What a time stamping authority (时间戳服务) looks like from here; one is made for each paper.

    It brings its own time limit of less than a minute, and raises `SigningFailed` with a sentence
    when the service is away: the paper is tried again.
    """

    @property
    def roots(self) -> Sequence[x509.Certificate]:
        """The roots that the office trusts to tell the time."""

    def stamp(self, request: bytes) -> bytes:
        """Answer a request of RFC 3161, which holds a SHA-256, with the response; both in DER."""


class FileSeal:
    """A key in a PKCS #12 file, opened by a passphrase; both stay out of database and log."""

    def __init__(self) -> None:
        self._key, self.chain = _opened(*_named(), settings.SIGNING_PASSPHRASE)

    def sign(self, digest: bytes, *, reason: str, kind: str) -> bytes:
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(digest, padding.PKCS1v15(), Prehashed(SHA256()))
        return self._key.sign(digest, ec.ECDSA(Prehashed(SHA256())))


def is_wanted() -> bool:
    """Tell whether papers are to be signed here."""
    return bool(settings.SIGNING_SEAL or settings.SIGNING_PKCS12_FILE)


def seal() -> Seal:
    """Answer the seal that the settings name.

    :raises SealUnusable: the key file cannot be opened
    """
    return import_string(settings.SIGNING_SEAL)() if settings.SIGNING_SEAL else FileSeal()


def time_authority() -> TimeAuthority | None:
    """Answer who says when a paper was signed, None where the settings name nobody."""
    return import_string(settings.SIGNING_TIME)() if settings.SIGNING_TIME else None


def holder(certificate: x509.Certificate) -> str:
    """Answer what a certificate calls whom it is for: the organisation, else the common name."""
    for name in _ORGANISATION:
        for found in certificate.subject.get_attributes_for_oid(name):
            return str(found.value)
    return certificate.subject.rfc4514_string()


def roots() -> list[x509.Certificate]:
    """Answer the certificates that the office trusts; none given: the last of the seal's own chain.

    :raises SealUnusable: the file cannot be read
    """
    if not settings.SIGNING_ROOTS_FILE:
        return []
    try:
        return x509.load_pem_x509_certificates(Path(settings.SIGNING_ROOTS_FILE).read_bytes())
    except (OSError, ValueError) as error:
        raise SealUnusable("根证书文件（SIGNING_ROOTS_FILE）无法读取，应为 PEM 格式") from error


def _named() -> tuple[Path, int]:
    """Answer the key file and when it was changed, so that a new one is opened anew."""
    path = Path(settings.SIGNING_PKCS12_FILE)
    try:
        return path, path.stat().st_mtime_ns
    except OSError as error:
        raise SealUnusable("签名证书文件（SIGNING_PKCS12_FILE）不存在或者无权读取") from error


@lru_cache(maxsize=2)
def _opened(
    path: Path, changed: int, passphrase: str
) -> tuple[rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, tuple[x509.Certificate, ...]]:
    try:
        body = path.read_bytes()
        key, own, others = pkcs12.load_key_and_certificates(body, passphrase.encode() or None)
    except OSError as error:
        raise SealUnusable("签名证书文件（SIGNING_PKCS12_FILE）无权读取") from error
    except ValueError:  # its words may repeat what it read
        raise SealUnusable("签名证书文件打不开：口令不对，或者不是 PKCS #12 文件") from None
    if own is None or not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise SealUnusable("签名证书文件里没有 RSA 或 ECDSA 的私钥和证书")
    return key, (own, *others)
