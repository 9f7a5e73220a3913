"""A decision that may not be made is refused, changes nothing, and the refusal is on record."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.enums import Role
from core.audit.models import Entry
from recall.models import Case, Decision, Fact, MeetingResult, Nomination
from recall.queries.meetings import digest
from recall.services import decisions, results
from tests.core.imports import files
from tests.factories.accounts import grant, holder
from tests.factories.meetings import closed, several
from tests.factories.recall import heard_nomination
from tests.moments import DECIDED_AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def nomination():
    return heard_nomination()


@pytest.fixture
def decider(nomination):
    return holder(Role.DECIDER, nomination.county)


def post(client: Any, nomination: Nomination, by: Any, **changes: Any) -> Any:
    """Send the honest form of a decision, but for what is changed."""
    form = {
        "version": nomination.version,
        "content_hash": digest(nomination),
        "meeting": "部务会",
        "held_on": DECIDED_AT.date().isoformat(),
        "due_count": 3,
        "others": "王某、李某、张某",
        "agree_count": 3,
        "disagree_count": 0,
        "defer_count": 0,
        "is_approved": "yes",
        "opinion": "同意召回",
    }
    client.force_login(by)
    return client.post(reverse("recall:nomination-decide", args=[nomination.pk]), form | changes)


def refused(nomination: Nomination, by: Any, status: int, rule: str = "") -> None:
    """Nothing is decided, and one entry says who tried what, and which rule said no."""
    assert not Decision.objects.exists()
    assert not Case.objects.exists()
    assert Nomination.objects.get(pk=nomination.pk).state == "HEARD"
    noted = Entry.objects.get(act="denied")
    assert (noted.by, noted.row_kind, noted.row_id) == (
        by,
        "recall:nomination-decide",
        nomination.pk,
    )
    assert noted.detail == {"method": "POST", "status": status} | ({"rule": rule} if rule else {})


def test_the_honest_form_decides(client, nomination, decider):
    assert post(client, nomination, decider).status_code == 302
    assert Decision.objects.get().is_approved
    assert not Entry.objects.filter(act="denied").exists()


def test_decision_by_somebody_recused_is_refused_and_audited(client, nomination, decider):
    decisions.recuse(nomination, user=decider, reason="同学", by=decider, at=DECIDED_AT)

    assert post(client, nomination, decider).status_code == 403
    refused(nomination, decider, 403)


def test_decision_without_quorum_is_refused_and_audited(client, nomination, decider):
    assert post(client, nomination, decider, due_count=9).status_code == 422
    refused(nomination, decider, 422, "RC-11")


def test_decision_on_a_stale_version_is_refused_and_audited(client, nomination, decider):
    assert post(client, nomination, decider, version=nomination.version - 1).status_code == 409
    refused(nomination, decider, 409)


def test_decision_on_content_that_changed_is_refused_and_audited(client, nomination, decider):
    """The version stays when the database is mended by hand; the hash of what was read does not."""
    read = digest(nomination)
    Fact.objects.filter(nomination=nomination).update(text="改过的事实")

    answer = post(client, nomination, decider, content_hash=read)

    assert answer.status_code == 409
    assert "重新打开本页" in answer.content.decode()
    refused(nomination, decider, 409)


def test_decision_without_the_hash_of_what_was_read_is_refused(client, nomination, decider):
    assert post(client, nomination, decider, content_hash="").status_code == 422
    assert not Decision.objects.exists()
    assert Nomination.objects.get(pk=nomination.pk).state == "HEARD"


def test_the_page_shows_and_carries_the_hash_of_what_is_decided_on(client, nomination, decider):
    client.force_login(decider)

    page = client.get(reverse("recall:nomination-decide", args=[nomination.pk]))

    told, known = page.content.decode(), digest(nomination)
    assert f"<code>{known[:12]}</code>" in told
    assert f'name="content_hash" value="{known}"' in told


def test_decision_on_ones_own_case_is_refused_and_audited(client, nomination):
    subject = grant(nomination.subject, Role.DECIDER, nomination.county)

    assert post(client, nomination, subject).status_code == 404
    refused(nomination, subject, 404)


def test_decision_by_bulk_is_refused_for_the_case_that_may_not_and_audited():
    first, second = several(2)
    row = closed(first, second)
    decisions.recuse(first, user=row.keeper, reason="同学", by=row.keeper, at=DECIDED_AT)

    results.apply_meeting(row, by=row.keeper, at=DECIDED_AT)

    told = {r.item.nomination_id: r for r in MeetingResult.objects.select_related("item")}
    assert [told[pk].outcome for pk in (first.pk, second.pk)] == ["REFUSED", "APPLIED"]
    assert Nomination.objects.get(pk=first.pk).state == "HEARD"
    noted = Entry.objects.get(act="apply_item", row_id=told[first.pk].pk)
    assert (noted.by, noted.detail["outcome"]) == (row.keeper, "REFUSED")


@pytest.mark.parametrize("kind", ["decisions", "nominations", "meetings"])
def test_decision_by_import_is_refused_and_audited(client, nomination, kind):
    """No import takes decisions in: whoever sends a sheet of them meets no page."""
    admin = holder(Role.COUNTY_ADMIN, nomination.county)
    client.force_login(admin)
    sheet = files.grid([[nomination.cadre.name, "决定召回"]], header=["姓名", "决定"]).decode()

    answer = client.post(reverse("portal:import-upload", args=[kind]), {"grid": sheet})

    assert (answer.status_code, Decision.objects.exists()) == (404, False)
    noted = Entry.objects.get(act="denied")
    assert (noted.by, noted.row_kind) == (admin, "portal:import-upload")


def test_a_sheet_of_decisions_sent_as_people_writes_no_decision(client, nomination):
    client.force_login(holder(Role.COUNTY_ADMIN, nomination.county))
    header = [*files.PEOPLE, "召回决定"]
    line = [*files.person(nomination.cadre.name, nomination.unit.name), "决定召回"]
    page = reverse("portal:import-upload", args=["people"])

    answer = client.post(page, {"grid": files.grid([line], header=header).decode()})

    assert answer.status_code in (302, 422)
    assert Nomination.objects.get(pk=nomination.pk).state == "HEARD"
    assert not Decision.objects.exists()
    acts = Entry.objects.filter(act__in=["start_import", "denied"], by=answer.wsgi_request.user)
    assert acts.count() == 1
