"""Whose rows: every model of the floor, with rows of another county that could leak."""

import uuid

import pytest
from django.utils import timezone

from accounts.enums import Role
from assessment.models import Assessment, Outcome
from tests.factories import assessment as assess
from tests.factories import training as make
from training.models import (
    Attendance,
    Enrolment,
    JournalEntry,
    PracticePosting,
    Session,
    TrainingClass,
)
from training.services import attendance, journals

MODELS = [
    TrainingClass,
    Session,
    Enrolment,
    Attendance,
    PracticePosting,
    JournalEntry,
    Assessment,
    Outcome,
]


def furnished():
    """A county with one row of each model."""
    world = make.world()
    training_class = make.planned_class(world)
    world.enrolment = make.enrolled(world, training_class)
    session = make.session(training_class, world.manager)
    attendance.record(session, marks={world.enrolment.pk: "PRESENT"}, by=world.manager, at=make.NOW)
    world.posting = make.posting(world, world.enrolment.case)
    journals.write(
        world.posting,
        token=uuid.uuid4(),
        on=world.posting.from_on,
        text="走访",
        by=world.enrolment.case.subject,
        at=timezone.now(),
    )
    world.person = world.enrolment.case.subject
    world.done = assess.concluded(world)
    assess.decide(world, world.done.case)
    return world


@pytest.fixture
def worlds(db):
    return furnished(), furnished()


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("office", ["admin", "manager", "decider"])
def test_the_office_sees_its_own_county_only(worlds, model, office):
    home, _foreign = worlds

    assert model.objects.count() >= 2
    seen = model.objects.visible_to(getattr(home, office))
    assert seen.distinct().count() * 2 == model.objects.count()


@pytest.mark.parametrize("model", MODELS)
def test_a_unit_sees_its_own_people_only(worlds, model):
    home, _foreign = worlds
    clerk = make.holder(Role.UNIT_CLERK, home.unit)
    other = make.holder(Role.UNIT_CLERK, home.host)

    assert model.objects.visible_to(clerk).distinct().count() * 2 == model.objects.count()
    assert not model.objects.visible_to(other).exists()


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("role", [Role.READER])
def test_a_reader_of_figures_sees_no_person(worlds, model, role):
    home, _foreign = worlds

    assert not model.objects.visible_to(make.holder(role, home.county)).exists()


def test_the_person_sees_their_own_rows(worlds):
    home, _foreign = worlds

    counts = {model: model.objects.visible_to(home.person).count() for model in MODELS[:6]}

    assert counts == dict.fromkeys(MODELS[:6], 1)
    assert Assessment.objects.visible_to(home.done.case.subject).get() == home.done


def test_the_person_does_not_see_an_assessment_in_the_making(worlds):
    home, _foreign = worlds
    row = assess.opened(home)

    assert not Assessment.objects.visible_to(row.case.subject).exists()


def test_mentor_and_host_see_their_trainees_postings(worlds):
    home, foreign = worlds
    host = make.holder(Role.HOST, home.host)

    for user in (home.mentor, host):
        assert PracticePosting.objects.visible_to(user).get() == home.posting
        assert JournalEntry.objects.visible_to(user).get().posting == home.posting
    assert PracticePosting.objects.guided_by(foreign.mentor).get() == foreign.posting
