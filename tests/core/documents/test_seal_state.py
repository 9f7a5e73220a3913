"""Whether papers can be signed is told to whoever runs the site, without a secret."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from core.documents import seal_state, seals, signing
from core.documents.errors import SealUnusable
from core.errors import RegulationBroken
from tests.core.conftest import NOW
from tests.core.documents.authority import ENDS, OFFICE, PASSPHRASE, Authority
from tests.core.documents.test_signing import authority, drawn, examined, fresh_cache, office

__all__ = ["authority", "drawn", "fresh_cache", "office"]


def test_the_state_of_the_seal_is_told(office):
    found = seal_state.look(NOW)

    assert (found.signer, found.ends_at, found.trouble) == (OFFICE, ENDS, "")
    assert seal_state.line()["tone"] == "ok"
    assert OFFICE in seal_state.line()["text"]


def test_a_certificate_that_ends_within_a_month_is_warned_of(office):
    seal_state.look(ENDS - timedelta(days=10))

    assert seal_state.line()["tone"] == "warn"


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("SIGNING_PASSPHRASE", "wrong", "口令不对"),
        ("SIGNING_PKCS12_FILE", "/nowhere/office.p12", "不存在"),
        ("SIGNING_ROOTS_FILE", "/nowhere/roots.pem", "SIGNING_ROOTS_FILE"),
        ("SIGNING_SEAL", "nowhere.Seal", "ModuleNotFoundError"),
    ],
)
def test_a_seal_that_cannot_be_opened_is_told_without_a_secret(office, name, value, word):
    setattr(office, name, value)

    seal_state.look(NOW)

    told = seal_state.line()
    assert told["tone"] == "bad"
    assert word in told["text"]
    assert PASSPHRASE not in told["text"]


def test_an_expired_certificate_is_told(office):
    seal_state.look(ENDS + timedelta(days=1))

    assert "不在有效期内" in seal_state.line()["text"]


def test_no_seal_and_a_silent_worker_are_told(db):
    assert "没有报告" in seal_state.line()["text"]
    seal_state.look(NOW)
    assert "没有设置签名证书" in seal_state.line()["text"]


def test_the_seal_is_looked_at_once_a_minute(office, monkeypatch):
    first = seal_state.look(NOW)

    assert seal_state.look(NOW + timedelta(seconds=59)) == first
    assert seal_state.look(NOW + timedelta(seconds=60)) != first


def test_a_key_that_signs_otherwise_is_refused(office, authority, tmp_path):
    (tmp_path / "office.p12").write_bytes(b"no such file")

    with pytest.raises(SealUnusable, match="不是 PKCS #12"):
        seals.seal()


def test_a_common_name_stands_in_for_an_organisation(authority):
    name = seals.x509.Name([seals.x509.NameAttribute(seals.x509.NameOID.COMMON_NAME, "某办")])
    key = rsa.generate_private_key(65537, 2048)
    made = authority.certify("x", key.public_key())

    class Renamed:
        subject = name

    assert seals.holder(Renamed) == "某办"
    assert seals.holder(made) == "x"


def test_dz_02_a_root_that_the_office_does_not_trust_is_refused(drawn, office, tmp_path):
    office.SIGNING_ROOTS_FILE = str(Authority("别人").pem(tmp_path / "roots.pem"))

    with pytest.raises(RegulationBroken) as refused:
        signing.sign(drawn, seals.seal(), kind="k", at=NOW)

    assert refused.value.number == "DZ-02"


def test_the_roots_of_the_office_are_trusted(drawn, office, authority, tmp_path):
    office.SIGNING_ROOTS_FILE = str(authority.pem(tmp_path / "roots.pem"))

    assert examined(signing.sign(drawn, seals.seal(), kind="k", at=NOW).body, authority).holds
