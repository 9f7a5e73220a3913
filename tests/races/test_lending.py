"""Two hands at one request: one answer stands."""

from functools import partial

import pytest
from django.utils import timezone

from accounts.enums import Role
from assessment.models import Concurrence
from assessment.services import concurrences
from recall.models import CaseNote, HelperAccess
from recall.services import helpers, notes
from tests.factories import assessment as assess
from tests.factories import training
from tests.factories.accounts import UserFactory, holder
from tests.factories.recall import TOLD, served_case
from tests.factories.units import UnitFactory
from tests.fixtures import media
from tests.permissions.rows.concurrences import asked, moved
from tests.races.starting import kinds, race

__all__ = ["media"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("media")]


def test_an_access_is_approved_or_refused_never_both():
    case, now = served_case(), timezone.now()
    told = {"reason": TOLD, "days": 3, "at": now}
    row = helpers.ask(case, helper=UserFactory(), by=holder(Role.VERIFIER, case.county), **told)
    deciders = [holder(Role.DECIDER, case.county) for _n in range(4)]
    acts = [partial(helpers.approve, row, by=one, at=now) for one in deciders[:2]]
    acts += [partial(helpers.refuse, row, reason=TOLD, by=one, at=now) for one in deciders[2:]]

    answers = race(acts)

    assert kinds(answers) == {"HelperAccess": 1, "RegulationBroken": 3}
    row = HelperAccess.objects.get(pk=row.pk)
    assert (row.approved_at is None) != (row.refused_at is None)


def test_a_note_is_struck_once():
    case, now = served_case(), timezone.now()
    admins = [holder(Role.COUNTY_ADMIN, case.county) for _n in range(4)]
    row = notes.write(case, level="OFFICE", text=TOLD, by=admins[0], at=now)

    answers = race([partial(notes.strike, row, reason=TOLD, by=one, at=now) for one in admins])

    assert kinds(answers) == {"CaseNote": 1, "RegulationBroken": 3}
    assert CaseNote.objects.get(pk=row.pk).struck_by in admins


def test_a_county_answers_once():
    world, there = training.world(), UnitFactory()
    case = moved(assess.concluded(world).case, there, by=world.admin)
    row = asked(case, by=world.decider)
    deciders = [holder(Role.DECIDER, there.county) for _n in range(4)]
    said = {"opinion": TOLD, "at": assess.LATER}

    answers = race(
        [
            partial(concurrences.answer, row, is_agreed=nth % 2 == 0, by=one, **said)
            for nth, one in enumerate(deciders)
        ]
    )

    assert kinds(answers) == {"Concurrence": 1, "RegulationBroken": 3}
    assert Concurrence.objects.get(pk=row.pk).answered_by in deciders
