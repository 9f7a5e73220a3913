"""查验: anybody may ask what became of a document, and learns nothing else."""

import hashlib
import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.documents import codes, rendering, standings
from core.documents.hashing import Sha256Handler
from core.documents.models import Voiding
from core.documents.standings import Standing
from core.documents.views import TRIES
from tests.core.conftest import NOW
from tests.core.documents.snapshots import NOTICE

PLACE = reverse("verify-code", args=["0" * 16])[:-16]


@pytest.fixture(autouse=True)
def fresh_cache(db):
    cache.clear()


@pytest.fixture
def document(clerk, media):
    return again(clerk)


def again(clerk, kind="invented", scope="610922"):
    """Issue a paper under the next number of its series."""
    with transaction.atomic():
        row = rendering.request(
            "documents/recall_notice.html",
            kind=kind,
            scope=scope,
            reference="石组召〔{year}〕{number}号",
            title="关于召回㛃䶮同志的通知",
            snapshot=NOTICE,
            by=clerk,
            at=NOW,
        )
    return rendering.render(row, at=NOW)


def page(response):
    """Answer what was said, without the token of each answer and the address that was asked."""
    token = r'(csrfmiddlewaretoken" value="|CSRFToken": "|value="/V/)[^"]*"'
    return re.sub(token, "", response.content.decode())


def test_the_page_tells_standing_kind_issuer_number_date_and_hash(client, document):
    response = client.get(f"{PLACE}{document.verify_code}")

    said = page(response)
    assert response.status_code == 200
    for word in ("有效", "公文", NOTICE["issuer"], document.reference, "2018年5月10日"):
        assert word in said
    assert document.sha256 in said


def test_the_page_says_nothing_about_a_person(client, document):
    said = page(client.get(f"{PLACE}{document.verify_code}"))

    secret = (NOTICE["cadre"], document.title, NOTICE["unit"], NOTICE["post_title"])
    assert [word for word in secret if word in said] == []


def test_the_page_goes_into_no_cache_and_to_no_other_site(client, document):
    response = client.get(f"{PLACE}{document.verify_code}")

    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("typed", ["{0}", "{1}", " {2} "])
def test_a_typed_code_leads_to_its_page(client, document, typed):
    code = document.verify_code
    told = typed.format(code, codes.spoken(code), code.lower())

    response = client.post(reverse("verify"), {"code": told}, follow=True)

    assert response.status_code == 200
    assert document.reference in page(response)


def test_no_code_is_a_form_to_fill_in(client):
    assert client.get(reverse("verify")).status_code == 200
    assert client.post(reverse("verify"), {"code": ""}).status_code == 422


@pytest.mark.parametrize(
    "wrong", ["7K2M9QXD3PTA81WZ", "x", "中文", "7K2M-9QXD-3PTA-81WU", "' OR 1=1", "a" * 300]
)
def test_a_wrong_code_is_answered_like_an_unknown_one_with_as_many_queries(client, document, wrong):
    client.get(PLACE + codes.NOBODY)
    answers, counts = [], []
    for code in (codes.NOBODY, wrong):
        with CaptureQueriesContext(connection) as asked:
            answers.append(client.get(PLACE + code))
        counts.append(len(asked))

    assert [one.status_code for one in answers] == [404, 404]
    assert page(answers[0]) == page(answers[1])
    assert counts[0] == counts[1]


def test_an_empty_code_of_older_papers_finds_nothing(clerk, document):
    with transaction.atomic():
        rendering.request(
            "documents/recall_notice.html",
            kind="invented",
            scope="610922",
            reference="",
            title="x",
            snapshot=NOTICE,
            by=clerk,
            at=NOW,
            numbered=False,
        )

    assert standings.find("", on=NOW.date()) is None


def test_a_document_without_file_is_not_told_of(client, clerk):
    with transaction.atomic():
        row = rendering.request(
            "documents/recall_notice.html",
            kind="invented",
            scope="610922",
            reference="石组召〔{year}〕{number}号",
            title="x",
            snapshot=NOTICE,
            by=clerk,
            at=NOW,
        )

    assert client.get(f"{PLACE}{row.verify_code}").status_code == 404


