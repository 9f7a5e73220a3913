"""The page of an assessment whose parts a ballot decides."""

import pytest
from django.urls import reverse

from tests.factories import assessment as assess
from tests.factories import trainee_polls as make
from tests.factories import training
from tests.factories.schemes import asking

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    row = training.world(weights=make.WEIGHTS)
    told = {"title": "由投票产生的办法", "unit_by_poll": True, "peer_by_poll": True}
    row.campaign.scheme_version = asking(row.county, **told)
    row.campaign.save(update_fields=["scheme_version"])
    return row


def page(client, user, case):
    client.force_login(user)
    return client.get(reverse("assessment:case", args=[case.pk])).content.decode()


def test_missing_part_names_its_reason_and_leads_to_the_polls(client, world):
    training_class, (place,) = make.room(world, 1)
    assess.opened(world, place.case)

    told = page(client, world.manager, place.case)

    assert "还没有组织测评" in told
    assert reverse("training:class-polls", args=[training_class.pk]) in told
    assert 'id="id_score_unit_value"' not in told
    assert 'id="id_score_class_value"' in told


def test_counted_poll_is_taken_by_a_press_and_explains_itself(client, world):
    _class, (place,) = make.room(world, 1)
    make.staffed(world.unit, leaders=5, others=6)
    marks = {"领导班子": [{"1": "A"}] * 5, "干部职工": [{"1": "B"}] * 6}
    make.counted(world, make.of_one(world, place), marks)
    row = assess.opened(world, place.case)
    assert "88.00" in page(client, world.manager, place.case)

    client.post(reverse("assessment:assessment-measure", args=[row.pk]), {"part": "unit"})

    told = client.get(reverse("assessment:assessment-part", args=[row.pk, "unit"]))
    words = told.content.decode()
    assert "各组权重：领导班子40%、干部职工60%" in words
    assert "优秀 5、良好 0、一般 0、较差 0" in words
    assert "88.00" in words


def test_written_score_is_refused_with_its_number(client, world):
    _class, (place,) = make.room(world, 1)
    row = assess.opened(world, place.case)
    client.force_login(world.manager)
    told = {"part": "unit", "value": "90", "source": "单位出具的意见"}

    answer = client.post(reverse("assessment:assessment-score", args=[row.pk]), told)

    assert answer.status_code == 422
    assert "AS-19" in answer.content.decode()
