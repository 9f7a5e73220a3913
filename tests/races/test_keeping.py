"""A hold is placed while the removal runs: it comes before it, or finds nothing; never both."""

import pytest

from accounts.services import accounts
from core.errors import StateConflict
from keeping.models import Disposal, Hold
from keeping.services import carrying, holds
from recall.models import Nomination
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
