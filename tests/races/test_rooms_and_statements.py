"""One room for eight classes at once, and a statement confirmed by hands that do not meet."""

from datetime import timedelta
from functools import partial

import pytest

from accounts.enums import Role
from core.dates import legal_day
from core.documents import rendering
from recall.models import Nomination, Statement
from recall.services import statement_papers, verifications
from tests.factories import recall, scans, training
from tests.factories.recall import holder
from tests.fixtures import media
from tests.moments import VERIFIED_AT
from tests.races.starting import kinds, race
from training.models import Session
from training.services import rooms

__all__ = ["media"]
pytestmark = pytest.mark.django_db(transaction=True)
AT = VERIFIED_AT + timedelta(days=1)


def test_eight_classes_want_one_room_and_one_gets_it():
    world = training.world()
    hall = rooms.enter(
        world.county, place="老年大学", name="报告厅", seats=90, by=world.manager, at=training.NOW
    )
    wishes = [
        partial(
            training.session, training.planned_class(world), world.manager,
            hall=hall, teacher=f"第{number}人",
        )
        for number in range(8)
    ]  # fmt: skip

    answers = race(wishes)

    assert kinds(answers) == {"RegulationBroken": 7, "Session": 1}
    assert Session.objects.filter(hall=hall).count() == 1


@pytest.mark.parametrize("_again", range(2))
def test_paper_is_confirmed_once_and_never_lapses_meanwhile(_again):
    told = recall.verified_nomination()
    verifier = holder(Role.VERIFIER, told.county)
    document = statement_papers.request(told, by=verifier, at=AT)
    document = rendering.render(document, at=AT)
    scans.sent(told.county, scans.scanned(document, 1), by=verifier, at=AT)
    late = {"by": verifier, "at": AT + timedelta(days=60)}
    on = legal_day(VERIFIED_AT)
    confirm = partial(statement_papers.confirm, told, received_on=on, **late)

    answers = race([confirm, confirm, partial(verifications.lapse, told, **late)])

    assert kinds(answers)["Statement"] == 1
    assert Statement.objects.get().kind == "REPLIED"
    assert Nomination.objects.get(pk=told.pk).state == "HEARD"
