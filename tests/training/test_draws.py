"""抽题: so many of each pool, another paper for each, the same again for the same person."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from core.errors import RegulationBroken
from tests.factories import examinations as draw
from tests.factories import training as make
from training.models import ExaminationDraw, ExaminationItem
from training.queries import draws
from training.queries import examinations as queries
from training.queries.draws import Pool
from training.services import questions, sittings

AT = draw.OPENS
LATER = AT + timedelta(days=2)
EASY, HARD = Pool("党规党纪", "EASY", 2), Pool("业务", "HARD", 1)


@pytest.fixture
def bank(world):
    """Six easy ones of one topic, four hard ones of another, one that is never drawn."""
    for _n in range(6):
        draw.question(world, "SINGLE", topic="党规党纪", difficulty="EASY")
    for _n in range(4):
        draw.question(world, "MULTIPLE", topic="业务", difficulty="HARD")
    return draw.question(world, "SINGLE", topic="业务", difficulty="EASY")


@pytest.fixture
def quiz(world, training_class, bank):
    return draw.examination(world, training_class, questions=[], draws=[EASY, HARD])


def paper(world, training_class, quiz):
    user = make.enrolled(world, training_class).case.subject
    return sittings.begin(quiz, by=user, at=AT)


def test_each_gets_so_many_of_each_pool_and_not_all_the_same(world, training_class, quiz, bank):
    papers = [paper(world, training_class, quiz) for _n in range(12)]

    held = [draws.items_of_paper(one) for one in papers]

    for items in held:
        told = sorted((i.question.topic, i.question.difficulty) for i in items)
        assert told == [("业务", "HARD"), *[("党规党纪", "EASY")] * 2]
    assert len({frozenset(item.pk for item in items) for items in held}) > 1
    assert not quiz.items.filter(question=bank).exists()


def test_paper_is_the_same_again_whatever_happens_to_the_bank(world, training_class, quiz):
    one = paper(world, training_class, quiz)
    before = [item.pk for item in draws.items_of_paper(one)]

    draw.question(world, "SINGLE", topic="党规党纪", difficulty="EASY")
    questions.retire(draws.items_of_paper(one)[0].question, by=world.manager, at=make.NOW)

    assert [item.pk for item in draws.items_of_paper(one)] == before
    again = sittings.begin(quiz, by=one.enrolment.case.subject, at=AT + timedelta(minutes=3))
    assert again.pk == one.pk


def test_marks_count_what_was_drawn(world, training_class, quiz):
    one = paper(world, training_class, quiz)
    items = draws.items_of_paper(one)
    right = {item.pk: (item.question.right, "") for item in items}
    sittings.hand_in(one, answers=right, by=one.enrolment.case.subject, at=AT)

    score = queries.scores(quiz, LATER)[0]

    assert (score.total, score.most, score.is_passed) == (30, 30, True)
    assert len(score.right) == 3
    told = queries.figures([score], draws.items_of(quiz))
    assert sorted(one["of"] for one in told) == [0] * 7 + [1] * 3


def test_qz_07_question_of_the_pool_that_was_not_drawn_is_refused(world, training_class, quiz):
    one = paper(world, training_class, quiz)
    own = {item.pk for item in draws.items_of_paper(one)}
    other = quiz.items.exclude(pk__in=own).first()

    with pytest.raises(RegulationBroken, match="QZ-07"):
        sittings.save(one, answers={other.pk: ([0], "")}, by=one.enrolment.case.subject, at=AT)


@pytest.mark.parametrize(
    "drawn",
    [
        [EASY._replace(size=7)],
        [EASY._replace(size=0)],
        [EASY, EASY],
        [Pool("没有的主题", "EASY", 1)],
        [Pool("党规党纪", "HARD", 1)],
    ],
)
def test_qz_13_draws_fit_the_bank(world, training_class, bank, drawn):
    with pytest.raises(RegulationBroken, match="QZ-13"):
        draw.examination(world, training_class, questions=[], draws=drawn)


def test_qz_13_one_way_at_a_time(world, training_class, bank):
    with pytest.raises(RegulationBroken, match="QZ-13"):
        draw.examination(world, training_class, questions=[bank], draws=[EASY])


def test_database_adds_no_question_and_no_draw_after_the_first_paper(
    world, training_class, quiz, bank
):
    paper(world, training_class, quiz)
    late = ExaminationItem(examination=quiz, question=bank, position=99, points=10)
    for row in (late, ExaminationDraw(examination=quiz, topic="业务", difficulty="EASY", count=1)):
        with pytest.raises(DatabaseError, match="begun"), transaction.atomic():
            row.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        quiz.draws.update(count=1)


def test_manager_draws_from_the_page_and_reads_what_is_drawn(client, world, training_class, bank):
    client.force_login(world.manager)
    page = reverse("training:examination-plan", args=[training_class.pk])
    form = client.get(page).context["form"]
    easy = next(name for name, pool in form.pools.items() if pool.difficulty == "EASY")
    told = {
        "kind": "QUIZ",
        "title": "开班测验",
        "opens_at": "2018-06-04T10:00",
        "closes_at": "2018-06-05T10:00",
        "minutes": 10,
        "pass_percent": 60,
        "points": 10,
    }

    nothing = client.post(page, told)
    both = client.post(page, told | {easy: 1, "questions": [bank.pk]})
    too_many = client.post(page, told | {easy: 99})
    done = client.post(page, told | {easy: 1}, follow=True)

    for refused, words in ((nothing, "请填写抽题数"), (both, "试题请不要再选"), (too_many, "")):
        assert refused.status_code == 422
        assert words in refused.content.decode()
    assert "抽 1 道" in done.content.decode()
    assert "满分 10 分" in done.content.decode()


def test_door_says_how_many_questions_there_are(client, world, training_class, quiz):
    client.force_login(make.enrolled(world, training_class).case.subject)

    told = client.get(reverse("training:examination", args=[quiz.pk]))

    assert told.context["count"] == 3
