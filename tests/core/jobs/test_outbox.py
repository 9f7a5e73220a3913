import uuid

import pytest
from django.db import transaction

from core.jobs import outbox
from core.jobs.models import Job
from tests.core.conftest import NOW


def test_enqueue_leaves_one_due_row(db):
    outbox.enqueue("test.echo", key="echo:1", at=NOW, lane="test", subject_id=1)

    (job,) = Job.objects.due(NOW)
    assert (job.lane, job.payload, job.attempts) == ("test", {"subject_id": 1}, 0)


def test_enqueue_same_key_twice_is_one_job(db):
    for subject in (1, 2):
        outbox.enqueue("test.echo", key="echo:1", at=NOW, subject_id=subject)

    assert Job.objects.get().payload == {"subject_id": 1}


@pytest.mark.django_db(transaction=True)
def test_enqueue_outside_transaction_is_refused():
    with pytest.raises(RuntimeError):
        outbox.enqueue("test.echo", key="echo:1", at=NOW)

    assert Job.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_enqueue_is_undone_with_its_act():
    with transaction.atomic():
        outbox.enqueue("test.echo", key="echo:1", at=NOW)
        transaction.set_rollback(True)

    assert Job.objects.count() == 0


@pytest.mark.parametrize("value", ["张三", 1.5, True, None, ["1"]], ids=repr)
def test_enqueue_anything_but_ids_is_refused(db, value):
    with pytest.raises(TypeError):
        outbox.enqueue("test.echo", key="echo:1", at=NOW, subject_id=value)


def test_enqueue_uuid_is_kept_as_text(db):
    uid = uuid.uuid4()

    outbox.enqueue("test.echo", key="echo:1", at=NOW, uid=uid)

    assert Job.objects.get().payload == {"uid": str(uid)}


def test_revive_makes_dead_job_due_and_leaves_others(db):
    dead = Job.objects.create(
        lane="test", kind="k", key="1", state="DEAD", attempts=5, next_at=NOW, created_at=NOW
    )
    done = Job.objects.create(
        lane="test", kind="k", key="2", state="DONE", next_at=NOW, created_at=NOW, done_at=NOW
    )

    outbox.revive(dead, at=NOW)
    outbox.revive(done, at=NOW)

    assert list(Job.objects.order_by("key").values_list("state", "attempts")) == [
        ("DUE", 0),
        ("DONE", 0),
    ]
