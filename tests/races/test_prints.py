"""Bulk prints: cancel against the finish, many who resume or ask, two hands, a dead worker."""

import pytest
from django.db import connection

from core.jobs import worker
from core.prints import printing, volumes
from core.prints.models import PrintPart, PrintRun
from tests.factories import prints
from tests.factories import training as make
from tests.races.starting import kinds, race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("media")]
AT = make.NOW


@pytest.fixture
def world():
    found = make.world()
    for _ in range(2):
        prints.noticed(found, at=AT)
    return found


def stepped(run, turn=1):
    while printing.step(run, turn=turn, at=AT):
        pass


def test_cancel_against_the_finish_one_of_both_stands_with_its_files(world):
    run = prints.asked(world, at=AT)
    stepped(run)

    answers = race(
        [
            lambda: printing.cancel(run, by=world.admin, at=AT),
            lambda: volumes.bind(run, turn=1, at=AT),
        ]
    )

    row = PrintRun.objects.get(pk=run.pk)
    is_there = [printing.path_of(row, ending).is_file() for ending in ("pdf", "zip")]
    assert (row.state, is_there) in [
        ("READY", [True, True]),
        ("CANCELLED", [False, False]),
    ]
    assert kinds(answers).get("StateConflict", 0) == (row.state == "READY")


def test_many_resume_at_once_and_one_does(world):
    run = prints.asked(world, at=AT)
    printing.cancel(run, by=world.admin, at=AT)

    answers = race([lambda: printing.resume(run, by=world.admin, at=AT)] * 6)

    assert kinds(answers) == {"PrintRun": 1, "StateConflict": 5}
    assert PrintRun.objects.get(pk=run.pk).turn == 2


def test_many_ask_at_once_and_one_run_begins(world):
    answers = race([lambda: prints.asked(world, at=AT)] * 6)

    assert kinds(answers) == {"PrintRun": 1, "RegulationBroken": 5}


def test_two_hands_at_once_never_take_the_same_paper(world):
    run = prints.asked(world, at=AT)

    race([lambda: stepped(run)] * 2)

    assert PrintPart.objects.filter(run=run, done_at=None).count() == 0
    assert prints.worked(run, at=AT).state == "READY"


def test_a_worker_whose_connection_dies_in_between_leaves_its_paper_to_another(world):
    run = prints.asked(world, at=AT)
    job = worker.claim(printing.LANE, at=AT)

    def die():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    race([lambda: _in_between(job, die)])

    assert PrintRun.objects.get(pk=run.pk).state == "RUNNING"
    assert prints.worked(run, at=AT + worker.LEASE * 2).state == "READY"


def _in_between(job, die):
    """Work at a job and lose the connection after the paper was printed, before it is kept."""
    step = printing.step

    def printed(*told, **more):
        answer = step(*told, **more)
        die()
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(printing, "step", printed)
        with pytest.raises(Exception):  # noqa: B017, PT011 - whatever a dead connection raises
            worker.work(job, at=AT)
