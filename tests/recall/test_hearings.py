"""Before the word: black-out copies, telling what is alleged, talks."""

from datetime import date, timedelta
from io import BytesIO

import pypdfium2
import pytest
from django.db import DatabaseError, transaction
from PIL import Image
from weasyprint import HTML

from accounts.enums import Role
from core.documents import blackout
from core.documents.blackout import Area
from core.errors import NotAllowed, RegulationBroken
from core.jobs import worker
from evidence.services import files
from recall.models import Allegation, Clock, Nomination, Redaction, Talk
from recall.queries import hearings as ask
from recall.services import hearings, verifications
from tests.factories.accounts import holder
from tests.factories.recall import conclude, decide, submitted_nomination, told, verified_nomination
from tests.fixtures import media
from tests.moments import DECIDED_AT, HEARD_AT, VERIFIED_AT

__all__ = ["media"]
pytestmark = pytest.mark.django_db
TOP = Area(1, 0, 0, 100, 30)
SAID = "问：防汛值班当天在哪里？答：送家人就医，事后没有补假。"
PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"


def paper():
    """A PDF of two pages that names a witness at the top of both, with metadata."""
    html = (
        "<meta name=author content=Witness><h1>Witness Wang Xiaoming</h1><p>At 10 pm he was absent."
        "<h1 style='page-break-before: always'>Witness Wang Xiaoming</h1><p>Second page"
    )
    return HTML(string=html).write_pdf()


def picture(form="PNG"):
    image = Image.new("RGB", (200, 100), "white")
    exif = Image.Exif()
    exif[0x010E] = "Witness Wang"
    out = BytesIO()
    image.save(out, form, exif=exif)
    return out.getvalue()


def text_of(content):
    document = pypdfium2.PdfDocument(content)
    return "".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.fixture
def nomination(media):
    return conclude(submitted_nomination())


@pytest.fixture
def evidence(nomination):
    row = nomination.facts.get().evidence.get()
    file = files.keep(paper(), kind=PDF, title="证言", by=nomination.drafted_by, at=VERIFIED_AT)
    type(row).objects.filter(pk=row.pk).update(file=file)
    return type(row).objects.get(pk=row.pk)


def admin(nomination):
    return holder(Role.COUNTY_ADMIN, nomination.county)


def refused(code, act, row, **given):
    with pytest.raises(RegulationBroken) as error, transaction.atomic():
        act(row, **given)
    assert error.value.number == code


def redact(evidence, *areas, **given):
    by = given.pop("by", None) or admin(evidence.fact.nomination)
    told = {"areas": list(areas or [TOP]), "reason": "WITNESS", "at": VERIFIED_AT} | given
    return hearings.redact(evidence, by=by, **told)


def talk(nomination, **given):
    county = nomination.county
    first, second = holder(Role.VERIFIER, county), holder(Role.COUNTY_ADMIN, county)
    values = {"on": HEARD_AT.date(), "place": "部机关谈话室", "said": SAID, "is_signed": True}
    values |= {"first": first, "second": second, "by": first, "at": HEARD_AT}
    return hearings.record_talk(nomination, **values | given)


