"""A hold is placed while the removal runs: it comes before it, or finds nothing; never both."""

import pytest

from accounts.services import accounts
from core.errors import StateConflict
from keeping.models import Disposal, Hold
from keeping.queries import due
from keeping.services import carrying, holds
from recall.models import Nomination
from tests.factories import daily_records as daily
from tests.factories import keeping as keep
from tests.factories import training as make
from tests.races.starting import race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("what", ["nomination", "cadre", "campaign"])
def test_hold_against_removal(media, what):
    world = make.world()
    case = keep.ended(world)
    row = keep.approved(world, keep.listed(world))
    line, system = row.lines.get(), accounts.system_user()
    subject = {"nomination": case.nomination, "cadre": case.cadre, "campaign": world.campaign}[what]
    order = {"reference": "检〔2049〕3号", "reason": "审查需要", "by": world.admin, "at": keep.FAR}

    answers = race(
        [
            lambda: holds.place(subject, **order),
            lambda: carrying.remove(line, by=system, at=keep.FAR),
        ]
    )

    line = Disposal.objects.get().lines.get()
    is_gone = not Nomination.objects.filter(pk=case.nomination_id).exists()
    assert is_gone == (line.removed_at is not None)
    assert is_gone != bool(line.left_why)
    if what == "nomination":
        assert Hold.objects.exists() != is_gone
        assert isinstance(answers[0], StateConflict) == is_gone
    assert not any(isinstance(one, Exception) for one in answers[1:])


def test_two_workers_remove_once(media):
    world = make.world()
    keep.ended(world)
    row = keep.approved(world, keep.listed(world))
    line, system = row.lines.get(), accounts.system_user()

    race([lambda: carrying.remove(line, by=system, at=keep.FAR) for _n in range(4)])

    assert not Nomination.objects.exists()
    assert keep.carried_out(row).certificate.snapshot["line_count"] == 1


@pytest.mark.parametrize(
    "kind", ["LEAVERS", "BOOKS", "BALLOTS", "REMINDERS", "WORK", "CLASSES", "COMPLIANCE"]
)
def test_hold_against_removal_of_a_record(media, kind):
    world = make.world()
    _pk, cadre = daily.RECORDS[kind](world)
    row = keep.approved(world, keep.listed(world, kind))
    line, system = row.lines.get(), accounts.system_user()
    order = {"reference": "检〔2049〕3号", "reason": "审查需要", "by": world.admin, "at": keep.FAR}
    subject = cadre or world.campaign

    answers = race(
        [
            lambda: holds.place(subject, **order),
            lambda: carrying.remove(line, by=system, at=keep.FAR),
        ]
    )

    line = Disposal.objects.get().lines.get()
    is_gone = line.removed_at is not None
    assert is_gone != bool(line.left_why)
    if kind == "LEAVERS":
        assert Hold.objects.exists() != is_gone
        assert isinstance(answers[0], StateConflict) == is_gone
    else:
        assert Hold.objects.exists()
    assert bool(due.found(world.county, kind, 1, keep.FAR.date())) != is_gone
    assert not any(isinstance(one, Exception) for one in answers[1:])


def test_hold_against_removal_of_what_names_many(media):
    """Two removals and two holds on people whom both records name: no deadlock, nothing by half."""
    world = make.world()
    _pk, cadre = daily.book(world)
    book = keep.approved(world, keep.listed(world, "BOOKS")).lines.get()
    daily.work.month(cadre)
    daily.reminders.served(daily.reminders.issued(cadre))
    months = keep.approved(world, keep.listed(world, "WORK")).lines.get()
    system = accounts.system_user()
    order = {"reference": "检〔2049〕3号", "reason": "审查需要", "by": world.admin, "at": keep.FAR}

    answers = race(
        [
            lambda: carrying.remove(book, by=system, at=keep.FAR),
            lambda: holds.place(cadre, **order),
            lambda: carrying.remove(months, by=system, at=keep.FAR),
        ]
    )

    assert not any(isinstance(one, Exception) for one in answers)
    for line in (book, months):
        line = type(line).objects.get(pk=line.pk)
        assert (line.removed_at is None) == bool(line.left_why)
    assert Hold.objects.standing().count() == 1
