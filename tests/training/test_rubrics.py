"""Criteria of a reflection, and the summary that a class writes once."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.errors import RegulationBroken
from tests.factories import reflections as make
from tests.factories import training
from training.forms.reflections import ReviewForm, TaskForm
from training.models import Programme, ReflectionTask, Session
from training.queries import reflections as queries
from training.queries import rubrics, summaries
from training.services import reflections

RUBRIC = [{"name": "认识问题", "points": 60}, {"name": "整改打算", "points": 40}]


@pytest.fixture
def trainee(world, training_class):
    return training.enrolled(world, training_class).case.subject


@pytest.fixture
def task(world, training_class):
    return make.task(world, training_class, rubric=RUBRIC, kind="SUMMARY")


def refused(number):
    return pytest.raises(RegulationBroken, match=number)


def test_marks_are_kept_with_the_criteria_as_they_were_and_summed(world, task, trainee):
    row = make.version(task, trainee).reflection

    told = make.review(row, world.manager, marks=[45, 38])

    assert (told.mark, told.points) == (83, 100)
    assert told.marks == [RUBRIC[0] | {"mark": 45}, RUBRIC[1] | {"mark": 38}]


@pytest.mark.parametrize(
    "rubric",
    [
        [{"name": "一", "points": 0}],
        [{"name": "一", "points": 60}, {"name": "二", "points": 41}],
        [{"name": "一", "points": 10}, {"name": "一", "points": 10}],
        [{"name": "长" * 31, "points": 10}],
        [{"name": f"第{n}项", "points": 1} for n in range(9)],
    ],
)
def test_rf_10_rubric_fits(world, training_class, rubric):
    with refused("RF-10"):
        make.task(world, training_class, rubric=rubric)


@pytest.mark.parametrize("marks", [[], [45], [45, None], [61, 10], [-1, 10], [None, None]])
def test_rf_11_every_criterion_is_marked_within_its_points(world, task, trainee, marks):
    row = make.version(task, trainee).reflection

    with refused("RF-11"):
        make.review(row, world.manager, marks=marks)


def test_rf_11_a_return_needs_no_marks_and_is_not_half_marked(world, task, trainee):
    row = make.version(task, trainee).reflection
    back = {"verdict": "RETURNED", "remark": "写具体些"}
    with refused("RF-11"):
        make.review(row, world.manager, marks=[45, None], **back)

    told = make.review(row, world.manager, marks=[None, None], **back)

    assert (told.marks, told.points) == ([], 0)


def test_without_a_rubric_words_alone_are_said(world, training_class, trainee):
    row = make.version(make.task(world, training_class), trainee).reflection
    with refused("RF-11"):
        make.review(row, world.manager, marks=[1])

    assert make.review(row, world.manager).marks == []


def test_rf_12_class_has_one_summary_until_it_is_called_off(world, training_class, task):
    with refused("RF-12"):
        make.task(world, training_class, kind="SUMMARY")
    facts = {"fewest": 1, "most": 2, "due_on": task.due_on, "set_by": world.manager}
    with pytest.raises(IntegrityError, match="one_summary"), transaction.atomic():
        ReflectionTask.objects.create(
            training_class=training_class, kind="SUMMARY", title="另", set_at=training.NOW, **facts
        )

    reflections.call_off(task, by=world.manager, at=training.NOW)

    assert make.task(world, training_class, kind="SUMMARY").pk


def test_summary_counts_only_when_it_is_accepted_and_a_reflection_never(
    world, training_class, task, trainee
):
    case = training_class.enrolments.get().case
    make.review(make.version(make.task(world, training_class), trainee).reflection, world.manager)
    row = make.version(task, trainee).reflection
    assert summaries.accepted(case) is None

    make.review(row, world.manager, marks=[60, 40])

    assert summaries.accepted(case) == queries.last_of(row).version


def test_new_task_proposes_what_the_class_had_and_first_the_default(world, training_class):
    assert sum(one["points"] for one in rubrics.proposed(training_class)) == 100
    make.task(world, training_class, rubric=RUBRIC)
    assert rubrics.spoken(rubrics.proposed(training_class)) == "认识问题 60\n整改打算 40"
    make.task(world, training_class)
    assert rubrics.proposed(training_class) == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [("联系 实际 30\n\n 文字 10 ", [("联系 实际", 30), ("文字", 10)]), ("", [])],
)
def test_rubric_is_typed_a_line_for_each(db, typed, found):
    form = TaskForm({"rubric": typed}, sessions=Session.objects.none())
    assert [(one["name"], one["points"]) for one in _rubric(form)] == found


@pytest.mark.parametrize("typed", ["联系实际", "30", "联系实际 三十", "联系实际 ٣٠", "联系实际 -5"])
def test_line_without_whole_points_is_refused(db, typed):
    form = TaskForm({"rubric": typed}, sessions=Session.objects.none())
    form.is_valid()
    assert "rubric" in form.errors


def _rubric(form):
    form.is_valid()
    return form.cleaned_data["rubric"]


def test_form_names_the_criterion_that_lacks_a_mark():
    form = ReviewForm({"version": "1", "verdict": "ACCEPTED", "m0": "45"}, rubric=RUBRIC)

    assert not form.is_valid()
    assert list(form.errors) == ["m1"]


def test_rf_10_a_county_programme_brings_its_criteria_to_a_class(client, world):
    client.force_login(world.manager)
    url = reverse("training:preset-keep", args=["qianxinan_2014"])
    asked = {
        "title": "本县方案",
        "note": "县委组织部通知",
        "length_1": 3,
        "county": world.campaign.county_id,
    }
    assert "认识问题 30" in client.get(url).content.decode()

    refused = client.post(url, asked | {"rubric": "认识问题 60\n整改打算 50"})
    client.post(url, asked | {"rubric": "认识问题 60\n整改打算 40"})

    assert (refused.status_code, "RF-10" in refused.content.decode()) == (422, True)
    programme = Programme.objects.get()
    assert programme.rubric == RUBRIC
    listed = client.get(reverse("training:programme-list")).content.decode()
    assert "心得评分标准：认识问题 60、整改打算 40" in listed
    training_class = training.planned_class(world)
    assert rubrics.proposed(training_class) == list(rubrics.default())
    training_class.programme = programme
    assert rubrics.proposed(training_class) == RUBRIC
    programme.rubric = []
    assert rubrics.proposed(training_class) == []  # the county marks by words alone
    programme.rubric = None
    assert rubrics.proposed(training_class) == list(rubrics.default())
