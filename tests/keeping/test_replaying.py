"""A restored backup is thinned again, by the sealed file of what was removed and nothing else."""

import json
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction

from accounts.models import User
from accounts.services import accounts
from cadres.models import Cadre, Protection
from core.audit.models import Entry
from core.errors import RegulationBroken
from keeping.management.commands import replay_removals
from keeping.models import Disposal, DisposalLine
from keeping.queries import due
from keeping.services import carrying, removals, replaying
from recall.models import Case
from tests.factories import daily_records as daily
from tests.factories import keeping as keep
from tests.factories import training as make

KINDS = [
    "RECALLED", "PROTECTED", "LEAVERS", "BOOKS", "BALLOTS", "REMINDERS", "WORK", "CLASSES",
    "COMPLIANCE", "TEACHERS",
]  # fmt: skip


@contextmanager
def afterwards():
    """What is done in here is lost with the database; files stay, and the backup is back."""
    point = transaction.savepoint()
    yield
    transaction.savepoint_rollback(point)


def made(world, kind):
    """A record of a kind whose term is over; answer whom it names."""
    if kind == "RECALLED":
        return keep.ended(world).cadre
    if kind == "PROTECTED":
        cadre = daily.person(world)
        span = {"from_on": date(2015, 1, 1), "until_on": date(2015, 6, 30)}
        return Protection.objects.create(cadre=cadre, kind="PREGNANCY", **span).cadre
    return daily.RECORDS[kind](world)[1]


def removed(world, kind, media):
    """Remove what is due of a kind, then restore the backup of before; answer the file."""
    accounts.system_user()
    with afterwards():
        keep.carried_out(keep.approved(world, keep.listed(world, kind)))
    (path,) = (media / "removals").glob("*.json")
    return path


def is_back(world, kind):
    return bool(due.found(world.county, kind, 1, keep.FAR.date()))


def replayed(path, at=keep.FAR):
    return replaying.replay(removals.read(path), by=accounts.system_user(), at=at)


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_backup_brings_back_is_removed_again(world, media, kind):
    cadre = made(world, kind)
    path = removed(world, kind, media)
    assert is_back(world, kind)
    assert not Disposal.objects.exists()

    done = replayed(path)

    assert (done.back, done.removed, done.left) == (1, 1, ())
    assert not is_back(world, kind)
    row = Disposal.objects.get()
    assert (row.proposed_by, row.decided_by) == (world.admin, world.decider)
    assert row.certificate.snapshot["replays"] == row.replays != ""
    assert Entry.objects.filter(act="replay_removal", row_id=row.pk).count() == 1
    assert replayed(path).back == 0
    assert Disposal.objects.count() == 1
    if cadre is not None:
        assert cadre.name not in path.read_text("utf-8")
        assert str(cadre.name) not in path.name


def test_rt_24_a_file_that_was_changed_or_made_up_removes_nothing(world, media, settings):
    made(world, "BOOKS")
    path = removed(world, "BOOKS", media)
    told = json.loads(path.read_text("utf-8"))
    told["record"]["lines"].append([1, "2019-01-01", "2029-01-01"])
    for text in (json.dumps(told), "{}", "[]", '{"record": {}, "seal": ""}', "no json"):
        path.write_text(text, "utf-8")
        with pytest.raises(RegulationBroken, match="RT-24"):
            removals.read(path)
    with pytest.raises(RegulationBroken, match="RT-24"):
        removals.read(path.with_name("gone.json"))


def test_rt_24_an_older_key_still_opens_and_a_lost_one_does_not(world, media, settings):
    made(world, "BOOKS")
    path = removed(world, "BOOKS", media)
    settings.AUDIT_KEYS = ["newer", *settings.AUDIT_KEYS]
    assert removals.read(path)["kind"] == "BOOKS"

    settings.AUDIT_KEYS = ["newer"]
    with pytest.raises(RegulationBroken, match="RT-24"):
        removals.read(path)


def test_rt_25_who_decided_must_be_known_here(world, media):
    made(world, "BOOKS")
    path = removed(world, "BOOKS", media)
    User.objects.filter(pk=world.decider.pk).update(username="somebody-else")

    with pytest.raises(RegulationBroken, match="RT-25"):
        replayed(path)
    assert is_back(world, "BOOKS")


def test_rt_27_a_county_that_the_backup_does_not_know_stops_no_other_file(
    world, media, monkeypatch, capsys
):
    monkeypatch.setattr(replay_removals, "timezone", Then)
    made(world, "BOOKS")
    path = removed(world, "BOOKS", media)
    record = removals.read(path) | {"county": "999999", "finished_at": "2040-01-01T00:00:00+00:00"}
    monkeypatch.setattr(removals, "record", lambda _row: record)
    removals.write(Disposal(county=world.county, finished_at=keep.FAR, list_hash="other"))

    for dry in (["--dry-run"], []):
        with pytest.raises(SystemExit):
            call_command("replay_removals", *dry)
        told = capsys.readouterr().out
        assert "RT-27" in told
        assert "1 件在库" in told
    assert not is_back(world, "BOOKS")


def test_a_hold_of_the_restored_database_keeps_and_says_so(world, media, capsys):
    cadre = made(world, "BOOKS")
    path = removed(world, "BOOKS", media)
    order = {"reference": "检〔2049〕3号", "reason": "审查需要", "by": world.admin, "at": keep.FAR}
    hold = keep.holds.place(cadre, **order)

    done = replayed(path)
    assert (done.back, done.removed, "RT-07" in done.left[0]) == (1, 0, True)
    assert is_back(world, "BOOKS")

    keep.holds.lift(hold, reason="审查结束", by=world.decider, at=keep.FAR)
    assert replayed(path).removed == 1


