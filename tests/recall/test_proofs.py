"""校验: a stored file is hashed again, what was found is on the page and on record."""

import hashlib

import pytest
from django.urls import reverse

from accounts.enums import Role
from core.audit.models import Entry
from core.documents import proofs
from core.documents.errors import DocumentNotReady
from core.documents.proofs import Told
from core.documents.regulations import stays_unchanged
from evidence.enums import Release
from evidence.models import EvidenceFile
from evidence.services import files
from recall.models import Case, FactEvidence
from recall.services import attachments, hearings, notices
from recall.services import proofs as services
from tests.factories.accounts import holder
from tests.factories.recall import (
    PDF,
    complete_nomination,
    open_case,
    print_notice,
    submitted_nomination,
    told,
)
from tests.factories.recall import conclude as concluded
from tests.fixtures import media
from tests.moments import NOW, VERIFIED_AT

__all__ = ["media"]
pytestmark = pytest.mark.django_db
SENTENCE = "不能作为原件使用"


def url(name, pk):
    return reverse(f"recall:{name}", args=[pk])


@pytest.fixture
def evidence(media):
    return submitted_nomination().facts.get().evidence.get()


@pytest.fixture
def admin(client, evidence):
    user = holder(Role.COUNTY_ADMIN, evidence.fact.nomination.county)
    client.force_login(user)
    return user


def stored(evidence):
    return files.folder() / evidence.file.path


def spoil(path):
    """Change one byte on the disk; the size stays."""
    body = bytearray(path.read_bytes())
    body[-1] ^= 1
    path.write_bytes(bytes(body))


def looks(row):
    kind = row._meta.label_lower
    rows = Entry.objects.filter(row_kind=kind, row_id=row.pk, act=proofs.ACT)
    return [entry.detail["told"] for entry in rows.order_by("at", "id")]


def prove(client, evidence):
    """Press the button and answer the page that it leads to."""
    answer = client.post(url("evidence-proof", evidence.pk))
    assert answer.status_code == 302
    page = url("nomination", evidence.fact.nomination_id)
    assert answer["Location"] == f"{page}#proof-file-{evidence.pk}"
    return client.get(page).content.decode()


def test_prove_the_file_of_the_upload_tells_so_with_time_and_name(client, admin, evidence):
    before = client.get(url("nomination", evidence.fact.nomination_id)).content.decode()

    page = prove(client, evidence)

    assert "还没有校验过" in before
    assert str(Told.SAME.label) in page
    assert f"{admin.name}校验" in page
    assert SENTENCE not in page
    entry = Entry.objects.get(act=proofs.ACT)
    assert (entry.by_id, entry.about_id) == (admin.pk, evidence.fact.nomination.cadre_id)
    assert entry.detail["sha256"] == hashlib.sha256(PDF).hexdigest()


def lengthen(path):
    path.write_bytes(path.read_bytes() + b"\n")


@pytest.mark.parametrize(
    ("hurt", "found"),
    [
        (spoil, Told.OTHER),
        (lengthen, Told.OTHER),
        (lambda path: path.unlink(), Told.MISSING),
    ],
    ids=["byte changed", "byte added", "gone"],
)
def test_dz_03_prove_a_hurt_file_tells_what_is_amiss(client, admin, evidence, hurt, found):
    hurt(stored(evidence))

    page = prove(client, evidence)

    assert str(found.label) in page
    assert SENTENCE in page
    assert "DZ-03" in page
    assert looks(evidence) == [found]


def test_dz_03_only_the_registered_hash_keeps_it():
    assert stays_unchanged.is_kept("a", "a")
    assert not stays_unchanged.is_kept("a", "")


def test_prove_after_the_file_came_back_tells_the_newest_look(client, admin, evidence):
    body = stored(evidence).read_bytes()
    stored(evidence).unlink()
    prove(client, evidence)
    stored(evidence).write_bytes(body)

    page = prove(client, evidence)

    assert looks(evidence) == [Told.MISSING, Told.SAME]
    assert str(Told.SAME.label) in page
    assert str(Told.MISSING.label) not in page


def test_prove_when_file_and_row_were_both_rewritten_is_told_by_the_trail(client, admin, evidence):
    spoil(stored(evidence))
    fresh = hashlib.sha256(stored(evidence).read_bytes()).hexdigest()
    EvidenceFile.objects.filter(pk=evidence.file_id).update(sha256=fresh)

    page = prove(client, evidence)

    assert str(Told.REWRITTEN.label) in page
    assert looks(evidence) == [Told.REWRITTEN]


def test_prove_a_hash_that_the_trail_masks_is_the_same(media):
    """The trail masks eleven digits that look like a telephone, also inside a hash."""
    content, number = b"", 0
    while "****" not in proofs.masked(hashlib.sha256(content).hexdigest()):
        number += 1
        content = PDF + b"%%%d" % number
    draft = complete_nomination()
    row = attachments.attach(
        draft,
        fact=draft.facts.get(),
        content=content,
        title="值班记录",
        kind="DOCUMENT",
        by=draft.drafted_by,
        at=NOW,
    )

    services.prove_evidence(row, by=draft.drafted_by, at=NOW)
    services.prove_evidence(row, by=draft.drafted_by, at=NOW)

    assert looks(row) == [Told.SAME, Told.SAME]


