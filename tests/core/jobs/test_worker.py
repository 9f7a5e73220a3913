"""The worker against handlers that behave, fail, give up, ask for patience, and kill."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from core.jobs import registry, worker
from core.jobs.errors import Hopeless, Postponed
from core.jobs.models import Job
from tests.core import children
from tests.core.conftest import NOW

done_keys: list[str] = []
buried_keys: list[str] = []


@registry.handler("test.echo", lane="test")
def echo(job, at):
    done_keys.append(job.key)


@registry.handler("test.poison", lane="test", on_dead=lambda job, at: buried_keys.append(job.key))
def poison(job, at):
    Job.objects.filter(key="trace").update(done_count=1)
    raise ValueError("secret 610922199001011234")


@registry.handler("test.full", lane="test")
def full(job, at):
    raise Postponed("磁盘已满")


@registry.handler("test.hopeless", lane="test")
def hopeless(job, at):
    raise Hopeless("缺少字体")


@registry.handler("test.slices", lane="test")
def slices(job, at):
    job.done_count += 1
    return None if job.done_count == job.total_count else registry.MORE


@registry.handler("test.rude", lane="test", on_dead=lambda job, at: 1 / 0)
def rude(job, at):
    raise Hopeless("不能办理")


@pytest.fixture(autouse=True)
def empty_lists():
    done_keys.clear()
    buried_keys.clear()


def due(kind, key, **changes):
    facts = {"lane": "test", "next_at": NOW, "created_at": NOW} | changes
    return Job.objects.create(kind=kind, key=key, **facts)


def drain(at=NOW):
    return worker.drain("test", at=at)


def drain_patiently(rounds=10):
    """Come back after every pause that the worker may have set."""
    for turn in range(rounds):
        drain(NOW + turn * timedelta(minutes=5))


def states():
    return dict(Job.objects.values_list("key", "state"))


def test_drain_does_due_jobs_of_its_lane_in_order(db):
    due("test.echo", "second", next_at=NOW - timedelta(seconds=1))
    due("test.echo", "first", next_at=NOW - timedelta(seconds=2))
    due("test.echo", "later", next_at=NOW + timedelta(seconds=1))
    due("test.echo", "elsewhere", lane="other")

    done = drain()

    assert (done, done_keys) == (2, ["first", "second"])
    assert states() == {"first": "DONE", "second": "DONE", "later": "DUE", "elsewhere": "DUE"}
    assert Job.objects.get(key="first").done_at == NOW


def test_poison_job_is_given_up_after_five_and_others_go_on(db):
    due("test.poison", "poison")
    due("test.echo", "trace")

    drain_patiently()

    poisoned = Job.objects.get(key="poison")
    assert (poisoned.state, poisoned.attempts, buried_keys) == ("DEAD", 5, ["poison"])
    assert done_keys == ["trace"]
    assert Job.objects.get(key="trace").done_count == 0


def test_failure_is_noted_without_the_data_in_its_message(db):
    due("test.poison", "poison")

    drain()

    note = Job.objects.get(key="poison").last_error
    assert note.startswith("ValueError")
    assert "610922" not in note


def test_failed_job_waits_longer_each_time(db):
    job = due("test.poison", "poison")
    waits = []

    for _ in range(4):
        drain(job.next_at)
        before, job = job, Job.objects.get()
        waits.append((job.next_at - before.next_at).total_seconds())

    assert waits == [5, 10, 20, 40]


def test_postponed_job_stays_due_without_counting(db):
    due("test.full", "full")

    drain_patiently()

    job = Job.objects.get()
    assert (job.state, job.attempts, job.last_error) == ("DUE", 0, "磁盘已满")


def test_hopeless_job_is_given_up_at_once(db):
    due("test.hopeless", "hopeless")

    drain()

    job = Job.objects.get()
    assert (job.state, job.attempts, job.last_error) == ("DEAD", 1, "缺少字体")


@pytest.mark.parametrize(
    ("kind", "lane"), [("test.unknown", "test"), ("documents.render", "test")], ids=["kind", "lane"]
)
def test_job_nobody_knows_is_given_up(db, kind, lane):
    due(kind, "stray", lane=lane)

    drain()

    assert states() == {"stray": "DEAD"}


def test_owner_that_fails_when_told_keeps_job_dead(db):
    due("test.rude", "rude")

    drain()

    assert states() == {"rude": "DEAD"}


def test_sliced_job_saves_progress_until_done(db):
    due("test.slices", "slices", total_count=3)

    drain()

    job = Job.objects.get()
    assert (job.state, job.done_count, job.attempts) == ("DONE", 3, 1)


def test_claim_that_was_overtaken_does_nothing(db):
    due("test.echo", "once")
    slow = worker.claim("test", at=NOW)
    fast = worker.claim("test", at=NOW + worker.LEASE)

    assert worker.work(slow, at=NOW) is False
    assert worker.work(fast, at=NOW) is True
    assert done_keys == ["once"]


def test_job_done_and_dated_go_together(db):
    job = due("test.echo", "once")

    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(state="DONE")


KILLER = """
from core.jobs import registry, worker
@registry.handler("test.killer", lane="killers")
def killer(job, at):
    os.kill(os.getpid(), signal.SIGKILL)
from datetime import timedelta
worker.drain("killers", at=NOW + timedelta(minutes=int(sys.argv[1]) if sys.argv[1:] else 0))
"""


@pytest.mark.django_db(transaction=True)
def test_job_that_kills_its_worker_is_counted_and_given_up():
    due("test.killer", "killer", lane="killers", attempts=4)

    killed = children.run(KILLER)

    assert killed.returncode == -9, killed.stderr
    job = Job.objects.get()
    assert (job.state, job.attempts) == ("DUE", 5)
    worker.drain("killers", at=NOW + timedelta(minutes=1))
    job = Job.objects.get()
    assert (job.state, job.last_error) == ("DEAD", "执行进程在处理中意外终止")
