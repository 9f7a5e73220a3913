"""电子签名: by the office's certificate, moving nothing; or the paper says that it has none."""

import hashlib
import io
import re
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from pypdf import PdfReader

from core.documents import pdf, rendering, seals, signing
from core.documents.errors import SigningFailed
from core.documents.models import Document, Signature
from core.errors import RegulationBroken
from core.jobs import outbox, worker
from core.jobs.models import Job
from tests.core.conftest import NOW
from tests.core.documents.authority import ENDS, OFFICE, PASSPHRASE, Authority
from tests.core.documents.measure import Paper
from tests.core.documents.snapshots import NOTICE

PLACE = reverse("verify-code", args=["0" * 16])[:-16]


@pytest.fixture(scope="module")
def authority():
    return Authority()


@pytest.fixture(scope="module")
def drawn():
    """A notice as it is drawn, without a signature."""
    return pdf.render(render_to_string("documents/recall_notice.html", NOTICE)).body


@pytest.fixture(autouse=True)
def fresh_cache(db):
    cache.clear()


@pytest.fixture
def office(settings, authority, tmp_path):
    """The settings of an office that signs by a key file."""
    settings.SIGNING_PKCS12_FILE = str(authority.keep(tmp_path / "office.p12"))
    settings.SIGNING_PASSPHRASE = PASSPHRASE
    return settings


def issue(by, **changes):
    facts = {"kind": "recall_notice", "scope": "610922", "title": "召回通知书"}
    facts |= {"reference": "石组召〔{year}〕{number}号", "snapshot": NOTICE} | changes
    with transaction.atomic():
        return rendering.request("documents/recall_notice.html", by=by, at=NOW, **facts)


def examined(body, authority, at=NOW):
    return signing.examine(body, roots=[authority.root], at=at)


class Outside:
    """A service elsewhere: it keeps what it was sent, and may be away."""

    key = ec.generate_private_key(ec.SECP256R1())
    certificates: tuple = ()
    sent: list = []
    is_away = False

    @property
    def chain(self):
        return self.certificates

    def sign(self, digest, *, reason, kind):
        if self.is_away:
            raise SigningFailed("签名服务没有答复")
        self.sent.append((digest, reason, kind))
        told = seals.Prehashed(seals.SHA256())
        return self.key.sign(digest, ec.ECDSA(told))


@pytest.fixture
def outside(settings, authority, monkeypatch):
    own = authority.certify(OFFICE, Outside.key.public_key())
    monkeypatch.setattr(Outside, "certificates", (own, authority.root))
    monkeypatch.setattr(Outside, "sent", [])
    settings.SIGNING_SEAL = f"{__name__}.Outside"
    return Outside


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_a_paper_is_signed_by_the_offices_certificate(clerk, office, authority, tmp_path, kind):
    authority.keep(tmp_path / "office.p12", kind=kind)

    document = rendering.render(issue(clerk), at=NOW)

    body = (tmp_path / document.file).read_bytes()
    row = document.signature
    assert (row.signer, row.serial, row.at) == (OFFICE, "ABCDEF", NOW)
    assert row.subject == f"O={OFFICE},C=CN"
    assert examined(body, authority) == signing.Finding(is_whole=True, is_trusted=True)
    assert hashlib.sha256(body).hexdigest() == document.sha256
    assert len(body) == document.byte_count
    assert b"/SubFilter /ETSI.CAdES.detached" in body


def test_what_was_drawn_stands_unchanged_before_the_signature(clerk, office, tmp_path):
    document = rendering.render(issue(clerk), at=NOW)

    body = (tmp_path / document.file).read_bytes()
    html, mark = rendering.html(document), document.snapshot["verify"]
    assert body[: document.signature.drawn_count] == pdf.render(html, mark=mark).body


def _told(found, name):
    """Answer an entry of the catalog, without the addresses of its reader."""
    return re.sub(r"\d{9,}", "", str(found.root_object.get(name)))


def test_the_archival_marks_and_the_layout_stay(drawn, office, authority):
    signed = signing.sign(drawn, seals.seal(), kind="k", at=NOW).body

    before, after = (PdfReader(io.BytesIO(body)) for body in (drawn, signed))
    kept = ("/Metadata", "/OutputIntents", "/StructTreeRoot", "/MarkInfo", "/Lang", "/Outlines")
    for name in kept:
        assert _told(before, name) == _told(after, name)
    assert after.root_object["/Metadata"].get_data() == before.root_object["/Metadata"].get_data()
    assert after.metadata == before.metadata
    assert "/Version" not in after.root_object
    assert "/Extensions" not in after.root_object
    old, new = Paper(drawn), Paper(signed)
    assert len(new) == len(old)
    for number in range(1, len(old) + 1):
        assert (new.lines(number), new.rules(number), new.ink(number)) == (
            old.lines(number),
            old.rules(number),
            old.ink(number),
        )


def test_the_only_new_thing_on_a_page_is_a_widget_without_a_size(drawn, office):
    signed = signing.sign(drawn, seals.seal(), kind="k", at=NOW).body

    found = PdfReader(io.BytesIO(signed))
    widgets = [one.get_object() for page in found.pages for one in page.get("/Annots", [])]
    signature = [one for one in widgets if one.get("/FT") == "/Sig"]
    assert [[float(side) for side in one["/Rect"]] for one in signature] == [[0, 0, 0, 0]]
    assert signature[0]["/F"] & 0b100111 == 0b100  # printed; not hidden, invisible or unviewed


