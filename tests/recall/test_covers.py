"""The notice of what is alleged, and words of a fact that the person does not read."""

import json

import pgtrigger
import pypdfium2
import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.enums import Role
from core.audit.models import Entry
from core.documents import rendering, storage
from core.errors import NotAllowed, RegulationBroken
from recall.models import Allegation, FlagAnswer, Nomination, Redaction, WordCover
from recall.queries import covers as ask
from recall.services import allegations, attachments, covers, facts, nominations, verifications
from recall.services.settlements import Ruling
from tests.factories.accounts import holder
from tests.factories.recall import (
    NOT_EXCUSED,
    conclude,
    decide,
    draft_nomination,
    open_campaign,
    put_fact,
    put_opinion,
    told,
)
from tests.factories.settlements import settle
from tests.factories.units import UnitFactory
from tests.fixtures import media
from tests.moments import DECIDED_AT, NOW, VERIFIED_AT

__all__ = ["media"]
pytestmark = pytest.mark.django_db
TEXT = "5月8日夜间防汛值班脱岗两小时，两次电话无人接听，值班员王小明当场记录并向带班领导报告。"
WITNESS = "王小明"


@pytest.fixture
def nomination(media):
    row = draft_nomination()
    fact = put_fact(row, text=TEXT)
    pdf, by = b"%PDF-1.4 test", row.drafted_by
    nominations.attach(row, fact=fact, content=pdf, title="值班记录.pdf", by=by, at=NOW)
    put_opinion(row)
    row = nominations.submit(row, by=holder(Role.UNIT_HEAD, row.unit), at=NOW)
    found = {fact.pk: ("PROVED", f"见{WITNESS}的记录")}
    return conclude(row, findings=found)


def admin(row):
    return holder(Role.COUNTY_ADMIN, row.county)


def cover(row, words=WITNESS, **given):
    values = {"reason": "WITNESS", "by": admin(row), "at": VERIFIED_AT} | given
    return covers.cover(row.facts.get(), words=words, **values)


def refused(code, act, *args, **given):
    with pytest.raises(RegulationBroken) as error, transaction.atomic():
        act(*args, **given)
    assert error.value.number == code


def printed(row):
    """Answer the notice's words as they stand in the PDF."""
    document = Allegation.objects.get(nomination=row).document
    document = rendering.render(document, at=VERIFIED_AT)
    with storage.open_verified(document) as file:
        content = file.read()
    pages = pypdfium2.PdfDocument(content)
    text = "".join(page.get_textpage().get_text_bounded() for page in pages)
    return "".join(text.split()), content


def test_telling_freezes_a_numbered_notice_with_all_that_is_alleged(nomination):
    row = told(nomination)
    document = Allegation.objects.get(nomination=row).document
    text, _content = printed(row)

    assert "告〔2018〕1号" in document.reference
    assert document.snapshot["facts"][0]["evidence"] == ["值班记录.pdf"]
    assert document.snapshot["remedy"]["last_day"] == "2018年5月21日"
    for words in (
        "脱岗两小时",
        "值班记录.pdf",
        "5个工作日",
        "2018年5月21日",
        "干部监督科",
        "送达回证",
    ):
        assert words in text


def test_covered_words_are_nowhere_in_what_the_person_gets_and_stay_for_the_department(
    nomination, client
):
    cover(nomination)
    row = told(nomination)
    text, content = printed(row)

    snapshot = json.dumps(row.allegation.document.snapshot, ensure_ascii=False)
    assert WITNESS not in snapshot
    assert WITNESS not in text
    assert WITNESS.encode() not in content
    assert "值班员■■当场记录" in text
    assert "证人保护" in text
    client.force_login(row.subject)
    page = client.get(reverse("recall:own-nomination", args=[row.pk])).content.decode()
    assert WITNESS not in page
    assert "值班员■■当场记录" in page
    assert "见■■的记录" in page
    client.force_login(admin(row))
    page = client.get(reverse("recall:nomination", args=[row.pk])).content.decode()
    assert TEXT in page
    assert "值班员■■当场记录" in page
    assert row.facts.get().text == TEXT


