"""时间戳: a trusted authority says when the signature was there, or the paper is not handed on."""

from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.template.loader import render_to_string
from pyhanko.sign.timestamps import DummyTimeStamper

from core.documents import pdf, seals, signing
from core.documents.errors import SigningFailed
from core.errors import RegulationBroken
from tests.core.conftest import NOW
from tests.core.documents.authority import PASSPHRASE, Authority, named
from tests.core.documents.snapshots import NOTICE

pytestmark = pytest.mark.django_db
TOLD = datetime(2018, 5, 10, 1, 2, 3, tzinfo=UTC)


def clock_of(authority):
    """Answer an authority of time whose certificate the root gave it."""
    key = rsa.generate_private_key(65537, 2048)
    made = (
        x509.CertificateBuilder()
        .subject_name(named("测试时间戳"))
        .issuer_name(named(authority.name))
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(TOLD - timedelta(days=900))
        .not_valid_after(TOLD + timedelta(days=9_000))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
        )
        .sign(authority.key, SHA256())
    )
    secret = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return DummyTimeStamper(
        asn1.Certificate.load(made.public_bytes(Encoding.DER)),
        keys.PrivateKeyInfo.load(secret),
        fixed_dt=TOLD,
    )


class Clock:
    """A service elsewhere: keeps what it was sent; `answer` changes what it says."""

    client: DummyTimeStamper
    roots: list = []
    sent: list = []

    def stamp(self, request):
        self.sent.append(request)
        return self.answer(tsp.TimeStampReq.load(request)).dump()

    @classmethod
    def answer(cls, asked):
        return cls.client.request_tsa_response(asked)


@pytest.fixture(scope="module")
def authority():
    return Authority()


@pytest.fixture(scope="module")
def drawn():
    return pdf.render(render_to_string("documents/recall_notice.html", NOTICE)).body


@pytest.fixture
def clock(settings, authority, tmp_path, monkeypatch):
    """The settings of an office that signs by a key file and has its signatures timed."""
    settings.SIGNING_PKCS12_FILE = str(authority.keep(tmp_path / "office.p12"))
    settings.SIGNING_PASSPHRASE = PASSPHRASE
    settings.SIGNING_TIME = f"{__name__}.Clock"
    monkeypatch.setattr(Clock, "roots", [authority.root])
    monkeypatch.setattr(Clock, "client", clock_of(authority), raising=False)
    monkeypatch.setattr(Clock, "sent", [])
    return Clock


def sign(body):
    return signing.sign(body, seals.seal(), kind="k", at=NOW).body


def examined(body, authority):
    return signing.examine(body, roots=[authority.root], at=NOW)


def test_a_signature_bears_the_time_of_the_authority(clock, drawn, authority):
    signed = sign(drawn)

    assert examined(signed, authority) == signing.Finding(True, True, TOLD)
    assert signed.startswith(drawn)


def test_the_authority_is_sent_a_hash_and_nothing_of_the_paper(clock, drawn):
    sign(drawn)

    [request] = clock.sent
    asked = tsp.TimeStampReq.load(request)
    imprint = asked["message_imprint"]
    assert imprint["hash_algorithm"]["algorithm"].native == "sha256"
    assert len(imprint["hashed_message"].native) == 32
    assert len(request) < 100


def test_without_the_setting_nobody_is_asked_for_the_time(clock, drawn, authority, settings):
    settings.SIGNING_TIME = ""

    assert examined(sign(drawn), authority) == signing.Finding(True, True, None)
    assert clock.sent == []


def away(_asked):
    raise SigningFailed("时间戳服务没有答复")


def refusing(_asked):
    return tsp.TimeStampResp({"status": tsp.PKIStatusInfo({"status": "rejection"})})


class Nonsense:
    def dump(self):
        return b"<html>502"


@pytest.mark.parametrize("answer", [away, refusing, lambda _asked: Nonsense()])
def test_a_paper_without_a_time_is_tried_again(clock, drawn, monkeypatch, answer):
    monkeypatch.setattr(Clock, "answer", staticmethod(answer))

    with pytest.raises(SigningFailed):
        sign(drawn)


def test_dz_02_a_time_by_whom_the_office_does_not_trust_is_none(clock, drawn, monkeypatch):
    monkeypatch.setattr(Clock, "client", clock_of(Authority("别的根")))

    with pytest.raises(RegulationBroken, match="经不起验证"):
        sign(drawn)


def test_dz_02_without_roots_of_time_nobody_is_trusted(clock, drawn, monkeypatch):
    monkeypatch.setattr(Clock, "roots", [])

    with pytest.raises(RegulationBroken, match="经不起验证"):
        sign(drawn)


def test_dz_02_a_time_of_something_else_is_none(clock, drawn, monkeypatch):
    def other(asked):
        asked["message_imprint"]["hashed_message"] = b"\0" * 32
        return Clock.client.request_tsa_response(asked)

    monkeypatch.setattr(Clock, "answer", staticmethod(other))

    with pytest.raises((RegulationBroken, SigningFailed)):
        sign(drawn)
