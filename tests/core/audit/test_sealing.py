"""The chain: every change, removal and insertion by the owner of the database is named."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection

from core.audit import checking, heads, partitions, sealing, trail
from core.audit.checking import Break
from core.audit.models import Entry, Pending, Seal
from core.audit.tasks import make_partitions, seal, write_head
from tests.factories.accounts import UserFactory
from tests.moments import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept(settings, tmp_path):
    settings.AUDIT_HEAD_DIR = tmp_path / "heads"
    return settings.AUDIT_HEAD_DIR


def sealed(*counts):
    """Write entries and seal them, so many under each seal; answer all ids."""
    user, made = UserFactory(), []
    for count in counts:
        made += [trail.record(user, "act", by=user, at=NOW, n=n).pk for n in range(count)]
        sealing.seal(at=NOW)
    return made


def tamper(sql, *values):
    """Do what only the owner of the database could: switch the guards off and change history."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, values)
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_chain_verify():
    sealed(2, 3)

    assert [len(row.ids) for row in Seal.objects.order_by("number")] == [2, 3]
    assert not Pending.objects.exists()
    assert checking.first_break() is None


def test_first_break_of_an_empty_trail_is_none():
    assert checking.first_break() is None


def test_waiting_entries_are_no_break():
    sealed(1)
    trail.record(UserFactory(), "later", by=None, at=NOW)

    assert checking.first_break() is None


@pytest.mark.parametrize(
    "change",
    [
        "act = 'other'",
        "detail = '{}'",
        "at = at + interval '1 second'",
        "by_id = NULL",
        "row_id = 999",
        "about_id = 999",
        "outcome = 'DENIED'",
        "address = '10.9.9.9'",
        "scope = '522601'",
    ],
)
def test_first_break_names_the_entry_that_was_changed(change):
    _first, second, third, _last = sealed(2, 2)

    tamper(f"UPDATE audit_entry SET {change} WHERE id IN (%s, %s)", second, third)

    assert checking.first_break() == Break("changed", second)


def test_first_break_names_the_entry_that_was_removed():
    _first, second, _third = sealed(3)

    tamper("DELETE FROM audit_entry WHERE id = %s", second)

    assert checking.first_break() == Break("removed", second)


def test_first_break_names_the_entry_that_was_inserted():
    sealed(1)

    tamper(
        "INSERT INTO audit_entry (id, at, act, row_kind, scope, detail, outcome)"
        " VALUES (900, now(), 'forged', 'x', '', '{}', 'DONE')"
    )

    assert checking.first_break() == Break("inserted", 900)


def test_first_break_names_an_entry_that_was_taken_off_the_waiting_list():
    made = trail.record(UserFactory(), "hidden", by=None, at=NOW)

    tamper("DELETE FROM audit_pending WHERE entry_id = %s", made.pk)

    assert checking.first_break() == Break("inserted", made.pk)


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM audit_seal WHERE number = 2",
        "UPDATE audit_seal SET ids = '{1}' WHERE number = 2",
        "UPDATE audit_seal SET digest = repeat('0', 64) WHERE number = 2",
        "UPDATE audit_seal SET key_name = 'stranger' WHERE number = 2",
    ],
    ids=["removed", "ids", "digest", "key"],
)
def test_first_break_names_the_seal_that_was_changed_or_removed(change):
    sealed(1, 1, 1)

    tamper(change)

    assert checking.first_break() == Break("seal", 2)


def test_anchor_off_host(kept):
    """A trail set back to an older state is whole by itself: only the head kept elsewhere tells."""
    made = sealed(1, 1)
    heads.write(at=NOW)

    tamper("DELETE FROM audit_seal WHERE number = 2")
    tamper("DELETE FROM audit_entry WHERE id = %s", made[1])

    assert checking.first_break() is None
    assert checking.first_break(heads=heads.files()) == Break("head", 2)


def test_head_is_written_every_five_minutes_and_only_when_it_moved(kept):
    sealed(1)
    written = [heads.write(at=NOW), heads.write(at=NOW + timedelta(minutes=9))]
    sealed(1)
    written += [heads.write(at=NOW + timedelta(minutes=m)) for m in (4, 5)]

    lines = [json.loads(n) for file in heads.files() for n in file.read_text().splitlines()]

    assert written == [True, False, False, True]
    assert [line["number"] for line in lines] == [1, 2]


def test_older_key_still_opens_older_seals(settings):
    settings.AUDIT_KEYS = ["old"]
    sealed(1)
    settings.AUDIT_KEYS = ["new", "old"]
    sealed(1)

    assert checking.first_break() is None
    settings.AUDIT_KEYS = ["new"]
    assert checking.first_break() == Break("seal", 1)


def test_seal_without_a_key_is_refused_and_entries_go_on_waiting(settings):
    settings.AUDIT_KEYS = []
    trail.record(UserFactory(), "act", by=None, at=NOW)

    with pytest.raises(ImproperlyConfigured, match="AUDIT_KEYS"):
        sealing.seal(at=NOW)

    assert Pending.objects.count() == 1


def test_seal_all_takes_several_seals_for_many(monkeypatch):
    monkeypatch.setattr(sealing, "SEAL_SIZE", 2)
    user = UserFactory()
    for _n in range(5):
        trail.record(user, "act", by=user, at=NOW)

    assert sealing.seal_all(at=NOW) == 5
    assert [len(row.ids) for row in Seal.objects.order_by("number")] == [2, 2, 1]


def test_make_ahead_makes_this_month_and_three_more_once():
    at = NOW.replace(year=2030, month=11)

    made = partitions.make_ahead(at=at)

    assert [f"{month:%Y-%m}" for month in made] == ["2030-11", "2030-12", "2031-01", "2031-02"]
    assert partitions.make_ahead(at=at) == []


def test_make_leaves_a_month_in_the_default_when_rows_lie_there():
    trail.record(UserFactory(), "old", by=None, at=NOW)

    assert partitions.make(NOW.date()) is False
    assert Entry.objects.count() == 1


def test_chores_seal_make_room_and_write_the_head(kept):
    trail.record(UserFactory(), "act", by=None, at=NOW)

    for chore in (seal, make_partitions, write_head):
        chore(NOW)

    assert (Seal.objects.count(), len(heads.files())) == (1, 1)


def test_verify_audit_seals_what_waits_and_says_that_all_is_whole(capsys):
    trail.record(UserFactory(), "act", by=None, at=NOW)

    call_command("verify_audit")

    assert "whole" in capsys.readouterr().out
    assert not Pending.objects.exists()


def test_verify_audit_names_the_first_entry_and_fails():
    made = sealed(2)
    tamper("UPDATE audit_entry SET act = 'x' WHERE id = %s", made[0])

    with pytest.raises(CommandError, match=f"entry {made[0]} was changed"):
        call_command("verify_audit", "--no-seal")