def test_prove_a_held_file_is_refused_and_not_offered(client, admin, evidence):
    EvidenceFile.objects.filter(pk=evidence.file_id).update(release=Release.HELD)

    answer = client.post(url("evidence-proof", evidence.pk))

    assert answer.status_code == 409
    assert url("evidence-proof", evidence.pk) not in answer.content.decode()
    assert looks(evidence) == []


def test_prove_is_not_for_others_nor_for_the_person(client, evidence):
    nomination = told(concluded(evidence.fact.nomination))
    elsewhere = holder(Role.COUNTY_ADMIN, submitted_nomination().county)
    for user in (elsewhere, nomination.subject):
        client.force_login(user)
        assert client.post(url("evidence-proof", evidence.pk)).status_code == 404
    own = client.get(url("own-nomination", nomination.pk)).content.decode()

    assert url("evidence-file", evidence.pk) in own
    assert url("evidence-proof", evidence.pk) not in own
    assert looks(evidence) == []


@pytest.mark.parametrize("count", [1, 12])
def test_last_looks_cost_one_query(evidence, count, django_assert_num_queries):
    by = evidence.fact.nomination.drafted_by
    for number in range(count):
        file = files.keep(b"%d" % number, kind="application/pdf", title="页", by=by, at=NOW)
        row = FactEvidence.objects.create(fact=evidence.fact, file=file)
        services.prove_evidence(row, by=by, at=VERIFIED_AT)
    wanted = dict(FactEvidence.objects.values_list("pk", "file_id"))

    with django_assert_num_queries(1):
        found = proofs.last(FactEvidence, wanted)

    assert len(found) == count


@pytest.fixture
def case(media):
    row = open_case()
    print_notice(row)
    return Case.objects.get(pk=row.pk)


def test_a_notice_issued_again_was_not_looked_at(client, case, media):
    by = holder(Role.COUNTY_ADMIN, case.county)
    proofs.prove_document(case, case.notice, by=by, at=NOW)
    client.force_login(by)

    notices.issue_again(case.notice, by=by, at=VERIFIED_AT)
    print_notice(Case.objects.get(pk=case.pk))

    assert "还没有校验过" in client.get(url("case", case.pk)).content.decode()


def test_prove_a_paper_without_a_file_is_refused(media):
    case = open_case()

    with pytest.raises(DocumentNotReady):
        proofs.prove_document(case, case.notice, by=case.opened_by, at=NOW)

    assert looks(case) == []


@pytest.mark.parametrize("hurt", [spoil, lambda path: path.unlink()], ids=["changed", "gone"])
def test_dz_03_a_hurt_file_is_not_handed_out_and_kept_on_record(client, admin, evidence, hurt):
    whole = client.get(url("evidence-file", evidence.pk))
    hurt(stored(evidence))

    answer = client.get(url("evidence-file", evidence.pk))

    assert (whole.status_code, answer.status_code) == (200, 409)
    assert answer["Content-Type"].startswith("text/plain")
    assert "请联系管理员从备份恢复" in answer.content.decode()
    denied = Entry.objects.filter(act="denied").latest("pk")
    assert (denied.detail["status"], denied.detail["rule"]) == (409, "DZ-03")


def test_dz_03_a_hurt_paper_is_not_handed_out_and_no_failure_of_the_page(client, case, media):
    client.force_login(holder(Role.COUNTY_ADMIN, case.county))
    spoil(media / case.notice.file)

    answer = client.get(url("case-notice-file", case.pk))

    assert answer.status_code == 409
    assert "请联系管理员" in answer.content.decode()


def test_a_hurt_file_is_not_blacked_out_in_place_of_the_original(evidence):
    spoil(stored(evidence))

    assert hearings.pages_of(evidence) == 0


def test_the_unit_proves_what_it_attached_on_the_page_of_its_draft(client, media):
    draft = complete_nomination()
    evidence = draft.facts.get().evidence.get()
    client.force_login(draft.drafted_by)
    page = url("nomination-facts", draft.pk)
    assert url("evidence-proof", evidence.pk) in client.get(page).content.decode()

    answer = client.post(url("evidence-proof", evidence.pk))

    assert answer.url == f"{page}#proof-file-{evidence.pk}"
    assert str(Told.SAME.label) in client.get(page).content.decode()


def test_prove_a_held_file_of_a_draft_is_refused_on_its_page(client, media):
    draft = complete_nomination()
    evidence = draft.facts.get().evidence.get()
    EvidenceFile.objects.filter(pk=evidence.file_id).update(release=Release.HELD)
    client.force_login(draft.drafted_by)

    answer = client.post(url("evidence-proof", evidence.pk))

    assert answer.status_code == 409
    assert "recall/nominations/facts.html" in [one.name for one in answer.templates]
