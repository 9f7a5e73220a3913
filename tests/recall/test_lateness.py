"""A report after its round's window: said why, let in by the department, then verified."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.enums import Role
from core.audit.models import Entry
from core.errors import NotAllowed, RegulationBroken, StateConflict
from recall.enums import Conclusion
from recall.models import Nomination
from recall.services import lateness, nominations
from tests.factories.accounts import holder
from tests.factories.recall import complete_nomination, conclude, submitted_nomination
from tests.moments import NOW

pytestmark = pytest.mark.django_db
LATE = NOW + timedelta(days=60)
WHY = "防汛期间全员值守，情况属实"


@pytest.fixture
def late():
    row = complete_nomination()
    head = holder(Role.UNIT_HEAD, row.unit)
    return nominations.submit(row, by=head, at=LATE, late_reason="防汛值守，集体研究延后")


@pytest.fixture
def admin(late):
    return holder(Role.COUNTY_ADMIN, late.county)


def again(row):
    return Nomination.objects.get(pk=row.pk)


@pytest.mark.parametrize("conclusion", [Conclusion.MATCHED, Conclusion.NOT_MATCHED])
def test_rc_46_late_report_is_not_verified_before_it_is_let_in(late, admin, conclusion):
    with pytest.raises(RegulationBroken, match="RC-46"):
        conclude(late, conclusion, at=LATE)

    lateness.admit(late, why=WHY, by=admin, at=LATE)
    conclude(late, conclusion, at=LATE)

    assert again(late).verified_at == LATE


def test_letting_in_is_on_record_with_who_when_and_why(late, admin):
    lateness.admit(late, why=f" {WHY} ", by=admin, at=LATE)

    row = again(late)
    assert (row.admitted_by, row.admitted_at, row.admitted_why) == (admin, LATE, WHY)
    assert Entry.objects.get(act="admit_late").row_id == late.pk


def test_late_report_may_be_sent_back_and_is_let_in_when_it_comes_again(late, admin):
    conclude(late, Conclusion.SENT_BACK, at=LATE)
    row = nominations.submit(again(late), by=late.submitted_by, at=LATE)

    with pytest.raises(RegulationBroken, match="RC-46"):
        conclude(row, at=LATE)
    lateness.admit(row, why=WHY, by=admin, at=LATE)
    conclude(row, at=LATE)

    assert again(row).state == "VERIFIED"


def test_rc_44_report_in_time_and_one_let_in_before_are_not_let_in(late, admin):
    timely = submitted_nomination()
    with pytest.raises(RegulationBroken, match="RC-44"):
        lateness.admit(timely, why=WHY, by=holder(Role.COUNTY_ADMIN, timely.county), at=NOW)
    lateness.admit(late, why=WHY, by=admin, at=LATE)

    with pytest.raises(RegulationBroken, match="RC-44"):
        lateness.admit(late, why=WHY, by=admin, at=LATE)


def test_rc_45_letting_in_needs_a_reason(late, admin):
    with pytest.raises(RegulationBroken, match="RC-45"):
        lateness.admit(late, why=" 同意 ", by=admin, at=LATE)


def test_unit_does_not_let_in_its_own_report_nor_a_verifier_any(late):
    for by in (late.submitted_by, holder(Role.VERIFIER, late.county)):
        with pytest.raises(NotAllowed):
            lateness.admit(late, why=WHY, by=by, at=LATE)


def test_report_that_was_taken_back_is_not_let_in(late, admin):
    nominations.withdraw(late, by=late.submitted_by, at=LATE, opinion="情况有变")

    with pytest.raises(StateConflict):
        lateness.admit(late, why=WHY, by=admin, at=LATE)


def test_database_itself_lets_nothing_late_be_found_and_keeps_who_let_it_in(late, admin):
    rows = Nomination.objects.filter(pk=late.pk)
    by = holder(Role.VERIFIER, late.county)
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        rows.update(verified_by=by, verified_at=LATE)
    lateness.admit(late, why=WHY, by=admin, at=LATE)

    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        rows.update(admitted_why="另有原因")
    rows.update(verified_by=by, verified_at=LATE)


def test_pages_say_that_it_waits_and_the_admin_lets_it_in(late, admin, client):
    page = reverse("recall:nomination", args=[late.pk])
    client.force_login(holder(Role.VERIFIER, late.county))
    asked = client.get(reverse("recall:nomination-verify", args=[late.pk])).content.decode()
    client.force_login(admin)
    waiting = client.get(page).content.decode()
    url = reverse("recall:nomination-act", args=[late.pk, "admit"])

    short = client.post(url, {"why": "同意"})
    sent = client.post(url, {"why": WHY})

    assert "须由县级管理员准予受理" in asked
    assert "待准予受理" in waiting
    assert (short.status_code, sent.status_code) == (422, 302)
    told = client.get(page).content.decode()
    assert WHY in told
    assert "待准予受理" not in told


def test_report_in_time_offers_nothing_to_let_in(client):
    row = submitted_nomination()
    client.force_login(holder(Role.COUNTY_ADMIN, row.county))

    assert (
        "准予受理" not in client.get(reverse("recall:nomination", args=[row.pk])).content.decode()
    )
