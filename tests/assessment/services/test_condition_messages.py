"""An outcome under a condition: deciders are asked, the person hears of it and of the answer."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from assessment.models import Observation
from core.notify import reading
from core.notify.models import Message
from tests.factories import assessment as assess
from tests.factories import observations as conditions
from tests.factories import training as make

pytestmark = pytest.mark.django_db
ASKED, TOLD = "condition_proposed", "condition_told"


@pytest.fixture
def row(world):
    found = conditions.suspended(world)
    assess.serve(world, found.outcome)
    return found


def people(kind):
    return set(Message.objects.filter(kind=kind).values_list("recipient", flat=True))


def text(user, kind):
    found = reading.lines(Message.objects.filter(recipient=user, kind=kind), user=user)
    return {line.text for line in found}


def test_a_proposal_is_told_to_the_deciders_and_to_the_person(world, row):
    second = make.holder(Role.DECIDER, world.county)
    make.holder(Role.DECIDER, make.county())

    conditions.proposed(world, row)

    person = row.outcome.case.subject
    assert people(ASKED) == {world.decider.pk, second.pk}
    assert people(TOLD) == {person.pk}
    assert "提请执行，请会议研究" in text(second, ASKED).pop()
    assert "可以说明情况" in text(person, TOLD).pop()


@pytest.mark.parametrize(("agree", "said"), [(5, "会议决定执行"), (2, "不再执行")])
def test_the_answer_is_told_to_the_person_once_more(client, world, row, agree, said):
    conditions.proposed(world, row)
    conditions.decided(world, Observation.objects.get(pk=row.pk), agree=agree)
    person = row.outcome.case.subject

    assert Message.objects.filter(kind=TOLD, recipient=person).count() == 2
    assert all(said in line for line in text(person, TOLD))
    assert "已经决定" in text(world.decider, ASKED).pop()
    client.force_login(person)
    message = Message.objects.filter(kind=TOLD, recipient=person).first()
    led = client.post(reverse("portal:message-open", args=[message.pk])).url
    assert led == reverse("assessment:own-result", args=[row.outcome.case_id])
    assert client.get(led).status_code == 200


def test_before_the_outcome_is_served_the_person_hears_nothing(world):
    found = conditions.suspended(world)

    conditions.proposed(world, found)

    assert people(TOLD) == set()
    assert people(ASKED) == {world.decider.pk}


def test_a_recused_decider_is_not_asked(world, row):
    other = make.holder(Role.DECIDER, world.county)
    nomination = row.outcome.case.nomination
    nomination.recusals.create(
        user=other, reason="同学", declared_by=other, declared_at=conditions.WEEK
    )

    conditions.proposed(world, row)

    assert other.pk not in people(ASKED)