def test_later_papers_keep_the_words_covered(nomination, client):
    cover(nomination)
    row = told(nomination)
    verifications.waive(row, text="不申辩", by=row.subject, at=DECIDED_AT)
    row = decide(Nomination.objects.get(pk=row.pk))

    for document in (row.sheet.document, row.case.notice):
        assert WITNESS not in json.dumps(document.snapshot, ensure_ascii=False)
    client.force_login(row.subject)
    page = client.get(reverse("recall:own-case", args=[row.case.pk])).content.decode()
    assert WITNESS not in page


def test_words_that_verifiers_and_meeting_wrote_again_are_covered_for_the_person(media, client):
    """Titles of files, opinions, answers, settlement, decision: wherever the name stands."""
    row = draft_nomination(open_campaign(verifiers_needed=2))
    fact, by = put_fact(row, text=TEXT), row.drafted_by
    pdf, title = b"%PDF-1.4 test", f"{WITNESS}的证言.pdf"
    nominations.attach(row, fact=fact, content=pdf, title=title, by=by, at=NOW)
    put_opinion(row)
    row = nominations.submit(row, by=holder(Role.UNIT_HEAD, row.unit), at=NOW)
    excused = {key: (answer, f"{WITNESS}说明过") for key, (answer, _why) in NOT_EXCUSED.items()}
    for conclusion, result in (("MATCHED", "PROVED"), ("NOT_MATCHED", "NOT_PROVED")):
        found = {fact.pk: (result, f"见{WITNESS}的记录")}
        conclude(row, conclusion, findings=found, exemption=excused, opinion=f"已问{WITNESS}")
    ruling = Ruling("PROVED", f"EVIDENCE-{fact.evidence.get().pk}", f"{WITNESS}当场签字的记录")
    settle(row, rulings={fact.pk: ruling}, opinion=f"采信{WITNESS}")
    row = Nomination.objects.get(pk=row.pk)
    cover(row)
    row = told(row)
    client.force_login(row.subject)
    own = client.get(reverse("recall:own-nomination", args=[row.pk])).content.decode()
    verifications.waive(row, text="不申辩", by=row.subject, at=DECIDED_AT)
    row = decide(Nomination.objects.get(pk=row.pk), opinion=f"{WITNESS}的证言属实，同意召回")

    for document in (row.allegation.document, row.sheet.document, row.case.notice):
        assert WITNESS not in json.dumps(document.snapshot, ensure_ascii=False)
    sheet = row.sheet.document.snapshot
    assert [one["opinion"] for one in sheet["verified"]] == ["已问■■", "已问■■"]
    assert sheet["decision"]["opinion"] == "■■的证言属实，同意召回"
    assert sheet["settled"]["opinion"] == "采信■■"
    assert sheet["facts"][0]["evidence"] == ["■■的证言.pdf"]
    assert "■■的证言.pdf" in sheet["facts"][0]["settled"]["record"]
    case = client.get(reverse("recall:own-case", args=[row.case.pk])).content.decode()
    for page in (own, case):
        assert WITNESS not in page
        assert "■■的证言.pdf" in page
    client.force_login(admin(row))
    assert f"{WITNESS}说明过" in client.get(reverse("recall:nomination", args=[row.pk])).text


def test_reason_of_a_despite_is_covered_for_the_person(nomination, client):
    cover(nomination)
    with pgtrigger.ignore():
        nomination.verifications.update(despite=f"{WITNESS}多次提醒后仍然脱岗")
    row = told(nomination)
    client.force_login(row.subject)
    page = client.get(reverse("recall:own-nomination", args=[row.pk])).text
    verifications.waive(row, text="不申辩", by=row.subject, at=DECIDED_AT)
    row = decide(Nomination.objects.get(pk=row.pk))

    told_of = row.sheet.document.snapshot["verified"][0]["despite"]
    assert told_of == "■■多次提醒后仍然脱岗"
    assert told_of in page


