"""Writing entries: who, when, what, where from, and nothing personal in full."""

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction
from django.test import Client

from accounts.models import User
from accounts.services import accounts
from core.audit import origin, trail
from core.audit.masking import masked
from core.audit.models import Entry, Outcome, Pending
from tests.factories.accounts import UserFactory
from tests.factories.recall import open_case
from tests.moments import NOW

pytestmark = pytest.mark.django_db


def entries(count=1):
    user = UserFactory()
    return [trail.record(user, f"act{n}", by=user, at=NOW, n=n) for n in range(count)]


def test_audit_entry_schema():
    user = UserFactory()
    with origin.coming_from("10.1.2.3"):
        made = trail.record(user, "grant", by=user, at=NOW, before="A", after="B")

    entry = Entry.objects.get(pk=made.pk)

    assert (entry.at, entry.by, entry.act, entry.outcome) == (NOW, user, "grant", Outcome.DONE)
    assert (entry.row_kind, entry.row_id, entry.address) == ("accounts.user", user.pk, "10.1.2.3")
    assert entry.detail == {"before": "A", "after": "B"}
    assert entry.at.tzinfo is not None
    assert str(entry).endswith(f"grant accounts.user {user.pk}")


def test_entry_tells_the_person_whom_the_row_is_about():
    case = open_case()

    entry = trail.saw(case, by=case.opened_by, at=NOW)

    assert (entry.act, entry.about_id) == ("read", case.cadre_id)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("证号522601198001011235", "证号522601****1235"),
        ("52260119800101123X", "522601****123X"),
        ("522601800101123", "522601****123"),
        ("电话13812345678。", "电话138****5678。"),
        ("文号2018〔12〕号", "文号2018〔12〕号"),
        ({"before": ["13812345678", 7]}, {"before": ["138****5678", 7]}),
    ],
    ids=["identity", "letter", "old", "phone", "reference", "deep"],
)
def test_detail_masks_numbers_of_people(said, kept):
    assert masked(said) == kept


@pytest.mark.parametrize("verb", ["UPDATE audit_entry SET act = 'x'", "DELETE FROM audit_entry"])
def test_entry_update_and_delete_are_refused_by_the_database(verb):
    entries(1)

    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        connection.cursor().execute(verb)

    assert Entry.objects.get().act == "act0"


def test_entry_waits_for_its_seal_from_the_moment_it_is_written():
    made = entries(2)

    assert set(Pending.objects.values_list("entry_id", flat=True)) == {row.pk for row in made}


def test_entry_lands_in_the_partition_of_its_month_and_old_ones_in_the_default():
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_make_partition('2031-05-01')")
        trail.record(UserFactory(), "old", by=None, at=NOW)
        trail.record(UserFactory(), "new", by=None, at=NOW.replace(year=2031))
        cursor.execute("SELECT act, tableoid::regclass::text FROM audit_entry ORDER BY id")
        found = cursor.fetchall()

    assert found == [("old", "audit_entry_default"), ("new", "audit_entry_2031_05")]


def test_business_write_fails_if_the_audit_write_fails():
    admin = UserFactory()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry ADD CONSTRAINT broken CHECK (false) NOT VALID")

    with pytest.raises(IntegrityError, match="broken"):
        accounts.open_account(username="new", name="新人", password=None, by=admin, at=NOW)

    assert not User.objects.filter(username="new").exists()


def test_page_is_not_shown_if_its_reading_cannot_be_noted(client):
    case = open_case()
    client = Client(raise_request_exception=False)
    client.force_login(case.opened_by)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry ADD CONSTRAINT broken CHECK (false) NOT VALID")

    with pytest.raises(DatabaseError), transaction.atomic():
        trail.saw(case, by=case.opened_by, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_record_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="inside a service's transaction"):
        entries(1)
