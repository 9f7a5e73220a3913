"""The bank, examinations on the desk, papers on the phone; nobody reads another's score."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from recall.models import Case
from tests.factories import examinations as draw
from tests.factories import training as make
from training.models import AnswerMark, Examination, Paper, PaperAnswer, Question
from training.queries import examinations as queries
from training.services import enrolments, sittings

AT = draw.OPENS
LATER = AT + timedelta(days=2)
PHONE_LIMIT = 40_000  # bytes


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def quiz(world, training_class):
    return draw.examination(world, training_class)


@pytest.fixture
def trainee(world, training_class):
    return make.enrolled(world, training_class).case.subject


def get(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(f"training:{name}", args=args))


def post(client, user, name, *args, **more):
    client.force_login(user)
    data = more.pop("data", {})
    return client.post(reverse(f"training:{name}", args=args), data, **more)


def text_of(response):
    return response.content.decode()


def sent(row):
    """Answer the whole form of a paper with the right answers."""
    told = {f"q{pk}": chosen for pk, (chosen, _text) in draw.right(row).items()}
    return told | {"sent": list(draw.right(row))}


def test_question_is_written_and_retired_from_its_pages(client, world):
    data = {
        "county": world.county.pk,
        "kind": "MULTIPLE",
        "topic": "党规党纪",
        "difficulty": "HARD",
        "text": "哪些要报告？",
        "options": "甲\n\n 乙 \n丙",
        "right": "a、C",
    }
    assert post(client, world.manager, "question-new", data=data).status_code == 302
    row = Question.objects.get()
    assert (row.options, row.right) == (["甲", "乙", "丙"], [0, 2])
    assert post(client, world.manager, "question-new", data=data).status_code == 409

    post(client, world.manager, "question-retire", row.pk)
    assert "已停用" in text_of(get(client, world.manager, "question-list"))


def test_bank_is_no_page_for_a_trainee(client, quiz, trainee):
    for name in ("question-list", "question-new"):
        assert get(client, trainee, name).status_code == 404


def test_bank_is_no_page_for_a_manager_while_they_are_a_trainee(client, world, quiz):
    other = make.planned_class(world)
    case = make.case(world.campaign, world.unit, subject=world.manager)
    enrolments.enrol(other, case, by=world.admin, at=make.NOW)
    row = Question.objects.first()
    for name in ("question-list", "question-new"):
        assert get(client, world.manager, name).status_code == 404
    assert post(client, world.manager, "question-retire", row.pk).status_code == 404
    told = text_of(get(client, world.manager, "examination-plan", quiz.training_class_id))
    assert row.text not in told

    Case.objects.filter(pk=case.pk).update(state="REVOKED")

    assert row.text in text_of(get(client, world.manager, "question-list"))


def test_empty_bank_is_told_with_the_way_to_it(client, world, training_class):
    page = text_of(get(client, world.manager, "examination-plan", training_class.pk))

    assert "题库里还没有在用的试题" in page
    assert reverse("training:question-new") in page
    assert 'name="opens_at"' not in page


def test_examination_is_planned_from_the_bank(client, world, training_class):
    rows = [draw.question(world, "SINGLE"), draw.question(world, "SHORT")]
    data = {
        "kind": "FINAL",
        "title": "结业考试",
        "opens_at": "2018-06-08T09:00",
        "closes_at": "2018-06-08T11:00",
        "minutes": 60,
        "pass_percent": 60,
        "points": 50,
        "questions": [row.pk for row in rows],
    }

    answer = post(client, world.manager, "examination-plan", training_class.pk, data=data)

    assert answer.status_code == 302
    assert "结业考试" in text_of(client.get(answer["Location"]))
    listing = get(client, world.manager, "examination-list", training_class.pk)
    assert "未开始" in text_of(listing)


def test_trainee_sits_is_cut_off_and_goes_on(client, quiz, trainee, clock):
    door = get(client, trainee, "examination", quiz.pk)
    assert "开始答卷" in text_of(door)
    page = post(client, trainee, "paper-begin", quiz.pk)["Location"]
    first = client.get(page)
    assert len(first.content) <= PHONE_LIMIT
    pk = Paper.objects.get().pk
    item = quiz.items.get(question__kind="SINGLE")
    data = {"sent": [item.pk], f"q{item.pk}": 1}
    assert first.context["saved_at"] is None
    for _tap in range(2):
        saved = post(client, trainee, "paper-save", pk, data=data, headers={"HX-Request": "true"})
        assert "已保存" in text_of(client.get(saved["Location"], headers={"HX-Request": "true"}))

    clock.move_to(AT + timedelta(minutes=6))
    again = client.get(page)

    order = [line["item"].pk for line in first.context["lines"]]
    assert [line["item"].pk for line in again.context["lines"]] == order
    assert again.context["minutes"] == 4
    assert text_of(again).count("已保存") == 2  # the line, and the hint; no pile of messages
    assert "checked" in text_of(again)
    assert "继续答卷" in text_of(get(client, trainee, "examination", quiz.pk))


def test_paper_is_handed_in_without_script_and_closed(client, quiz, trainee):
    paper = sittings.begin(quiz, by=trainee, at=AT)

    assert post(client, trainee, "paper", paper.pk, data=sent(quiz)).status_code == 302

    assert queries.scores(quiz, AT)[0].total == 30
    assert get(client, trainee, "paper", paper.pk).status_code == 302
    again = post(client, trainee, "paper-save", paper.pk, data=sent(quiz))
    assert again.status_code == 422
    assert "已经交了" in text_of(again)


def test_late_save_says_why_and_keeps_nothing(client, quiz, trainee, clock):
    paper = sittings.begin(quiz, by=trainee, at=AT)
    clock.move_to(AT + timedelta(minutes=11))

    answer = post(
        client, trainee, "paper-save", paper.pk, data=sent(quiz), headers={"HX-Request": "true"}
    )

    assert answer.status_code == 422
    assert "答题时间已到" in text_of(answer)
    assert not PaperAnswer.objects.exists()


@pytest.mark.parametrize("sent_as", ["x", "-1", "9" * 30, "\u0000", "1.5"])
def test_hostile_numbers_of_questions_are_left_out(client, quiz, trainee, sent_as):
    paper = sittings.begin(quiz, by=trainee, at=AT)

    answer = post(client, trainee, "paper-save", paper.pk, data={"sent": sent_as})

    assert answer.status_code == 302
    assert not PaperAnswer.objects.exists()


def test_own_score_shows_after_release_and_nobody_elses(
    client, world, training_class, quiz, trainee, clock
):
    other = make.enrolled(world, training_class).case.subject
    paper = sittings.begin(quiz, by=trainee, at=AT)
    sittings.hand_in(paper, answers=draw.right(quiz), by=trainee, at=AT)
    assert "30 分" not in text_of(get(client, trainee, "examination", quiz.pk))
    clock.move_to(LATER)
    post(client, world.manager, "examination-act", quiz.pk, "release")

    assert "30 分（满分 30）" in text_of(get(client, trainee, "examination", quiz.pk))
    assert "30 分（满分" not in text_of(get(client, other, "examination", quiz.pk))
    for name in ("paper", "paper-save"):
        assert get(client, other, name, paper.pk).status_code == 404


def test_score_of_another_class_is_not_found(client, world, quiz):
    stranger = make.enrolled(world, make.planned_class(world)).case.subject

    for name in ("examination", "marking"):
        assert get(client, stranger, name, quiz.pk).status_code == 404


def test_trainee_reaches_no_page_of_the_desk(client, quiz, trainee):
    assert get(client, trainee, "marking", quiz.pk).status_code == 404
    for act in ("release", "cancel"):
        assert post(client, trainee, "examination-act", quiz.pk, act).status_code == 404
    assert not Examination.objects.exclude(released_at=None, cancelled_at=None).exists()


def test_shares_are_hidden_under_five_papers_and_shown_from_five(
    client, world, training_class, quiz
):
    people = [make.enrolled(world, training_class).case.subject for _n in range(5)]
    for number, person in enumerate(people):
        if number == 4:
            few = text_of(get(client, world.manager, "examination", quiz.pk))
        paper = sittings.begin(quiz, by=person, at=AT)
        sittings.hand_in(paper, answers=draw.wrong(quiz), by=person, at=AT)
    many = text_of(get(client, world.manager, "examination", quiz.pk))

    assert "不足 5 份" in few
    assert "没有一人全部答对" in many  # 石泉2019: nobody had all three right
    assert "0%" in many


def test_marking_shows_no_name(client, world, training_class, trainee, clock):
    row = draw.examination(world, training_class, questions=[draw.question(world, "SHORT")])
    item = row.items.get()
    paper = sittings.begin(row, by=trainee, at=AT)
    sittings.hand_in(paper, answers={item.pk: ([], "先调查后表态")}, by=trainee, at=AT)

    page = text_of(get(client, world.manager, "marking", row.pk))
    assert "先调查后表态" in page
    assert trainee.name not in page
    answer = PaperAnswer.objects.get()
    bad = post(client, world.manager, "answer-mark", row.pk, answer.pk, data={"points": 11})
    assert bad.status_code == 422
    post(client, world.manager, "answer-mark", row.pk, answer.pk, data={"points": 6})
    assert AnswerMark.objects.get().points == 6


def test_today_says_what_is_to_be_sat(client, quiz, trainee):
    assert "去答卷" in text_of(get(client, trainee, "today"))
    paper = sittings.begin(quiz, by=trainee, at=AT)
    sittings.hand_in(paper, answers={}, by=trainee, at=AT)
    assert "去答卷" not in text_of(get(client, trainee, "today"))


def test_desk_asks_as_often_for_two_papers_as_for_eight(
    client, world, training_class, quiz, django_assert_max_num_queries
):
    for _n in range(8):
        person = make.enrolled(world, training_class).case.subject
        paper = sittings.begin(quiz, by=person, at=AT)
        sittings.hand_in(paper, answers=draw.right(quiz), by=person, at=AT)
    client.force_login(world.manager)
    with django_assert_max_num_queries(20):
        client.get(reverse("training:examination", args=[quiz.pk]))


def test_paper_with_a_short_question_shows_its_text(client, world, training_class, trainee):
    row = draw.examination(world, training_class, questions=[draw.question(world, "SHORT")])
    item = row.items.get()
    paper = sittings.begin(row, by=trainee, at=AT)
    post(client, trainee, "paper-save", paper.pk, data={"sent": item.pk, f"q{item.pk}": "先调查"})

    assert "先调查" in text_of(get(client, trainee, "paper", paper.pk))
