"""校验 of an outcome's document on the page of the assessment."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from core.audit.models import Entry
from core.documents.proofs import ACT, Told
from tests.factories.accounts import holder
from tests.factories.appeals import removed
from tests.factories.recall import printed
from tests.fixtures import media

__all__ = ["media"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def outcome(world, media):
    row = removed(world)
    printed(row.document)
    row.refresh_from_db()
    return row


def post(client, outcome):
    return client.post(reverse("assessment:outcome-proof", args=[outcome.pk]))


@pytest.mark.parametrize("is_gone", [False, True], ids=["whole", "gone"])
def test_prove_tells_on_the_page_and_in_the_trail(client, outcome, media, is_gone):
    admin = holder(Role.COUNTY_ADMIN, outcome.case.county)
    client.force_login(admin)
    if is_gone:
        (media / outcome.document.file).unlink()

    answer = post(client, outcome)
    page = client.get(answer.url).content.decode()

    found = Told.MISSING if is_gone else Told.SAME
    assert str(found.label) in page
    assert ("DZ-03" in page) is is_gone
    entry = Entry.objects.get(act=ACT)
    assert (entry.row_kind, entry.row_id) == ("assessment.outcome", outcome.pk)
    assert (entry.by_id, entry.about_id) == (admin.pk, outcome.case.cadre_id)


def test_prove_is_not_for_the_person_nor_on_the_own_page(client, outcome):
    client.force_login(outcome.case.subject)

    assert post(client, outcome).status_code == 404
    own = client.get(reverse("assessment:own-result", args=[outcome.case_id])).content.decode()
    assert reverse("assessment:outcome-proof", args=[outcome.pk]) not in own
    assert not Entry.objects.filter(act=ACT).exists()
