"""电子签名: a PAdES-B signature on the archival copy, added behind the bytes that were drawn.

The drawn bytes stay as they are, at the front of the signed file; the signature is invisible and
moves nothing.
Import this only in processes that sign: it loads pyHanko.
"""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from asn1crypto import tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import cms_embedder, pdf_byterange
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from core.documents import regulations, seals
from core.documents.errors import SigningFailed
from core.documents.seals import Seal, TimeAuthority

REASON = "制发公文"
_FIELD, _HASH = "Signature", "sha256"
_EITHER = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"})
_ROOM = 32 * 1024  # hexadecimal digits for certificates and signature


@dataclass(frozen=True)
class Signed:
    """A signed file, and by whose certificate."""

    body: bytes
    certificate: x509.Certificate


@dataclass(frozen=True)
class Finding:
    """What a file's signature is worth.

    :param is_whole: every byte is as it was signed, and nothing was added
    :param is_trusted: the certificate leads to a root that is trusted, and held on the day
    :param stamped_at: when a trusted authority was shown the signature, None without its proof
    """

    is_whole: bool
    is_trusted: bool
    stamped_at: datetime | None = None

    @property
    def holds(self) -> bool:
        return self.is_whole and self.is_trusted


def sign(body: bytes, seal: Seal, *, kind: str, at: datetime) -> Signed:
    """Sign a PDF, and prove the signature before it is handed on.

    :raises RegulationBroken: DZ-01 the certificate does not hold now, DZ-02 the proof failed
    :raises SigningFailed: the seal gave no signature, or the authority that is set no time
    """
    own, authority = seal.chain[0], seals.time_authority()
    regulations.certificate_holds.check(own.not_valid_before_utc, own.not_valid_after_utc, at)
    try:
        signed = asyncio.run(_signed(body, seal, authority, kind=kind, at=at))
    except (SigningError, TimestampRequestError, ValueError) as error:
        raise SigningFailed(_("签名没有做成，稍后自动再试")) from error
    found = examine(signed, roots=seals.roots() or seal.chain[-1:], at=at)
    is_timed = found is not None and (authority is None or found.stamped_at is not None)
    regulations.signature_proves.check(found is not None and found.holds and is_timed)
    return Signed(signed, own)


def examine(body: bytes, *, roots: Sequence[x509.Certificate], at: datetime) -> Finding | None:
    """Prove a file's own signature as of a moment; None if it bears none.

    Nothing is fetched: whether the certificate was revoked is not asked.
    """
    authority = seals.time_authority()
    try:
        found = PdfFileReader(BytesIO(body)).embedded_signatures
        if not found:
            return None
        told = validate_pdf_signature(
            found[0],
            _trusting(roots, at),
            _trusting(authority.roots if authority else (), at),
            key_usage_settings=_EITHER,
            skip_diff=True,
        )
    except (PdfError, ValueError):
        return Finding(is_whole=False, is_trusted=False)
    is_covered = told.coverage == SignatureCoverageLevel.ENTIRE_FILE
    time, stamped_at = told.timestamp_validity, None
    if time is not None and time.intact and time.valid and time.trusted:
        stamped_at = time.timestamp
    is_whole = bool(told.intact and told.valid and is_covered)
    return Finding(is_whole, bool(told.trusted), stamped_at)


def _trusting(roots: Sequence[x509.Certificate], at: datetime) -> ValidationContext:
    return ValidationContext(trust_roots=_converted(roots), moment=at, allow_fetching=False)


async def _signed(
    body: bytes, seal: Seal, authority: TimeAuthority | None, *, kind: str, at: datetime
) -> bytes:
    """Leave a place, hash all around it, and fill the place with what the seal answers."""
    steps = cms_embedder.PdfCMSEmbedder().write_cms(_FIELD, writer=_Untold(BytesIO(body)))
    next(steps)
    place = pdf_byterange.SignatureObject(
        subfilter=SigSeedSubFilter.PADES, timestamp=at, reason=REASON, bytes_reserved=_ROOM
    )
    steps.send(cms_embedder.SigObjSetup(sig_placeholder=place))
    told, out = steps.send(cms_embedder.SigIOSetup(md_algorithm=_HASH))
    message = await _Through(seal, kind).async_sign(
        told.document_digest,
        digest_algorithm=_HASH,
        use_pades=True,
        timestamper=_Asking(authority) if authority else None,
    )
    steps.send(message)
    return out.getvalue()


class _Untold(IncrementalPdfFileWriter):
    """Leave title, dates and XMP as they were drawn: they are part of what is archived."""

    def _update_meta(self) -> None:
        """Change nothing."""


class _Through(Signer):
    """pyHanko's signer that passes the hash of what is to be signed on to a seal."""

    def __init__(self, seal: Seal, kind: str):
        own, *others = _converted(seal.chain)
        store = SimpleCertificateStore()
        store.register_multiple(others)
        super().__init__(signing_cert=own, cert_registry=store)
        self._seal, self._kind = seal, kind

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        digest = hashlib.new(digest_algorithm, data).digest()
        return self._seal.sign(digest, reason=REASON, kind=self._kind)


class _Asking(TimeStamper):
    """pyHanko's client that passes its requests on to an authority."""

    def __init__(self, authority: TimeAuthority):
        super().__init__()
        self._authority = authority

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        return tsp.TimeStampResp.load(self._authority.stamp(req.dump()), strict=True)


def _converted(chain: Sequence[x509.Certificate]) -> list[asn1.Certificate]:
    return [asn1.Certificate.load(one.public_bytes(Encoding.DER)) for one in chain]
