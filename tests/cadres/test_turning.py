"""What a new key must reach besides the sealed columns: printed forms and fingerprints."""

import base64
import os
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from accounts.enums import Role
from cadres.presenters import appointment_forms
from cadres.services import exports, numbers, turning
from core.documents.models import Document
from core.sealing import boxes, rotation
from tests.factories.accounts import holder
from tests.factories.cadres import PostFactory
from tests.moments import NOW

pytestmark = pytest.mark.django_db


def key(name):
    return f"{name}:{base64.b64encode(os.urandom(32)).decode()}"


@pytest.fixture
def cadre():
    return PostFactory().cadre


def test_printed_forms_are_sealed_again_with_a_new_key(cadre, settings):
    by = holder(Role.COUNTY_ADMIN, cadre.unit.county)
    made = exports.request_form(cadre, purpose="报县委研究", by=by, at=NOW)
    before = appointment_forms.opened(made.snapshot["sealed"])
    settings.FIELD_KEYS = [key("fresh"), *settings.FIELD_KEYS]

    assert "printed forms" in {one.name for one in rotation.holders()}
    assert [turning.forms(10), turning.forms(10)] == [1, 0]
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    row = Document.objects.get(pk=made.pk)
    assert appointment_forms.opened(row.snapshot["sealed"]) == before
    with pytest.raises(DatabaseError), transaction.atomic():
        Document.objects.filter(pk=made.pk).update(snapshot={})


def test_fingerprints_are_computed_anew_and_find_the_person_again(cadre, settings):
    cadre.phone, cadre.phone_fingerprint = "13812345678", boxes.fingerprint("13812345678")
    cadre.id_number, cadre.id_fingerprint = "522601198001011235", boxes.fingerprint("x")
    cadre.save()
    settings.FINGERPRINT_KEY = base64.b64encode(os.urandom(32)).decode()
    said = StringIO()

    call_command("renew_fingerprints", stdout=said)

    assert numbers.with_id_number("522601198001011235").get() == cadre
    cadre.refresh_from_db()
    assert cadre.phone_fingerprint == boxes.fingerprint("13812345678")
    assert "1 people have new fingerprints" in said.getvalue()
    assert turning.fingerprints(0, 500)[1] == 0


@pytest.mark.parametrize("given", ["", "id_number", "phone"])
def test_fingerprints_follow_the_numbers_that_a_person_has(given, cadre, settings):
    names = {"id_number": "id_fingerprint", "phone": "phone_fingerprint"}
    text = {"id_number": "522601198001011235", "phone": "13812345678"}
    for name in filter(None, [given]):
        setattr(cadre, name, text[name])
        setattr(cadre, names[name], boxes.fingerprint(text[name]))
    cadre.save()
    settings.FINGERPRINT_KEY = base64.b64encode(os.urandom(32)).decode()

    assert turning.fingerprints(0, 500) == (cadre.pk, 1 if given else 0)

    cadre.refresh_from_db()
    told = {name: getattr(cadre, held) or "" for name, held in names.items()}
    assert told == {n: boxes.fingerprint(text[n]) if n == given else "" for n in names}
    assert turning.fingerprints(cadre.pk, 500) == (0, 0)
