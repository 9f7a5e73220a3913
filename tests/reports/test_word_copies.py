"""Word 改稿: brought back beside the paper, compared with it, and never in its place."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.audit.models import Entry
from core.documents import word, wordings
from core.documents.models import Document
from core.errors import NotAllowed, RegulationBroken, StateConflict
from core.uploads import word_files
from evidence.enums import Release
from evidence.models import EvidenceFile
from evidence.services import files
from recall.models import Allegation, Case, Nomination
from reports.models import WordCopy
from reports.queries import word_copies as queries
from reports.services import numbers, word_copies
from tests.factories import training as make
from tests.factories.accounts import holder
from tests.factories.recall import SERVED_AT, open_case
from tests.factories.word_files import edited, linked
from tests.fixtures import media

__all__ = ["media"]


@pytest.fixture
def case(db):
    return open_case()


@pytest.fixture
def admin(case):
    return holder(Role.COUNTY_ADMIN, case.county)


def given_out(document):
    """The Word as the office took it."""
    return word.build(wordings.find(document.kind), document.snapshot)


def take_in(document, by, content=None, **changes):
    told = {"content": content or edited("改过的文字。"), "by": by, "at": SERVED_AT}
    return word_copies.take_in(document, **told | changes)


def test_a_copy_is_kept_as_it_came_and_the_paper_stays(case, admin):
    before = Document.objects.filter(pk=case.notice_id).values().get()
    content = edited("另加一段。", base=given_out(case.notice))

    row = take_in(case.notice, admin, content, note=" 供下发单位 ")

    assert (row.number, row.note, row.returned_by, row.returned_at) == (
        1,
        "供下发单位",
        admin,
        SERVED_AT,
    )
    assert files.read(row.file) == content
    assert row.file.sha256 == hashlib.sha256(content).hexdigest()
    assert Document.objects.filter(pk=case.notice_id).values().get() == before
    entry = Entry.objects.get(act="return_docx")
    assert set(entry.detail) == {"document", "sha256"}


def test_what_went_out_comes_back_without_a_difference(case, admin):
    assert queries.changes(take_in(case.notice, admin, given_out(case.notice))) == []


def test_paragraphs_that_differ_are_told_in_order(case, admin):
    issued = queries.issued_lines(case.notice)
    texts = [issued[0], "改过的第二段。", *issued[2:], "另加一段。"]

    found = queries.changes(take_in(case.notice, admin, edited(*texts)))

    assert [(one.label, one.before, one.after) for one in found] == [
        ("第2段", issued[1], "改过的第二段。"),
        (f"第{len(issued) + 1}段", "无", "另加一段。"),
    ]


def test_several_are_versions_each_with_its_own_number(case, admin):
    rows = [take_in(case.notice, admin, edited(text)) for text in ("甲。", "乙。")]

    assert [row.number for row in rows] == [1, 2]
    assert case.notice.word_copies.count() == 2


def test_dn_03_the_same_file_is_not_kept_twice(case, admin):
    content = edited("甲。")
    take_in(case.notice, admin, content)
    take_in(case.notice, admin, edited("乙。"))

    with pytest.raises(RegulationBroken, match="DN-03"):
        take_in(case.notice, admin, content)
    assert EvidenceFile.objects.filter(title="Word改稿").count() == 2


def test_a_hostile_file_leaves_nothing(case, admin):
    stored = set(files.folder().iterdir())

    with pytest.raises(RegulationBroken, match="EV-11"):
        take_in(case.notice, admin, linked("attachedTemplate", "http://192.0.2.1/", "External"))

    assert not WordCopy.objects.exists()
    assert set(files.folder().iterdir()) == stored


@pytest.mark.parametrize("role", [Role.VERIFIER, Role.DECIDER, Role.CLASS_MANAGER, Role.READER])
def test_only_the_administrator_of_the_county_brings_one_back(case, role):
    elsewhere = holder(Role.COUNTY_ADMIN, make.world().county)

    for user in (holder(role, case.county), elsewhere):
        with pytest.raises(NotAllowed):
            take_in(case.notice, user)


def test_nothing_comes_back_to_a_paper_whose_content_was_destroyed(case, admin):
    emptied = Document.objects.filter(pk=case.notice_id)
    emptied.update(state="GONE", file="", sha256="", ready_at=None)

    with pytest.raises(StateConflict):
        take_in(case.notice, admin)
    assert not queries.worded(admin).filter(pk=case.notice_id).exists()


def test_a_copy_stays_as_it_is(case, admin):
    row = take_in(case.notice, admin)

    for change in (lambda: WordCopy.objects.update(note="x"), row.delete):
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            change()


def concerned(case, admin):
    """Let the administrator be the person whom the papers are about."""
    Case.objects.filter(pk=case.pk).update(subject=admin)
    Nomination.objects.filter(pk=case.nomination_id).update(
        subject=admin, drafted_by=holder(Role.UNIT_CLERK, case.unit)
    )


def test_the_person_concerned_neither_sees_nor_brings_back(client, case, admin):
    row = take_in(case.notice, holder(Role.COUNTY_ADMIN, case.county))
    concerned(case, admin)
    client.force_login(admin)
    told = Allegation.objects.get(nomination=case.nomination_id).document

    for name, pk in (
        ("word-copies", case.notice_id),
        ("word-copies", told.pk),
        ("word-copy-file", row.pk),
        ("number-word", case.notice_id),
    ):
        assert client.get(reverse(f"reports:{name}", args=[pk])).status_code == 404
    for paper in (case.notice, told):
        with pytest.raises(NotAllowed):
            take_in(paper, admin)


def test_who_is_concerned_sees_no_void_paper_either(case, admin):
    """The case no longer says that a void notice was about them."""
    old = case.notice
    numbers.void(old, reason="漏页", by=holder(Role.COUNTY_ADMIN, case.county), at=SERVED_AT)
    assert queries.worded(admin).filter(pk=old.pk).exists()

    concerned(case, admin)

    assert not queries.worded(admin).filter(pk=old.pk).exists()


def page(client, user, document, **query):
    client.force_login(user)
    return client.get(reverse("reports:word-copies", args=[document.pk], query=query))


def test_the_page_names_what_it_is_and_shows_what_differs(client, case, admin):
    take_in(case.notice, admin, edited("甲。"), note="初稿")
    take_in(case.notice, admin, edited("乙<b>。"))

    newest = page(client, admin, case.notice).content.decode()
    first = page(client, admin, case.notice, version="1").content.decode()

    assert "非正式件" in newest
    assert "初稿" in newest
    assert "<ins>乙&lt;b&gt;。</ins>" in newest
    assert "<ins>甲。</ins>" in first
    assert Entry.objects.filter(act="read", row_id=case.notice_id).count() == 2


def test_nonsense_for_a_version_gives_the_newest(client, case, admin):
    take_in(case.notice, admin, edited("甲。"))

    for asked in ("0", "9" * 30, "\u0661", "x", "-1"):
        assert "<ins>甲。</ins>" in page(client, admin, case.notice, version=asked).content.decode()


def test_a_copy_comes_back_by_the_page_and_goes_out_again(client, case, admin):
    client.force_login(admin)
    url = reverse("reports:word-copies", args=[case.notice_id])
    content = edited("甲。")

    assert client.post(url, {}).status_code == 422
    refused = client.post(url, {"content": SimpleUploadedFile("a.docx", b"%PDF-1.7")})
    assert refused.status_code == 422
    assert "EV-07" in refused.content.decode()
    answer = client.post(
        url, {"content": SimpleUploadedFile("某人.docx", content), "note": "供下发"}
    )
    assert (answer.status_code, answer.url) == (302, url)
    row = WordCopy.objects.get()
    file = client.get(reverse("reports:word-copy-file", args=[row.pk]))

    assert file.content == content
    assert file["Content-Type"] == word_files.TYPE
    assert case.cadre.name not in file["Content-Disposition"]
    assert "no-store" in file["Cache-Control"]
    assert Entry.objects.get(act="take_docx", row_kind="reports.wordcopy").by == admin


def test_who_may_see_may_not_bring_back_and_is_told_why(client, case, admin):
    take_in(case.notice, admin, edited("甲。"))
    decider = holder(Role.DECIDER, case.county)

    said = page(client, decider, case.notice).content.decode()

    assert "只有本县管理员可以交回Word改稿" in said
    assert "下载Word稿" not in said
    url = reverse("reports:word-copies", args=[case.notice_id])
    sent = {"content": SimpleUploadedFile("a.docx", edited("乙。"))}
    assert client.post(url, sent).status_code == 403


def test_a_file_that_the_scanner_holds_is_not_offered(client, case, admin):
    row = take_in(case.notice, admin)
    EvidenceFile.objects.filter(pk=row.file_id).update(release=Release.HELD)

    url = reverse("reports:word-copy-file", args=[row.pk])

    assert url not in page(client, admin, case.notice).content.decode()
    assert client.get(url).status_code == 409


def test_the_register_leads_to_the_copies(client, case, admin):
    series = queries.numbers.counter_of(case.notice)
    for role, is_led in ((Role.DECIDER, True), (Role.CLASS_MANAGER, False)):
        client.force_login(holder(role, case.county))
        said = client.get(reverse("reports:number-series", args=[series.pk])).content.decode()
        assert (reverse("reports:word-copies", args=[case.notice_id]) in said) is is_led


def many(case, admin, count):
    """Put copies beside a paper that the scanner need not see again."""
    first = WordCopy.objects.order_by("-number").first()
    start = first.number + 1 if first else 1
    made = EvidenceFile.objects.bulk_create(
        EvidenceFile(
            title="Word改稿",
            kind=word_files.TYPE,
            path=f"{start + n}.docx",
            sha256=f"{n:064}",
            byte_count=1,
            uploaded_by=admin,
            uploaded_at=timezone.now(),
        )
        for n in range(count)
    )
    text = "\n".join(f"{n}" + "很长的一段话" * 60 for n in range(60))
    WordCopy.objects.bulk_create(
        WordCopy(
            document=case.notice,
            number=start + n,
            file=file,
            text=text,
            note="说明" * 100,
            returned_by=admin,
            returned_at=SERVED_AT,
        )
        for n, file in enumerate(made)
    )


def test_ten_copies_cost_what_a_thousand_do(client, case, admin):
    def cost():
        page(client, admin, case.notice)
        with CaptureQueriesContext(connection) as asked:
            answer = page(client, admin, case.notice)
        return len(asked), len(answer.content)

    many(case, admin, 10)
    few = cost()
    many(case, admin, 990)
    count, size = cost()

    assert (count, few[0] <= 30) == (few[0], True), (few, count)
    assert size <= 60_000
