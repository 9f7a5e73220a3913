"""The person's own summary behind the part "self": a measure, a source, an annex, a paper."""

from decimal import Decimal

import pytest
from django.urls import reverse

from assessment.queries import measures
from assessment.queries.volumes import followed
from assessment.services import assessments
from core.documents.models import Document
from tests.factories import assessment as assess
from tests.factories import reflections as write
from tests.factories import training as make

pytestmark = pytest.mark.django_db
RUBRIC = [{"name": "认识问题", "points": 60}, {"name": "整改打算", "points": 20}]
WEIGHTS = {"class": 50, "self": 50}


@pytest.fixture
def world(db):
    return make.world(weights=WEIGHTS)


@pytest.fixture
def case(world):
    return make.enrolled(world, make.planned_class(world)).case


def summary(world, case, *, rubric=RUBRIC, marks=(45, 15)):
    room = case.enrolments.get().training_class
    task = write.task(world, room, kind="SUMMARY", title="个人总结", rubric=rubric)
    row = write.version(task, case.subject).reflection
    return write.review(row, world.manager, marks=marks, remark="写得实在")


def test_marks_of_the_accepted_text_are_the_value_and_name_it(world, case):
    assert measures.measured(case, "self") is None
    summary(world, case)

    found = measures.measured(case, "self")

    assert found.value == Decimal("75.00")
    assert found.source.startswith("个人总结第1稿（2018年6月4日交，")
    assert found.rows == [
        {"label": "认识问题", "value": "45 / 60"},
        {"label": "整改打算", "value": "15 / 20"},
    ]


def test_text_without_marks_has_no_value_and_stands_as_the_source_in_the_form(world, case, client):
    summary(world, case, rubric=[], marks=())
    assess.opened(world, case)
    client.force_login(world.manager)

    page = client.get(reverse("assessment:case", args=[case.pk])).content.decode()

    assert measures.measured(case, "self") is None
    assert "个人总结第1稿" in page
    assert "查看本人的个人总结" in page


def test_accepted_text_is_printed_with_the_form_and_bound_in_the_volume(world, case):
    review = summary(world, case)
    row = assess.opened(world, case)
    assess.score(world, row, "class")
    assessments.score_by_record(row, part="self", by=world.manager, at=assess.LATER)

    told = {"passed": True, "comment": "达到要求", "by": world.manager, "at": assess.LATER}
    done = assessments.conclude(row, **told)

    annex = Document.objects.get(pk=done.document_id).snapshot["summary"]
    assert annex["paragraphs"] == [write.SAID]
    (paper,) = followed.summary(case)
    assert paper.sheet.texts == [("正文", write.SAID)]
    assert ("评分", "60分（满分80分）") in paper.sheet.facts
    assert paper.author == case.cadre.name
    assert review.mark == 60


def test_without_a_text_nothing_is_annexed(world, case):
    row = assess.opened(world, case)
    assess.score(world, row, "class")
    assess.score(world, row, "self")
    told = {"passed": True, "comment": "达到要求", "by": world.manager, "at": assess.LATER}

    done = assessments.conclude(row, **told)

    assert done.document.snapshot["summary"] == {}
    assert followed.summary(case) == []