def test_after_twenty_wrong_codes_an_address_waits(client, document):
    for n in range(TRIES):
        assert client.get(f"{PLACE}{n:016d}").status_code == 404

    assert client.get(f"{PLACE}{document.verify_code}").status_code == 429
    assert client.get(f"{PLACE}{n:016d}").status_code == 429


def sent(client, document, body, **more):
    file = SimpleUploadedFile("a.pdf", body, "application/pdf")
    return client.post(f"{PLACE}{document.verify_code}", {"file": file}, **more)


def test_the_issued_file_is_known_again_and_another_is_not(client, document, media):
    body = (media / document.file).read_bytes()

    assert "完全一致" in page(sent(client, document, body))
    assert "不一致：" in page(sent(client, document, body + b" "))


def test_a_file_of_another_paper_of_the_series_is_told_with_how_that_stands(
    client, clerk, document, media
):
    other = again(clerk)
    body = (media / other.file).read_bytes()

    assert "另一份同类公文（有效）" in page(sent(client, document, body))
    Voiding.objects.create(document=other, reason="打印错误", by=clerk, at=NOW)
    assert "另一份同类公文（作废）" in page(sent(client, document, body))


@pytest.mark.parametrize("elsewhere", [{"scope": "610923"}, {"kind": "feigned"}], ids=str)
def test_a_file_of_another_office_or_kind_is_only_not_this_one(
    client, clerk, document, media, elsewhere
):
    other = again(clerk, **elsewhere)

    assert "不一致：" in page(sent(client, document, (media / other.file).read_bytes()))


def test_a_large_file_is_hashed_without_touching_the_disk(client, document, media, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("a file was written")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile.__init__", refuse)
    body = b"%PDF-" + bytes(8 * 1024 * 1024)

    response = sent(client, document, body)

    assert "不一致：" in page(response)
    assert response.status_code == 200


def test_the_hash_is_that_of_what_was_sent(rf):
    body = bytes(range(256)) * 1000
    request = rf.post("/", {"file": SimpleUploadedFile("a.pdf", body)})
    request.upload_handlers = [Sha256Handler(request)]

    file = request.FILES["file"]
    assert (file.sha256, file.size, file.read()) == (
        hashlib.sha256(body).hexdigest(),
        len(body),
        b"",
    )


def test_no_file_and_an_empty_one_are_refused(client, document):
    assert client.post(f"{PLACE}{document.verify_code}").status_code == 422
    assert sent(client, document, b"").status_code == 422


def test_too_large_a_file_is_not_read(client, document, settings):
    settings.UPLOAD_MAX_BYTES = 1000

    assert sent(client, document, bytes(100_000)).status_code == 413


def test_a_file_without_token_is_refused(document):
    response = sent(Client(enforce_csrf_checks=True), document, b"%PDF-")

    assert response.status_code == 403


def test_a_file_sent_to_a_wrong_code_is_answered_like_a_wrong_code(client, document):
    file = SimpleUploadedFile("a.pdf", b"x")

    assert client.post(f"{PLACE}{'1' * 16}", {"file": file}).status_code == 404


def test_a_void_number_is_said_to_be_void(client, clerk, document):
    Voiding.objects.create(document=document, reason="打印错误", by=clerk, at=NOW)

    said = page(client.get(f"{PLACE}{document.verify_code}"))

    assert "作废" in said
    assert "打印错误" not in said


def test_a_voiding_is_never_changed_and_says_why(clerk, document):
    with pytest.raises(DatabaseError), transaction.atomic():
        Voiding.objects.create(document=document, reason="", by=clerk, at=NOW)
    Voiding.objects.create(document=document, reason="打印错误", by=clerk, at=NOW)

    with pytest.raises(DatabaseError), transaction.atomic():
        Voiding.objects.update(reason="别的")
    with pytest.raises(DatabaseError), transaction.atomic():
        Voiding.objects.all().delete()


def test_the_gravest_word_is_the_answer(document, monkeypatch):
    monkeypatch.setattr(standings, "_looks", {})
    assert standings.standing(document, NOW.date()) == Standing.CURRENT

    standings.add(lambda _document, _on: Standing.APPEALED, "invented", "other")
    standings.add(lambda _document, _on: Standing.WITHDRAWN, "invented")
    standings.add(lambda _document, _on: Standing.SUPERSEDED, "invented")

    assert standings.standing(document, NOW.date()) == Standing.WITHDRAWN