def test_another_row_under_the_same_number_is_not_taken_for_it(world, media):
    made(world, "REMINDERS")
    path = removed(world, "REMINDERS", media)
    record = removals.read(path)
    record["lines"] = [[pk, "2018-01-01", due_on] for pk, _first, due_on in record["lines"]]

    done = replaying.replay(record, by=accounts.system_user(), at=keep.FAR)

    assert done.back == 0
    assert is_back(world, "REMINDERS")


def test_a_list_of_the_backup_that_waited_for_the_rows_lets_them_go(world, media):
    made(world, "BOOKS")
    waiting = keep.listed(world, "BOOKS")
    accounts.system_user()
    with afterwards():
        keep.carried_out(keep.approved(world, Disposal.objects.get(pk=waiting.pk)))
    (path,) = (media / "removals").glob("*.json")

    assert replayed(path).removed == 1

    assert not DisposalLine.objects.left().exists()
    assert "重新销毁" in waiting.lines.get().left_why


def test_files_of_the_backup_go_too(world, media):
    made(world, "RECALLED")
    paths = {one for one in media.rglob("*") if one.is_file()}
    kept = {one: one.read_bytes() for one in paths}
    path = removed(world, "RECALLED", media)
    gone = {one for one in paths if not one.exists()}
    for one in gone:
        one.write_bytes(kept[one])
    assert gone

    replayed(path)

    assert not any(one.exists() for one in gone)
    assert not Case.objects.exists()


def test_file_is_written_after_the_certificate_even_if_the_job_died_between(world, media):
    made(world, "BOOKS")
    row = keep.approved(world, keep.listed(world, "BOOKS"))
    by = accounts.system_user()
    while Disposal.objects.get(pk=row.pk).finished_at is None:
        assert carrying.step(Disposal.objects.get(pk=row.pk), by=by, at=keep.FAR)
    folder = media / "removals"
    assert not folder.exists()

    row = Disposal.objects.get(pk=row.pk)
    assert carrying.step(row, by=by, at=keep.FAR) is False
    (path,) = folder.iterdir()
    before = path.stat().st_mtime_ns
    assert carrying.step(row, by=by, at=keep.FAR) is False
    assert (list(folder.iterdir()), path.stat().st_mtime_ns) == ([path], before)
    assert removals.read(path)["certificate"] == row.certificate.reference


class Then:
    """The command's clock, thirty years on."""

    @staticmethod
    def now():
        return keep.FAR


def test_command_counts_replays_and_answers_by_its_code(world, media, monkeypatch, capsys):
    monkeypatch.setattr(replay_removals, "timezone", Then)
    cadre = made(world, "LEAVERS")
    path = removed(world, "LEAVERS", media)
    with pytest.raises(SystemExit):
        call_command("replay_removals", "--dry-run")
    assert Cadre.objects.filter(pk=cadre.pk).exists()
    assert f"{path.name}：1 件在库" in capsys.readouterr().out

    call_command("replay_removals")
    assert not Cadre.objects.filter(pk=cadre.pk).exists()
    assert "1 件在库，重新销毁 1 件" in capsys.readouterr().out

    call_command("replay_removals", str(path), "--dry-run")
    path.write_text("{}", "utf-8")
    with pytest.raises(SystemExit):
        call_command("replay_removals", str(path.parent))
    assert "RT-24" in capsys.readouterr().out


def test_command_says_what_stays_and_that_there_is_nothing_to_read(
    world, media, monkeypatch, capsys
):
    monkeypatch.setattr(replay_removals, "timezone", Then)
    with pytest.raises(CommandError):
        call_command("replay_removals")
    cadre = made(world, "BOOKS")
    removed(world, "BOOKS", media)
    order = {"reference": "检〔2049〕3号", "reason": "审查需要", "by": world.admin, "at": keep.FAR}
    keep.holds.place(cadre, **order)

    with pytest.raises(SystemExit):
        call_command("replay_removals")

    assert "RT-07" in capsys.readouterr().out


def test_other_counties_rows_are_left_alone(world, media):
    made(world, "BOOKS")
    other = make.world()
    made(other, "BOOKS")
    path = removed(world, "BOOKS", media)

    assert replayed(path).removed == 1
    assert is_back(other, "BOOKS")


def test_lists_are_replayed_as_they_were_done_a_leavers_file_last(world, media, monkeypatch):
    monkeypatch.setattr(replay_removals, "timezone", Then)
    accounts.system_user()
    made(world, "LEAVERS")
    cadre = made(world, "REMINDERS")
    Cadre.objects.filter(pk=cadre.pk).update(left_on=date(2018, 6, 1))
    with afterwards():
        first = keep.listed(world, "LEAVERS")
        keep.carried_out(keep.approved(world, keep.listed(world, "REMINDERS")))
        keep.listed(world, "LEAVERS")
        later = keep.FAR + timedelta(days=1)
        keep.carried_out(keep.approved(world, first, later), later)
    earlier, after = sorted((media / "removals").glob("*.json"))
    after.rename(after.with_name("removal-0.json"))  # whatever the files are called
    assert earlier.exists()

    call_command("replay_removals")

    assert not Cadre.objects.filter(pk=cadre.pk).exists()
