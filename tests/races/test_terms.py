"""Terms in a race: an act ends one and begins one, and nobody is told of a step up twice."""

from datetime import timedelta
from functools import partial

import pytest

from accounts.enums import Role
from assessment.services import appeals
from core.notify.models import Message
from recall.models import Clock
from recall.services import messages
from tests.factories import assessment as assess
from tests.factories import training as make
from tests.factories.appeals import filed, handler, removed
from tests.races.starting import kinds, race

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_of_eight_acceptances_begins_the_term_to_decide():
    world = make.world()
    row = filed(removed(world), "APPEAL")
    hands = [handler(world) for _n in range(8)]

    answers = race([partial(appeals.accept, row, by=by, at=assess.LATER) for by in hands])

    assert kinds(answers) == {"Appeal": 1, "StateConflict": 7}
    rows = Clock.objects.filter(row_id=row.pk).order_by("pk")
    assert [(held.kind, held.ended_at is None) for held in rows] == [
        ("ADMIT", False),
        ("ANSWER", True),
    ]


def test_reminders_at_once_tell_each_step_up_once():
    world = make.world()
    row, by = filed(removed(world)), handler(world)
    at = assess.LATER + (row.due_on - row.filed_on) + timedelta(days=1)
    system = make.holder(Role.READER, world.county)

    race([partial(messages.remind, by=system, at=at)] * 4)

    assert Message.objects.filter(kind="term_late", recipient=by).count() == 1
    assert Message.objects.filter(kind="term_late", recipient=world.admin).count() == 1
