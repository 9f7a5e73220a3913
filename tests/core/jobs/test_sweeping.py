import io
import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from core.jobs import hints, registry, sweeping
from core.jobs.models import Job
from tests.core.conftest import NOW
from tests.core.jobs.test_worker import done_keys, due

swept: list = []


def dust(at):
    swept.append(at)


def broken_broom(at):
    raise OSError("gone")


@pytest.fixture(autouse=True)
def own_chores(monkeypatch):
    """Two chores and no other: what the product does at night depends on the hour."""
    registry.autodiscover()
    monkeypatch.setattr(registry, "_chores", {})
    for chore in (dust, broken_broom):
        registry.chore(chore)


@pytest.fixture
def sent(monkeypatch):
    """Lanes hinted, without a Redis; the real messages run in the chaos test."""
    lanes = []
    monkeypatch.setattr(hints, "queue_is_short", lambda: True)
    monkeypatch.setattr(hints, "send", lambda lane: lanes.append(lane) or True)
    return lanes


def call(command, *args):
    out = io.StringIO()
    call_command(command, *args, stdout=out)
    return out.getvalue().strip()


def test_sweep_hints_lanes_with_due_rows_once(db, sent):
    due("test.echo", "a")
    due("test.echo", "b")
    due("test.echo", "c", lane="other")
    due("test.echo", "d", lane="resting", next_at=NOW + timedelta(seconds=1))

    lanes = sweeping.sweep(at=NOW)

    assert lanes == sent
    assert lanes == ["other", "test"]


def test_sweep_with_long_queue_says_nothing(db, sent, monkeypatch):
    monkeypatch.setattr(hints, "queue_is_short", lambda: False)
    due("test.echo", "a")

    assert sweeping.sweep(at=NOW) == []


def test_sweep_does_every_chore_though_one_fails(db, sent):
    swept.clear()

    sweeping.sweep(at=NOW)

    assert swept == [NOW]


def test_sweep_command_names_lanes(db, sent):
    due("test.echo", "a")

    assert call("sweep") == "test"


def test_drain_command_does_all_and_counts(db):
    done_keys.clear()
    due("test.echo", "a")
    due("test.echo", "b")

    assert call("drain", "--lane", "test", "--once") == "2"
    assert done_keys == ["a", "b"]


def test_revive_command_takes_named_jobs_only(db):
    due("test.echo", "a", state="DEAD")
    due("test.echo", "b", state="DEAD")

    assert call("revive", "a") == "1"
    assert dict(Job.objects.values_list("key", "state")) == {"a": "DUE", "b": "DEAD"}
    assert call("revive") == "1"


def test_health_is_good_when_rows_are_young_even_if_some_are_dead(db):
    due("test.echo", "a", next_at=timezone.now() - timedelta(seconds=60))
    due("test.echo", "b", state="DEAD", last_error="缺少字体")

    answer = json.loads(call("outbox_health"))

    assert (answer["ok"], answer["due"], answer["dead"]) == (True, 1, 1)
    assert answer["troubles"][0]["last_error"] == "缺少字体"


def test_health_fails_when_a_row_waits_over_two_minutes(db):
    due("test.echo", "a", next_at=timezone.now() - timedelta(seconds=125))

    with pytest.raises(SystemExit) as exit_:
        call("outbox_health")

    assert exit_.value.code == 1


def test_health_of_an_empty_outbox_is_good(db):
    assert json.loads(call("outbox_health"))["ok"] is True