def test_burnt_pdf_has_black_pixels_and_no_text_beneath():
    content = paper()
    assert "Wang Xiaoming" in text_of(content)

    burnt = blackout.burn(content, PDF, [TOP])

    assert blackout.pages(burnt, PDF) == 2
    assert text_of(burnt).strip() == ""
    assert b"Witness" not in burnt
    assert b"Wang" not in burnt
    first, second = (blackout.draw(burnt, PDF, page) for page in (1, 2))
    covered = first.crop((0, 0, first.width, first.height * 29 // 100))
    assert max(high for _low, high in covered.getextrema()) <= 8
    assert first.getpixel((first.width // 2, first.height * 90 // 100))[0] > 240
    assert second.getextrema()[0][1] > 240
    assert second.crop((0, 0, second.width, second.height // 10)).getextrema()[0][1] > 240


@pytest.mark.parametrize(("form", "kind"), [("PNG", PNG), ("JPEG", JPEG)])
def test_burnt_picture_has_black_pixels_and_no_metadata(form, kind):
    content = picture(form)
    assert b"Witness Wang" in content

    burnt = blackout.burn(content, kind, [Area(1, 10, 10, 50, 50)])

    image = Image.open(BytesIO(burnt))
    assert not image.getexif()
    assert b"Witness" not in burnt
    assert max(high for _low, high in image.crop((25, 15, 115, 55)).getextrema()) <= 8
    assert min(image.getpixel((190, 90))) > 240


def test_transparent_pixels_carry_nothing_beneath_the_black():
    image = Image.new("RGBA", (100, 100), (10, 200, 30, 0))
    out = BytesIO()
    image.save(out, "PNG")

    burnt = Image.open(BytesIO(blackout.burn(out.getvalue(), PNG, [TOP])))

    assert burnt.mode == "RGB"
    assert burnt.getpixel((50, 10)) == (0, 0, 0)
    assert burnt.getpixel((50, 90)) == (255, 255, 255)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4\n%%EOF", b"%PDF-1.7\n" + b"\0" * 900])
def test_what_cannot_be_drawn_is_said(content):
    for kind in (PDF, PNG):
        with pytest.raises(blackout.Unreadable):
            blackout.burn(content, kind, [TOP])


def test_preview_shows_grid_and_areas():
    shown = Image.open(BytesIO(blackout.preview(paper(), PDF, 2, [Area(2, 0, 50, 100, 10)])))

    assert max(shown.size) <= 1400
    assert shown.getpixel((shown.width // 20, shown.height * 57 // 100)) == (0, 0, 0)
    with pytest.raises(blackout.Unreadable):
        blackout.preview(paper(), PDF, 3, [])


def test_hr_05_person_gets_the_copy_alone_and_the_original_stays(evidence):
    nomination = evidence.fact.nomination
    person, original = nomination.subject, files.read(evidence.file)
    assert ask.handed_out(evidence, person) == evidence.file

    row = redact(evidence)
    assert ask.handed_out(evidence, person) is None  # neither copy nor original
    refused("HR-05", told, nomination)
    assert worker.drain("redact", at=VERIFIED_AT) == 1

    made = Redaction.objects.get(pk=row.pk)
    assert ask.handed_out(evidence, person) == made.file != evidence.file
    assert ask.handed_out(evidence, nomination.verified_by) == evidence.file
    assert text_of(files.read(made.file)).strip() == ""
    assert files.read(evidence.file) == original
    assert hearings.make_copy(made, by=made.by, at=HEARD_AT).made_at == VERIFIED_AT


def test_newest_black_out_holds_and_rows_stay(evidence):
    redact(evidence)
    redact(evidence, Area(2, 0, 0, 100, 100))
    worker.drain("redact", at=VERIFIED_AT)

    newest = ask.newest(evidence)

    assert newest.areas == [[2, 0, 0, 100, 100]]
    for change in ({"areas": []}, {"file": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Redaction.objects.filter(pk=newest.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        newest.delete()


def test_copy_that_cannot_be_made_is_never_replaced_by_the_original(evidence, monkeypatch):
    def broken(*_given):
        raise blackout.Unreadable

    row = redact(evidence)
    monkeypatch.setattr(blackout, "burn", broken)
    worker.drain("redact", at=VERIFIED_AT)

    assert Redaction.objects.get(pk=row.pk).has_failed
    assert ask.handed_out(evidence, evidence.fact.nomination.subject) is None
    refused("HR-05", told, evidence.fact.nomination)


def test_hr_01_black_out_before_the_word_only(evidence):
    nomination = told(evidence.fact.nomination)
    verifications.reply(nomination, text="改正", by=nomination.subject, at=HEARD_AT)
    refused("HR-01", lambda row: redact(row, at=HEARD_AT), evidence)


def test_hr_02_hr_03_areas_are_told_and_lie_on_a_page(evidence):
    refused("HR-02", lambda row: redact(row, areas=[]), evidence)
    refused("HR-02", lambda row: redact(row, *[TOP] * 21), evidence)
    for area in (
        Area(3, 0, 0, 9, 9),
        Area(0, 0, 0, 9, 9),
        Area(1, 95, 0, 9, 9),
        Area(1, 0, 0, 0, 9),
        Area(1, -1, 0, 9, 9),
    ):
        refused("HR-03", lambda row, area=area: redact(row, area), evidence)


def test_hr_04_file_can_be_drawn(nomination):
    refused("HR-04", redact, nomination.facts.get().evidence.get())


def test_black_out_is_the_offices_own_act(evidence):
    nomination = evidence.fact.nomination
    for by in (nomination.subject, nomination.drafted_by, holder(Role.DECIDER, nomination.county)):
        with pytest.raises(NotAllowed):
            redact(evidence, by=by)


def test_reply_term_runs_from_the_serving_day(nomination):
    subject = nomination.subject
    assert Nomination.objects.told_to(subject).count() == 0
    assert Clock.objects.running().get(nomination=nomination).kind == "SERVE"

    row = told(nomination, at=HEARD_AT, served_on=HEARD_AT.date() - timedelta(days=1))

    clock = Clock.objects.running().get(nomination=nomination)
    assert (clock.kind, clock.from_on, clock.days) == ("REPLY", date(2018, 5, 15), 5)
    assert row.due_on == clock.due_on == date(2018, 5, 22)
    assert Nomination.objects.told_to(subject).get() == row


def test_rc_27_refusal_is_noted(nomination):
    refused("RC-27", told, nomination, received_by=" ")
    assert told(nomination, received_by="", note="拒签，见证人李某").allegation.note


def test_hr_06_told_once(nomination):
    refused("HR-06", told, told(nomination))
    with pytest.raises(DatabaseError), transaction.atomic():
        Allegation.objects.update(served_on=date(2018, 5, 1))


def test_hr_07_day_of_telling(nomination):
    for day in (VERIFIED_AT.date() - timedelta(days=1), VERIFIED_AT.date() + timedelta(days=1)):
        refused("HR-07", told, nomination, served_on=day)


def test_hr_08_nothing_lapses_or_is_waived_before_the_person_is_told(nomination):
    by, late = nomination.verified_by, HEARD_AT + timedelta(days=60)
    for act in (verifications.lapse, verifications.waive):
        refused("HR-08", act, nomination, by=by, at=late)
    refused("HR-08", verifications.reply, nomination, text="改", by=nomination.subject, at=late)
    refused("HR-08", hearings.ask_for_talk, nomination, by=nomination.subject, at=late)
    refused("HR-08", talk, nomination)


def test_talk_is_kept_with_both_hands_and_stays():
    nomination = verified_nomination()
    row = talk(nomination)

    assert str(row) == "2018-05-16"
    with pytest.raises(DatabaseError), transaction.atomic():
        Talk.objects.filter(pk=row.pk).update(said="改写")
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()


def test_hr_09_two_people_talk_and_none_with_an_interest():
    nomination = verified_nomination()
    one = holder(Role.VERIFIER, nomination.county)
    refused("HR-09", talk, nomination, first=one, second=one)
    refused("HR-09", talk, nomination, second=nomination.subject)
    refused("HR-09", talk, nomination, second=nomination.submitted_by)


def test_hr_10_signed_or_noted_with_a_witness():
    nomination = verified_nomination()
    refused("HR-10", talk, nomination, is_signed=False)
    refused("HR-10", talk, nomination, is_signed=False, refusal="拒绝签名")
    row = talk(nomination, is_signed=False, refusal="拒绝签名", witness="李某")
    assert (row.refusal, row.witness) == ("拒绝签名", "李某")


def test_hr_11_day_of_the_talk():
    nomination = verified_nomination()
    for days in (-3, 1):
        refused("HR-11", talk, nomination, on=HEARD_AT.date() + timedelta(days=days))


def test_hr_12_put_off_with_a_reason_to_a_later_day():
    nomination = verified_nomination()
    day, later = HEARD_AT.date(), HEARD_AT.date() + timedelta(days=3)
    who = {"by": admin(nomination), "at": HEARD_AT}
    why = "本人正在住院，医院证明三日后出院"
    refused("HR-12", hearings.put_off_talk, nomination, on=day, next_on=day, reason=why, **who)
    refused("HR-12", hearings.put_off_talk, nomination, on=day, next_on=later, reason="病", **who)
    row = hearings.put_off_talk(nomination, on=day, next_on=later, reason=why, **who)
    assert ask.talked_on(nomination) is None
    assert row.next_on == later


def test_hr_13_meeting_waits_for_the_talk_that_was_asked_for():
    nomination = verified_nomination()
    person = nomination.subject
    hearings.ask_for_talk(nomination, text="当面说明", by=person, at=HEARD_AT)
    verifications.reply(nomination, text="改正", by=person, at=HEARD_AT)
    nomination = Nomination.objects.get(pk=nomination.pk)

    refused("HR-13", decide, nomination)
    talk(nomination, on=DECIDED_AT.date(), at=DECIDED_AT)
    refused("HR-13", decide, nomination, held_on=DECIDED_AT.date() - timedelta(days=1))
    assert decide(nomination).state == "APPROVED"


def test_hr_14_no_talk_after_the_decision():
    nomination = verified_nomination()
    verifications.reply(nomination, text="改正", by=nomination.subject, at=HEARD_AT)
    decide(Nomination.objects.get(pk=nomination.pk))
    refused("HR-14", talk, nomination, at=DECIDED_AT)


def test_hr_15_person_alone_asks_once():
    nomination = verified_nomination()
    who = {"by": nomination.subject, "at": HEARD_AT}
    with pytest.raises(NotAllowed):
        hearings.ask_for_talk(nomination, by=nomination.verified_by, at=HEARD_AT)
    hearings.ask_for_talk(nomination, **who)
    refused("HR-15", hearings.ask_for_talk, nomination, **who)