@pytest.mark.parametrize("where", ["drawn", "behind"])
def test_a_changed_byte_breaks_the_signature(drawn, office, authority, where):
    signed = signing.sign(drawn, seals.seal(), kind="k", at=NOW).body
    place = len(drawn) // 2 if where == "drawn" else signed.index(b"/Reason") + 9

    forged = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]

    assert examined(signed, authority).holds
    assert not examined(forged, authority).is_whole


def test_something_added_behind_breaks_the_signature(drawn, office, authority):
    signed = signing.sign(drawn, seals.seal(), kind="k", at=NOW).body

    assert not examined(signed + b"\n%% more\n", authority).is_whole


def test_an_unsigned_file_has_no_signature_and_no_pdf_is_none(drawn, authority):
    assert examined(drawn, authority) is None
    assert not examined(b"no paper", authority).is_whole


def test_another_authority_is_not_trusted(drawn, office):
    signed = signing.sign(drawn, seals.seal(), kind="k", at=NOW).body

    assert examined(signed, Authority("别人")) == signing.Finding(True, False)


@pytest.mark.parametrize("days", [-1, 1])
def test_dz_01_a_certificate_out_of_its_term_signs_nothing(drawn, office, days):
    at = ENDS + timedelta(days=1) if days > 0 else NOW.replace(year=2017)

    with pytest.raises(RegulationBroken) as refused:
        signing.sign(drawn, seals.seal(), kind="k", at=at)

    assert refused.value.number == "DZ-01"


def test_dz_02_a_signature_that_does_not_prove_is_not_handed_on(drawn, outside, monkeypatch):
    monkeypatch.setattr(Outside, "key", ec.generate_private_key(ec.SECP256R1()))

    with pytest.raises(RegulationBroken) as refused:
        signing.sign(drawn, seals.seal(), kind="k", at=NOW)

    assert refused.value.number == "DZ-02"


def test_a_service_elsewhere_is_sent_a_hash_and_nothing_else(clerk, outside, authority, tmp_path):
    document = rendering.render(issue(clerk), at=NOW)

    assert [(len(digest), reason, kind) for digest, reason, kind in outside.sent] == [
        (32, "制发公文", "recall_notice")
    ]
    assert examined((tmp_path / document.file).read_bytes(), authority).holds


def test_a_service_that_is_away_is_asked_five_times_then_the_paper_fails(
    clerk, outside, tmp_path, monkeypatch
):
    monkeypatch.setattr(Outside, "is_away", True)
    document, at = issue(clerk), NOW

    for _attempt in range(worker.MAX_ATTEMPTS):
        assert Document.objects.get(pk=document.pk).state == "PENDING"
        worker.drain("pdf", at=at)
        at += timedelta(minutes=5)

    job = Job.objects.get(kind="documents.render")
    assert (job.state, job.last_error) == ("DEAD", "签名服务没有答复")
    assert Document.objects.get(pk=document.pk).state == "FAILED"
    assert not Signature.objects.exists()
    assert list(tmp_path.glob("documents/*.pdf")) == []
    monkeypatch.setattr(Outside, "is_away", False)
    with transaction.atomic():
        outbox.revive(job, at=at)
    worker.drain("pdf", at=at)
    assert Document.objects.get(pk=document.pk).signature.signer == OFFICE


def test_a_job_that_runs_twice_signs_once(clerk, outside):
    document = issue(clerk)

    first = rendering.render(document, at=NOW)
    second = rendering.render(document, at=NOW + timedelta(hours=1))

    assert (second.sha256, second.signature.at) == (first.sha256, NOW)
    assert len(outside.sent) == 1


def test_a_worker_that_dies_after_signing_leaves_no_signature_behind(
    clerk, outside, tmp_path, monkeypatch
):
    document = issue(clerk)

    class Killed(BaseException):
        """What ends a process."""

    def killed(*_args):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(rendering.storage, "write", killed)
        with pytest.raises(Killed):
            rendering.render(document, at=NOW)
    assert not Signature.objects.exists()

    done = rendering.render(document, at=NOW)

    assert Signature.objects.count() == 1
    assert hashlib.sha256((tmp_path / done.file).read_bytes()).hexdigest() == done.sha256


def test_without_a_seal_papers_are_unsigned_and_say_so(client, clerk, drawn):
    document = rendering.render(issue(clerk), at=NOW)

    said = client.get(f"{PLACE}{document.verify_code}").content.decode()
    assert "这份文件没有电子签名" in said
    assert not Signature.objects.exists()


def test_the_page_of_a_code_tells_whose_certificate_signed(client, clerk, office):
    document = rendering.render(issue(clerk), at=NOW)

    said = client.get(f"{PLACE}{document.verify_code}").content.decode()
    assert re.search(f"由“{OFFICE}”的证书签名，2018年5月10日", said)
    assert "ABCDEF" in said


def test_what_bears_no_number_is_not_signed(clerk, office):
    document = rendering.render(issue(clerk, numbered=False, reference=""), at=NOW)

    assert document.is_ready
    assert not Signature.objects.exists()


def test_a_signature_is_never_changed(clerk, office):
    row = rendering.render(issue(clerk), at=NOW).signature

    for sql in ("UPDATE documents_signature SET signer = 'x'", "DELETE FROM documents_signature"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert Signature.objects.get() == row
