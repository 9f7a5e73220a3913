"""A corpus of bad files: each is refused with a sentence, and nothing of it stays."""

import gzip
import struct
import zlib
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from accounts.enums import Role
from core.audit.models import Entry
from core.errors import RegulationBroken
from core.jobs import worker
from core.jobs.models import Job
from evidence import tasks
from evidence.enums import Release
from evidence.models import EvidenceFile
from evidence.services import files
from tests.core.uploads.clamd import EICAR, clamd
from tests.core.uploads.test_archives import packed
from tests.factories.accounts import UserFactory, holder
from tests.factories.recall import PDF, submitted_nomination
from tests.moments import NOW

pytestmark = pytest.mark.django_db


def picture(kind="PNG", size=(8, 8)):
    out = BytesIO()
    Image.new("RGB", size).save(out, kind)
    return out.getvalue()


def png_that_claims(width, height):
    """A PNG of a few bytes whose header promises millions of pixels."""
    head = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(name, body):
        total = struct.pack("!I", zlib.crc32(name + body))
        return struct.pack("!I", len(body)) + name + body + total

    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def pdf(more):
    return b"%PDF-1.7\n1 0 obj<<" + more + b">>endobj\n%%EOF\n"


BAD = {
    "empty": b"",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "svg with declaration": b'<?xml version="1.0"?><svg onload="alert(1)"/>',
    "html": b"<!doctype html><script>alert(1)</script>",
    "html in utf-16": "<script>alert(1)</script>".encode("utf-16"),
    "html before pdf": b"<script>alert(1)</script>%PDF-1.4",
    "mark before pdf": b"\xef\xbb\xbf%PDF-1.4",
    "xhtml": b'<html xmlns="http://www.w3.org/1999/xhtml"/>',
    "xml with entity": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
    "windows program": b"MZ\x90\x00\x03",
    "linux program": b"\x7fELF\x02\x01\x01",
    "java class": b"\xca\xfe\xba\xbe\x00\x00",
    "shell script": b"#!/bin/sh\nrm -rf /\n",
    "php": b"<?php system($_GET[0]);",
    "javascript": b"alert(1)",
    "zip": packed("a.txt"),
    "workbook": packed("[Content_Types].xml", "xl/workbook.xml"),
    "workbook with macros": packed("xl/vbaProject.bin"),
    "document": packed("word/document.xml"),
    "old office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64),
    "rtf": b"{\\rtf1\\object}",
    "rar": b"Rar!\x1a\x07\x01\x00",
    "7z": b"7z\xbc\xaf\x27\x1c",
    "gzip": gzip.compress(b"x"),
    "postscript": b"%!PS-Adobe-3.0\n",
    "flash": b"FWS\x0a",
    "icon": b"\x00\x00\x01\x00",
    "shortcut": b"L\x00\x00\x00\x01\x14\x02\x00",
    "eicar": EICAR,
    "gif": picture("GIF"),
    "bmp": picture("BMP"),
    "tiff": picture("TIFF"),
    "webp": picture("WEBP"),
    "png cut": picture()[:30],
    "png head only": b"\x89PNG\r\n\x1a\n",
    "png too wide": png_that_claims(60_000, 1),
    "png flood": png_that_claims(11_999, 11_999),
    "png that lies": png_that_claims(4_000, 4_000),
    "jpeg head and html": b"\xff\xd8\xff\xe0<script>alert(1)</script>",
    "jpeg cut": picture("JPEG")[:40],
    "pdf and zip": PDF + packed("x.class"),
    "pdf with script": pdf(b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"),
    "pdf that launches": pdf(b"/OpenAction<</S/Launch/F(cmd.exe)>>"),
    "pdf with attachment": pdf(b"/Names<</EmbeddedFiles 2 0 R>>/Type /EmbeddedFile"),
    "pdf with form script": pdf(b"/AcroForm<</XFA 3 0 R>>"),
    "pdf with film": pdf(b"/Subtype/RichMedia"),
}


def store(content, by=None, at=NOW):
    return files.store(content, title="材料", by=by or UserFactory(), at=at)


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_upload_corpus(content):
    assert len(BAD) >= 30

    with pytest.raises(RegulationBroken) as refusal:
        store(content)

    assert refusal.value.number.startswith("EV-")
    assert list(files.folder().iterdir()) == []
    assert not EvidenceFile.objects.exists()


def test_pixel_flood():
    with pytest.raises(RegulationBroken, match="EV-04"):
        store(BAD["png flood"])


def test_ev_05_upload_quota(settings):
    settings.UPLOAD_DAY_BYTES = 2 * len(PDF)
    clerk = UserFactory()
    store(PDF, clerk)
    store(PDF, clerk)

    with pytest.raises(RegulationBroken, match="EV-05"):
        store(PDF, clerk)

    assert store(PDF)
    assert store(PDF, clerk, NOW + timedelta(hours=24))


@pytest.mark.parametrize("more", [b"/JSomething 1", b"/Title(Launch of /x)"])
def test_ev_06_harmless_names_are_taken(more):
    assert store(pdf(more)).pk


@pytest.fixture
def scanned(settings, tmp_path):
    settings.CLAMD_ADDRESS = f"unix:{tmp_path}/clamd"
    return tmp_path / "clamd"


def test_eicar_quarantined(scanned, media):
    held = store(PDF + EICAR)

    with clamd(scanned):
        assert worker.drain("scan", at=NOW) == 1

    held.refresh_from_db()
    entry = Entry.objects.get(act="quarantine")
    assert held.release == Release.QUARANTINED
    assert (entry.row_id, entry.detail["found"]) == (held.pk, "Eicar-Test-Signature")
    assert list(files.folder().iterdir()) == []
    assert [file.name for file in (media / "quarantine").iterdir()] == [f"{held.path}.bad"]
    with pytest.raises(files.NotReleased, match="隔离"):
        files.read(held)


def test_scanner_down_fails_closed(scanned):
    held = store(PDF)

    assert worker.drain("scan", at=NOW) == 0
    with pytest.raises(files.NotReleased, match="待查毒"):
        files.read(held)
    job = Job.objects.get(kind="evidence.scan")
    assert (job.state, job.attempts) == ("DUE", 0)

    with clamd(scanned):
        assert worker.drain("scan", at=job.next_at) == 1
    held.refresh_from_db()
    assert files.read(held) == PDF


def test_scan_of_a_file_taken_back_or_released_does_nothing(scanned):
    held = store(PDF)
    files.discard(held)
    tasks.scan(Job(payload={"pk": held.pk or 0}), NOW)
    EvidenceFile.objects.update(release=Release.RELEASED)

    assert not Entry.objects.filter(act="quarantine").exists()


def test_without_a_scanner_files_are_released_at_once():
    assert store(PDF).release == Release.RELEASED


@pytest.fixture
def evidence(client):
    nomination = submitted_nomination()
    client.force_login(holder(Role.VERIFIER, nomination.county))
    return nomination.facts.get().evidence.get()


def test_upload_headers_sandbox(client, evidence):
    answer = client.get(reverse("recall:evidence-file", args=[evidence.pk]))

    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="evidence-{evidence.pk}.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-store"


def test_file_that_is_held_is_not_handed_out_but_explained(client, evidence):
    EvidenceFile.objects.filter(pk=evidence.file_id).update(release=Release.HELD)

    answer = client.get(reverse("recall:evidence-file", args=[evidence.pk]))

    assert answer.status_code == 409
    assert "待查毒" in answer.content.decode()


@pytest.mark.parametrize(
    ("release", "said"),
    [(Release.HELD, "待查毒，暂不能下载"), (Release.QUARANTINED, "发现恶意代码，已隔离")],
)
def test_file_that_is_not_released_says_so_beside_its_name(client, evidence, release, said):
    page = reverse("recall:nomination", args=[evidence.fact.nomination_id])
    before = client.get(page).content.decode()
    EvidenceFile.objects.filter(pk=evidence.file_id).update(release=release)

    assert said not in before
    assert said in client.get(page).content.decode()


def test_stored_name_random():
    names = {store(PDF).path for _n in range(5)}

    assert len(names) == 5
    assert {len(name) for name in names} == {len("0" * 32 + ".pdf")}
