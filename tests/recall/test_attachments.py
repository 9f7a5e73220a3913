"""What a piece of evidence is and whence it comes; a witness is protected from the start."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from core.documents.blackout import Area
from core.errors import RegulationBroken
from core.jobs import worker
from recall.models import FactEvidence
from recall.queries import hearings as ask
from recall.services import attachments, hearings, nominations
from tests.factories.accounts import holder
from tests.factories.recall import (
    PDF,
    complete_nomination,
    conclude,
    submitted_nomination,
    told,
)
from tests.moments import NOW, TODAY, TOMORROW, VERIFIED_AT
from tests.recall.test_hearings import paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
NAME = "王某某证言.pdf"
GIVEN = {"kind": "WITNESS", "source": "镇值班室", "taken_by": "李核", "taken_on": TODAY}


def attach(nomination, **given):
    fact = nomination.facts.get()
    held = {"content": paper(), "title": NAME, "by": nomination.drafted_by, "at": NOW}
    return attachments.attach(nomination, fact=fact, **held | GIVEN | given)


@pytest.fixture
def witness():
    """A witness's paper on a nomination that was found to match, and is to be told."""
    nomination = complete_nomination()
    row = attach(nomination)
    head = holder("UNIT_HEAD", nomination.unit)
    nomination = nominations.submit(nomination, by=head, at=NOW)
    conclude(nomination)
    return FactEvidence.objects.get(pk=row.pk)


def test_particulars_are_kept_and_read_by_the_department_and_not_by_the_person(witness, client):
    assert (witness.kind, witness.source, witness.taken_by, witness.taken_on) == tuple(
        GIVEN.values()
    )
    admin = holder("COUNTY_ADMIN", witness.fact.nomination.county)
    client.force_login(admin)

    page = client.get(reverse("recall:nomination", args=[witness.fact.nomination_id]))

    assert f"证人材料　镇值班室　李核　{TODAY.isoformat()}" in page.content.decode()


def test_hr_23_nothing_is_told_while_a_witness_is_not_covered(witness):
    with pytest.raises(RegulationBroken, match="HR-23"):
        told(witness.fact.nomination)

    by = holder("VERIFIER", witness.fact.nomination.county)
    cover = {"areas": [Area(1, 0, 0, 100, 30)], "reason": "WITNESS", "by": by, "at": VERIFIED_AT}
    hearings.redact(witness, **cover)
    worker.drain("redact", at=VERIFIED_AT, seconds=30)

    assert told(witness.fact.nomination).state == "VERIFIED"


def test_the_person_never_gets_a_witness_that_is_not_covered(witness):
    subject = User.objects.get(pk=witness.fact.nomination.subject_id)

    assert ask.handed_out(witness, subject) is None
    assert ask.handed_out(witness, witness.file.uploaded_by) == witness.file


def test_the_person_reads_neither_name_nor_source_of_a_witness(witness, client):
    by = holder("VERIFIER", witness.fact.nomination.county)
    cover = {"areas": [Area(1, 0, 0, 100, 30)], "reason": "WITNESS", "by": by, "at": VERIFIED_AT}
    hearings.redact(witness, **cover)
    worker.drain("redact", at=VERIFIED_AT, seconds=30)
    nomination = told(witness.fact.nomination)
    client.force_login(nomination.subject)

    page = client.get(reverse("recall:own-nomination", args=[nomination.pk])).content.decode()

    assert "部分遮盖" in page
    assert not [one for one in (NAME, GIVEN["source"], GIVEN["taken_by"]) if one in page]
    assert NAME not in str(nomination.allegation.document.snapshot)


def test_hr_24_nothing_was_taken_tomorrow():
    nomination = complete_nomination()

    with pytest.raises(RegulationBroken, match="HR-24"):
        attach(nomination, taken_on=TOMORROW)
    assert nomination.facts.get().evidence.count() == 1


def test_other_evidence_is_told_as_before():
    assert told(conclude(submitted_nomination())).state == "VERIFIED"


def test_the_page_takes_the_particulars_and_a_bare_file_is_a_paper(client):
    nomination = complete_nomination()
    client.force_login(nomination.drafted_by)
    fact = nomination.facts.get()
    page = reverse("recall:evidence-add", args=[nomination.pk, fact.pk])
    told = {"kind": "RECORD", "source": "县政务中心", "taken_on": "2018-05-09"}

    file = SimpleUploadedFile("考勤.pdf", paper(), "application/pdf")
    assert client.post(page, told | {"file": file}).status_code == 302
    assert client.post(page, {"file": SimpleUploadedFile("另.pdf", PDF + b" ")}).status_code == 302
    assert client.post(page, told | {"file": file, "kind": "RUMOUR"}).status_code == 422

    kinds = list(fact.evidence.order_by("pk").values_list("kind", "source"))
    assert kinds[1:] == [("RECORD", "县政务中心"), ("DOCUMENT", "")]
