import hashlib

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from core.documents import marks, rendering, storage
from core.documents.errors import DocumentDamaged, DocumentNotReady
from core.documents.models import Document
from core.jobs import outbox, worker
from core.jobs.models import Job
from tests.core.conftest import NOW
from tests.core.documents.snapshots import NOTICE

NOTICE_TEMPLATE = "documents/recall_notice.html"


def issue(by, **changes):
    facts = {"kind": "recall_notice", "scope": "610922", "title": "召回通知书"}
    facts |= {"reference": "石组召〔{year}〕{number}号", "snapshot": NOTICE} | changes
    with transaction.atomic():
        return rendering.request(NOTICE_TEMPLATE, by=by, at=NOW, **facts)


def test_request_freezes_reference_and_leaves_one_job(clerk):
    document = issue(clerk)

    assert (document.reference, document.number, document.year) == ("石组召〔2018〕1号", 1, 2018)
    assert document.snapshot["reference"] == "石组召〔2018〕1号"
    assert document.state == "PENDING"
    job = Job.objects.get()
    assert (job.kind, job.payload) == ("documents.render", {"document_id": document.pk})


@pytest.mark.django_db(transaction=True)
def test_request_outside_transaction_is_refused(clerk):
    with pytest.raises(RuntimeError):
        rendering.request(
            NOTICE_TEMPLATE,
            kind="k",
            scope="s",
            reference="",
            title="t",
            snapshot={},
            by=clerk,
            at=NOW,
        )

    assert Document.objects.count() == 0


def test_request_without_number_takes_none(clerk):
    document = issue(clerk, numbered=False, reference="")

    assert (document.number, document.reference) == (None, "")
    assert issue(clerk).number == 1


def test_request_year_is_the_legal_one_of_shanghai(clerk):
    new_year = NOW.replace(month=12, day=31, hour=16)

    with transaction.atomic():
        document = rendering.request(
            NOTICE_TEMPLATE,
            kind="k",
            scope="s",
            reference="〔{year}〕",
            title="t",
            snapshot={},
            by=clerk,
            at=new_year,
        )

    assert (document.year, document.reference) == (2019, "〔2019〕")


def test_request_with_unprintable_text_is_stored_clean(clerk):
    document = issue(
        clerk, snapshot=NOTICE | {"cadre": "张\ud800三\x07\x00\u202e", "treatment": "甲\r\n乙"}
    )

    assert (document.snapshot["cadre"], document.snapshot["treatment"]) == ("张三", "甲\n乙")


def test_drain_renders_ready_file_with_its_hash(clerk, media):
    document = issue(clerk)

    done = worker.drain("pdf", at=NOW)

    document = Document.objects.get(pk=document.pk)
    assert (done, document.state, document.ready_at) == (1, "READY", NOW)
    body = (media / document.file).read_bytes()
    assert body.startswith(b"%PDF-")
    assert body.rstrip().endswith(b"%%EOF")
    assert (hashlib.sha256(body).hexdigest(), len(body)) == (document.sha256, document.byte_count)
    assert list((media / "documents" / ".parts").iterdir()) == []


def test_render_twice_leaves_the_first_file(clerk, media):
    document = issue(clerk)

    first = rendering.render(document, at=NOW)
    written = (media / first.file).stat().st_mtime_ns
    second = rendering.render(document, at=NOW)

    assert (second.sha256, second.ready_at) == (first.sha256, first.ready_at)
    assert (media / second.file).stat().st_mtime_ns == written
    assert len(list((media / "documents").glob("*.pdf"))) == 1


def test_open_verified_gives_issued_bytes_and_refuses_others(clerk, media):
    document = issue(clerk)
    with pytest.raises(DocumentNotReady):
        storage.open_verified(document)

    document = rendering.render(document, at=NOW)
    path = media / document.file
    body = path.read_bytes()
    assert storage.open_verified(document).read() == body

    path.write_bytes(body + b" ")
    with pytest.raises(DocumentDamaged):
        storage.open_verified(document)
    path.unlink()
    with pytest.raises(DocumentDamaged):
        storage.open_verified(document)


def test_issued_facts_cannot_be_changed_in_the_database(clerk):
    document = issue(clerk)

    with pytest.raises(DatabaseError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(snapshot={})
    with pytest.raises(DatabaseError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(number=7)


def test_ready_without_file_is_refused_by_the_database(clerk):
    document = issue(clerk)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE documents_document SET state = 'READY' WHERE id = %s", [document.pk])


def test_character_without_glyph_fails_document_and_names_it(clerk, monkeypatch):
    with monkeypatch.context() as before:  # issued when the faces still had it
        before.setattr(rendering.glyphs, "missing", lambda text: [])
        document = issue(clerk, snapshot=NOTICE | {"cadre": "张\ue000三"})

    worker.drain("pdf", at=NOW)

    job = Job.objects.get()
    assert (job.state, job.attempts) == ("DEAD", 1)
    assert "U+E000" in job.last_error
    assert Document.objects.get(pk=document.pk).state == "FAILED"


def test_paper_is_not_issued_without_its_code(clerk, media, monkeypatch):
    document = issue(clerk)
    with monkeypatch.context() as broken:
        broken.setattr(marks, "drawing", lambda told: b"<svg")
        worker.drain("pdf", at=NOW)

    job, document = Job.objects.get(), Document.objects.get(pk=document.pk)
    assert (job.state, job.attempts) == ("DEAD", 1)
    assert "图形没有画出，无法打印：app:mark" in job.last_error
    assert (document.state, document.file, document.sha256) == ("FAILED", "", "")
    assert list(media.rglob("*.pdf")) == []
    with pytest.raises(DocumentNotReady):
        storage.open_verified(document)

    outbox.revive(job, at=NOW)
    worker.drain("pdf", at=NOW)

    assert Document.objects.get(pk=document.pk).state == "READY"


def test_revived_job_of_failed_document_can_succeed(clerk):
    document = issue(clerk)
    job = Job.objects.get()
    Job.objects.update(state="DEAD")
    rendering.give_up(document)

    outbox.revive(job, at=NOW)
    worker.drain("pdf", at=NOW)

    assert Document.objects.get(pk=document.pk).state == "READY"