def test_reason_of_a_flag_is_covered_for_the_person(nomination, client):
    cover(nomination)
    FlagAnswer.objects.create(
        nomination=nomination,
        flag="IDLE_UNNAMED",
        figures={"number": 1, "measures": []},
        reason=f"{WITNESS}等多人反映",
        given_by=nomination.drafted_by,
        given_at=NOW,
    )
    row = told(nomination)
    client.force_login(row.subject)
    page = client.get(reverse("recall:own-nomination", args=[row.pk])).text

    assert "■■等多人反映" in page
    assert WITNESS not in page


def test_hr_21_words_and_files_are_covered_while_two_verifiers_work_and_telling_waits(media):
    row = draft_nomination(open_campaign(verifiers_needed=2))
    fact, by = put_fact(row, text=TEXT), row.drafted_by
    pdf = b"%PDF-1.4 test"
    nominations.attach(row, fact=fact, content=pdf, title="值班记录.pdf", by=by, at=NOW)
    put_opinion(row)
    row = nominations.submit(row, by=holder(Role.UNIT_HEAD, row.unit), at=NOW)

    held = cover(row)

    assert ask.words_of(row) == [WITNESS]
    refused("HR-21", told, row)
    evidence = fact.evidence.get()
    Redaction.objects.create(
        evidence=evidence, areas=[[1, 0, 0, 9, 9]], reason="PRIVACY", by=admin(row), at=NOW
    )
    for _each in range(2):
        row = conclude(row, "SENT_BACK", findings={})
    refused("HR-22", attachments.detach, row, evidence=evidence, by=by, at=NOW)
    refused("HR-22", facts.drop, row, fact=fact, by=by, at=NOW)
    assert WordCover.objects.get() == held


def test_hr_22_fact_with_covered_words_stays(media):
    row = draft_nomination()
    fact, by = put_fact(row, text=TEXT), row.drafted_by
    pdf = b"%PDF-1.4 test"
    nominations.attach(row, fact=fact, content=pdf, title="值班记录.pdf", by=by, at=NOW)
    put_opinion(row)
    row = nominations.submit(row, by=holder(Role.UNIT_HEAD, row.unit), at=NOW)
    cover(row)
    row = conclude(row, "SENT_BACK", findings={})
    refused("HR-22", facts.drop, row, fact=fact, by=by, at=NOW)


def test_title_of_a_blacked_out_file_is_in_no_paper(nomination):
    evidence = nomination.facts.get().evidence.get()
    Redaction.objects.create(
        evidence=evidence, areas=[[1, 0, 0, 9, 9]], reason="PRIVACY", by=admin(nomination), at=NOW
    )

    facts = allegations.snapshot(nomination, served_on=NOW.date(), on=NOW.date())["facts"]
    assert facts[0]["evidence"] == ["证明材料（部分遮盖）"]
    assert facts[0]["hidden"] == ["第三人隐私"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["王小明"], "甲■■乙"),
        (["王小", "小明"], "甲■■乙"),  # what overlaps leaves no rest
        (["甲", "王小明"], "■■乙"),
        (["丙"], "甲王小明乙"),
        ([], "甲王小明乙"),
    ],
)
def test_places_of_words_are_joined(words, said):
    assert ask.covered("甲王小明乙", words) == said


def test_word_of_one_fact_is_covered_in_the_next(nomination):
    cover(nomination)
    assert ask.covered(f"{WITNESS}再次报告", ask.words_of(nomination)) == "■■再次报告"


def test_hr_01_nothing_is_covered_before_the_submission():
    row = draft_nomination()
    put_fact(row, text=TEXT)
    refused("HR-01", cover, row)


