"""A hint is best effort: whatever Redis does, the act commits and the request is not held."""

import json
import socket

import pytest

from core.jobs import hints
from core.jobs.models import Job
from tests.core import children

ACT = """
from core.jobs import hints, outbox
answers = []
for key in "ab":
    start = time.monotonic()
    with transaction.atomic():
        outbox.enqueue("test.echo", key=key, at=NOW)
    answers.append(time.monotonic() - start)
start = time.monotonic()
short = hints.queue_is_short()
print(json.dumps({"first": answers[0], "second": answers[1], "short": short,
                  "asked": time.monotonic() - start}))
"""


@pytest.fixture
def port():
    """A server that accepts and never answers, like a frozen Redis."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def act(port):
    child = children.run(ACT, REDIS_URL=f"redis://127.0.0.1:{port}/0")
    assert child.returncode == 0, child.stderr
    return json.loads(child.stdout.splitlines()[-1])


@pytest.mark.django_db(transaction=True)
def test_enqueue_with_frozen_redis_commits_within_bound(port):
    answer = act(port)

    assert answer["first"] <= 1.2
    assert answer["second"] <= 0.1
    assert (answer["short"], answer["asked"] <= 1.2) == (False, True)
    assert Job.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_enqueue_with_redis_down_commits_at_once():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        answer = act(closed.getsockname()[1])

    assert answer["first"] <= 1.2
    assert answer["short"] is False
    assert Job.objects.count() == 2


def test_without_redis_nothing_is_sent(settings):
    settings.REDIS_URL = ""

    assert hints.send("pdf") is False
    assert hints.queue_is_short() is False
