"""样张 of a version: marked on every page, laid out as the paper, one for the same words."""

from datetime import timedelta

import pymupdf
import pytest
from django.urls import reverse

from accounts.enums import Role
from core.audit.models import Entry
from core.documents import pdf, rendering, storage, wordings
from core.documents.models import Document, DocumentState
from core.errors import NotAllowed
from core.jobs.models import Job
from schemes.services import wording_samples as samples
from schemes.services import wordings as acts
from tests.factories.accounts import holder
from tests.factories.recall import printed
from tests.factories.units import CountyFactory, PrefectureFactory
from tests.factories.wordings import MARK, approved_wording, body, draft_wording
from tests.fixtures import media
from tests.moments import NOW, TODAY

__all__ = ["media"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
CODES = [kind.code for kind in wordings.kinds()]
SAID = "样张：虚构人员和事实，不是公文"


@pytest.fixture
def county():
    return CountyFactory(parent=PrefectureFactory())


@pytest.fixture
def admin(client, county):
    user = holder(Role.COUNTY_ADMIN, county)
    client.force_login(user)
    return user


def url(name, *args):
    return reverse(f"schemes:{name}", args=args)


def texts(document):
    with storage.open_verified(document) as file, pymupdf.open(stream=file.read()) as paper:
        return ["".join(page.get_text().split()) for page in paper]


def places(body, marks):
    """Answer where each word stands on each page, without those of the marks."""
    with pymupdf.open(stream=body) as paper:
        return [
            [word[:5] for word in page.get_text("words") if word[4] not in marks] for page in paper
        ]


@pytest.mark.parametrize("code", CODES)
def test_every_page_of_every_paper_is_marked_and_nothing_on_it_moves(county, admin, code):
    row = draft_wording(county, code, by=admin)

    sample = rendering.render(samples.ask(row, by=admin, at=NOW), at=NOW)

    assert all(SAID in page and "样张" in page.replace(SAID, "") for page in texts(sample))
    assert MARK in "".join(texts(sample))
    with storage.open_verified(sample) as file:
        marked = file.read()
    sample.snapshot.pop(wordings.SAMPLE)
    sample.kind = code
    plain = pdf.render(rendering.html(sample)).body
    assert places(marked, {SAID, "样张"}) == places(plain, {SAID, "样张"})


def test_sample_bears_no_number_and_no_code_and_is_told_to_the_trail(county, admin):
    row = draft_wording(county, by=admin)

    sample = samples.ask(row, by=admin, at=NOW)

    assert (sample.number, sample.verify_code, sample.comes_back) == (None, "", False)
    assert "verify" not in sample.snapshot
    assert sample.title == "召回通知书样张"
    assert Job.objects.filter(payload__document_id=sample.pk).count() == 1
    assert Entry.objects.filter(act="sample_wording", by=admin).count() == 1


def test_same_words_make_no_second_sample_and_other_words_do(county, admin):
    row = draft_wording(county, by=admin)
    first = samples.ask(row, by=admin, at=NOW)
    assert samples.ask(row, by=admin, at=NOW) == first

    told = row.words._asdict() | {"body": body("recall_notice", "另加一句。")}
    row = acts.put(row, **told, from_on=TODAY, by=admin, at=NOW)
    second = samples.ask(row, by=admin, at=NOW)

    assert second != first
    told = {"by": admin, "at": NOW}
    assert samples.ask(acts.submit(row, seen=row.stamp, **told), **told) == second


def test_sample_that_could_not_be_printed_is_asked_for_again(client, county, admin):
    row = draft_wording(county, by=admin)
    failed = rendering.give_up(samples.ask(row, by=admin, at=NOW))

    page = client.get(url("wording", row.pk)).text
    assert "文件未能生成" in page
    assert "看样张" in page
    assert samples.ask(row, by=admin, at=NOW) != failed


def test_version_that_goes_back_shows_the_words_it_goes_back_to(county, admin):
    approved_wording(county.parent, body=body("recall_notice", "上级的话。"), from_on=TODAY)
    row = draft_wording(county, by=admin, is_base=True, from_on=TODAY)

    assert "上级的话。" in samples.ask(row, by=admin, at=NOW).snapshot["wording"]["body"]


def test_page_asks_follows_and_hands_out_the_file(client, county, admin):
    row = draft_wording(county, by=admin)
    assert "看样张" in client.get(url("wording", row.pk)).text
    assert client.post(url("wording-sample-ask", row.pk)).url == url("wording", row.pk)
    sample = Document.objects.get(kind="wording_sample")
    poll, file = (
        url("wording-sample", row.pk, sample.pk),
        url("wording-sample-file", row.pk, sample.pk),
    )

    page = client.get(url("wording", row.pk)).text
    assert poll in page
    assert "看样张" not in page
    assert client.get(poll).status_code == 200
    assert client.get(file).status_code == 404
    printed(sample)
    assert client.get(poll).status_code == 286
    answer = client.get(file)
    assert f'filename="sample-{row.pk}-{sample.pk}.pdf"' in answer["Content-Disposition"]
    assert file in client.get(url("wording", row.pk)).text


def test_who_sees_the_version_sees_the_sample_and_asks_for_none(client, county, admin):
    row, draft = approved_wording(county), draft_wording(county, "allegation")
    shown, hidden = (samples.ask(one, by=admin, at=NOW) for one in (row, draft))
    reader = holder(Role.VERIFIER, county)
    client.force_login(reader)

    assert url("wording-sample", row.pk, shown.pk) in client.get(url("wording", row.pk)).text
    assert client.get(url("wording-sample", row.pk, shown.pk)).status_code == 200
    assert client.get(url("wording-sample", draft.pk, hidden.pk)).status_code == 404
    assert client.get(url("wording-sample", row.pk, hidden.pk)).status_code == 404
    assert client.post(url("wording-sample-ask", row.pk)).status_code == 403
    with pytest.raises(NotAllowed):
        samples.ask(row, by=reader, at=NOW)


@pytest.mark.parametrize("count", [1, 30])
def test_page_asks_the_same_however_many_samples_there_were(
    client, county, admin, count, django_assert_max_num_queries
):
    row = draft_wording(county, by=admin)
    for number in range(count):
        told = row.words._asdict() | {"body": body("recall_notice", f"第{number}稿。")}
        row = acts.put(row, **told, from_on=TODAY, by=admin, at=NOW)
        samples.ask(row, by=admin, at=NOW + timedelta(minutes=number))

    with django_assert_max_num_queries(12):
        answer = client.get(url("wording", row.pk))

    assert answer.text.count('class="prog"') == 1
    assert Document.objects.filter(state=DocumentState.PENDING).count() == count
