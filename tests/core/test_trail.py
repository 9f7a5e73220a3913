import pytest
from django.db import ProgrammingError, connection, transaction

from core.audit import trail
from core.audit.models import Entry
from tests.factories.accounts import UserFactory
from tests.moments import NOW

pytestmark = pytest.mark.django_db


def entries(count=3):
    user = UserFactory()
    return [trail.record(user, f"act{n}", by=user, at=NOW, n=n) for n in range(count)]


def tamper(sql, *values):
    """Do what only the owner of the database could: switch the guard off and change history."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        cursor.execute(sql, values)
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")


def test_record_chains_each_entry_to_the_one_before():
    first, second, third = entries()

    assert [row.previous_hash for row in (second, third)] == [first.hash, second.hash]
    assert trail.first_break() is None
    assert str(first).endswith(f"act0 accounts.user {first.row_id}")


def test_first_break_of_an_empty_trail_is_none():
    assert trail.first_break() is None


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_entry SET act = 'other' WHERE id = %s",
        "UPDATE audit_entry SET detail = '{}' WHERE id = %s",
        "UPDATE audit_entry SET at = at + interval '1 second' WHERE id = %s",
        "UPDATE audit_entry SET by_id = NULL WHERE id = %s",
        "UPDATE audit_entry SET hash = repeat('0', 64) WHERE id = %s",
    ],
    ids=["act", "detail", "instant", "person", "hash"],
)
def test_first_break_names_the_entry_that_was_changed(change):
    _first, second, _third = entries()

    tamper(change, second.pk)

    assert trail.first_break() == second.pk


def test_first_break_names_the_entry_after_one_that_was_taken_out():
    _first, second, third = entries()

    tamper("DELETE FROM audit_entry WHERE id = %s", second.pk)

    assert trail.first_break() == third.pk


@pytest.mark.parametrize("verb", ["UPDATE audit_entry SET act = 'x'", "DELETE FROM audit_entry"])
def test_entry_update_and_delete_are_refused_by_the_database(verb):
    entries(1)

    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        connection.cursor().execute(verb)

    assert Entry.objects.get().act == "act0"


@pytest.mark.django_db(transaction=True)
def test_record_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="inside a service's transaction"):
        entries(1)
