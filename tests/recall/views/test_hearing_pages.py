"""Pages of black-out, telling and talks; the person's page never hands out the original."""

from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from accounts.enums import Role
from core.jobs import worker
from evidence.services import files
from recall.models import Allegation, FactEvidence, Redaction, Talk, TalkRequest
from tests.factories.accounts import holder
from tests.factories.recall import conclude, submitted_nomination, told
from tests.fixtures import media
from tests.moments import VERIFIED_AT

__all__ = ["media"]
pytestmark = pytest.mark.django_db
AREA = {"page_1": 1, "left_1": 0, "top_1": 0, "width_1": 100, "height_1": 50}


def url(name, *args):
    return reverse(f"recall:{name}", args=args)


@pytest.fixture
def evidence(media):
    nomination = conclude(submitted_nomination())
    row = nomination.facts.get().evidence.get()
    out = BytesIO()
    Image.new("RGB", (100, 100), "white").save(out, "PNG")
    by, title = nomination.drafted_by, "证人王小明的证言"
    file = files.keep(out.getvalue(), kind="image/png", title=title, by=by, at=VERIFIED_AT)
    FactEvidence.objects.filter(pk=row.pk).update(file=file)
    return FactEvidence.objects.get(pk=row.pk)


@pytest.fixture
def admin(client, evidence):
    user = holder(Role.COUNTY_ADMIN, evidence.fact.nomination.county)
    client.force_login(user)
    return client


def test_black_out_is_made_by_the_page_and_the_job(admin, evidence):
    page = admin.get(url("redact", evidence.pk)).content.decode()
    assert url("redact-page", evidence.pk, 1) in page
    assert admin.get(url("redacted-file", evidence.pk)).status_code == 404

    answer = admin.post(url("redact", evidence.pk), {"reason": "WITNESS"} | AREA)
    worker.drain("redact", at=Redaction.objects.get().at)

    assert answer.status_code == 302
    assert "查看遮盖件" in admin.get(url("redact", evidence.pk)).content.decode()
    copy = Image.open(BytesIO(admin.get(url("redacted-file", evidence.pk)).content))
    assert copy.getpixel((50, 20)) == (0, 0, 0)
    preview = admin.get(url("redact-page", evidence.pk, 1))
    assert (preview["Content-Type"], preview["Cache-Control"]) == ("image/png", "private, no-store")
    assert admin.get(url("redact-page", evidence.pk, 2)).status_code == 200  # a picture has one


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"reason": "WITNESS"}, "1 至 20 处"),
        ({"reason": "WITNESS", "page_1": 1}, "第 1 处没有填全"),
        ({"reason": "WITNESS"} | AREA | {"left_1": 50}, "遮盖位置超出页面"),
        ({"reason": "WITNESS"} | AREA | {"page_1": 2}, "遮盖位置超出页面"),
    ],
)
def test_black_out_without_a_good_place_is_refused(admin, evidence, form, words):
    answer = admin.post(url("redact", evidence.pk), form)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_person_reads_the_copy_alone_without_the_title(admin, client, evidence):
    nomination = evidence.fact.nomination
    admin.post(url("redact", evidence.pk), {"reason": "WITNESS"} | AREA)
    person = nomination.subject
    client.force_login(person)
    assert client.get(url("evidence-file", evidence.pk)).status_code == 404  # not told yet

    worker.drain("redact", at=Redaction.objects.get().at)
    told(nomination)
    page = client.get(url("own-nomination", nomination.pk)).content.decode()
    copy = Image.open(BytesIO(client.get(url("evidence-file", evidence.pk)).content))

    assert "王小明" not in page
    assert "证人保护" in page
    assert copy.getpixel((50, 20)) == (0, 0, 0)
    for name in ("redact", "redacted-file"):
        assert client.get(url(name, evidence.pk)).status_code == 404
    assert client.get(url("redact-page", evidence.pk, 1)).status_code == 404


def test_person_gets_nothing_while_a_new_copy_is_not_there(admin, client, evidence):
    told(evidence.fact.nomination)
    admin.post(url("redact", evidence.pk), {"reason": "WITNESS"} | AREA)
    client.force_login(evidence.fact.nomination.subject)

    answer = client.get(url("evidence-file", evidence.pk))

    assert answer.status_code == 409
    assert "遮盖件还没有制作好" in answer.content.decode()


def test_telling_and_talk_are_recorded_and_read_by_the_person(admin, client, evidence):
    nomination = evidence.fact.nomination
    day = VERIFIED_AT.date().isoformat()
    form = {"served_on": day, "manner": "IN_PERSON", "received_by": "本人"}
    assert admin.post(url("hearing-act", nomination.pk, "tell"), form).status_code == 302
    assert Allegation.objects.get().nomination == nomination

    second = holder(Role.VERIFIER, nomination.county)
    record = {
        "on": day,
        "place": "部机关谈话室",
        "first": nomination.verified_by_id,
        "second": second.pk,
        "said": "问：当天在哪里？答：在医院。",
        "both_signed": "on",
        "refusal": "本人认为记录不全",
        "witness": "李国强",
    }
    slip = admin.post(url("hearing-act", nomination.pk, "talk"), record | {"witness": ""})
    assert (slip.status_code, Talk.objects.count()) == (422, 0)
    assert admin.post(url("hearing-act", nomination.pk, "talk"), record).status_code == 302

    client.force_login(nomination.subject)
    page = client.get(url("own-nomination", nomination.pk)).content.decode()
    assert "问：当天在哪里？" in page
    assert "李国强" in page


def test_person_asks_for_a_talk(client, evidence):
    nomination = told(evidence.fact.nomination)
    client.force_login(nomination.subject)

    answer = client.post(url("own-talk", nomination.pk), {"text": "想当面说明就医经过"})

    assert answer.status_code == 302
    assert TalkRequest.objects.get().by == nomination.subject


def test_unknown_act_is_not_found(admin, evidence):
    assert admin.get(url("hearing-act", evidence.fact.nomination_id, "none")).status_code == 404