def test_hr_16_nothing_changes_once_the_person_was_told(nomination):
    held = cover(nomination)
    row = told(nomination)
    refused("HR-16", cover, row, "带班领导")
    refused("HR-16", covers.lift, held, by=admin(row), at=VERIFIED_AT)
    with pytest.raises(DatabaseError), transaction.atomic():
        WordCover.objects.create(
            fact=row.facts.get(), words="带班", reason="WITNESS", by=admin(row), at=VERIFIED_AT
        )


@pytest.mark.parametrize("words", ["王", "李四海", "  "])
def test_hr_17_words_stand_in_the_fact(nomination, words):
    refused("HR-17", cover, nomination, words)


def test_hr_18_words_are_covered_once(nomination):
    cover(nomination)
    refused("HR-18", cover, nomination)


def test_hr_19_a_fact_stays_readable(nomination):
    refused("HR-19", cover, nomination, TEXT[:35])


def test_hr_20_a_cover_is_lifted_once_and_the_words_are_read_again(nomination):
    held = cover(nomination)
    covers.lift(held, by=admin(nomination), at=VERIFIED_AT)
    refused("HR-20", covers.lift, held, by=admin(nomination), at=VERIFIED_AT)
    assert ask.words_of(nomination) == []
    cover(nomination)  # and may be covered again


def test_rows_are_kept_and_only_the_office_covers(nomination):
    held = cover(nomination)
    for by in (nomination.drafted_by, holder(Role.DECIDER, nomination.county), nomination.subject):
        with pytest.raises(NotAllowed):
            cover(nomination, "带班领导", by=by)
    for act in (
        lambda: WordCover.objects.filter(pk=held.pk).update(words="别的"),
        lambda: WordCover.objects.filter(pk=held.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_page_covers_and_lifts(nomination, client):
    client.force_login(admin(nomination))
    url = reverse("recall:fact-cover", args=[nomination.pk, nomination.facts.get().pk])

    assert client.post(url, {"words": "李四海", "reason": "WITNESS"}).status_code == 422
    assert client.post(url, {"words": WITNESS, "reason": "WITNESS"}).status_code == 302
    page = client.get(url).content.decode()
    assert TEXT in page
    assert "值班员■■当场记录" in page
    lift = reverse("recall:cover-lift", args=[WordCover.objects.get().pk])
    assert client.post(lift).status_code == 302
    assert client.post(lift).status_code == 422
    told(nomination)
    assert "不能再遮盖" in client.get(url).content.decode()


def test_notice_is_downloaded_by_person_and_department_and_each_look_is_kept(nomination, client):
    row = told(nomination)
    office, own = (
        reverse(f"recall:{name}", args=[row.pk])
        for name in ("allegation-file", "own-allegation-file")
    )
    client.force_login(row.subject)
    assert client.get(own).status_code == 404  # not printed yet
    assert not Entry.objects.filter(act="download").exists()
    printed(row)
    for user, url in ((row.subject, own), (admin(row), office)):
        client.force_login(user)
        answer = client.get(url)
        assert answer.status_code == 200
        assert (answer["Content-Type"], answer["Cache-Control"]) == (
            "application/pdf",
            "private, no-store",
        )
        assert Entry.objects.filter(act="download", by=user.pk, about_id=row.cadre_id).exists()
    for user, url in (
        (row.subject, office),
        (holder(Role.UNIT_HEAD, row.unit), office),
        (holder(Role.COUNTY_ADMIN, UnitFactory().county), office),
        (admin(row), own),
    ):
        client.force_login(user)
        assert client.get(url).status_code == 404


def test_tellings_of_before_the_notices_have_none(nomination, client):
    row = told(nomination)
    with pgtrigger.ignore("recall.Allegation:written_once"):
        Allegation.objects.update(document=None)
    client.force_login(row.subject)
    assert client.get(reverse("recall:own-allegation-file", args=[row.pk])).status_code == 404
    page = client.get(reverse("recall:own-nomination", args=[row.pk])).content.decode()
    assert "下载告知书" not in page
