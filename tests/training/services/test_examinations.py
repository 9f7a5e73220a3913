"""Examinations: drawn for each, the server's clock, frozen answers, machine and hand marks."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.enums import Role
from core.errors import NotAllowed, RegulationBroken, StateConflict
from tests.factories import examinations as draw
from tests.factories import training as make
from training.models import Examination, Paper, PaperAnswer, Question
from training.queries import draws
from training.queries import examinations as queries
from training.services import examinations, questions, sittings

AT = draw.OPENS
LATER = AT + timedelta(days=2)


@pytest.fixture
def quiz(world, training_class):
    """Shiquan's three questions at the opening: one of each machine-marked kind."""
    return draw.examination(world, training_class)


@pytest.fixture
def trainee(world, training_class):
    return make.enrolled(world, training_class).case.subject


def begin(quiz, user, at=AT):
    return sittings.begin(quiz, by=user, at=at)


def only(quiz):
    return queries.scores(quiz, LATER)[0]


def test_same_person_gets_the_same_paper_with_the_same_end_again(quiz, trainee):
    paper = begin(quiz, trainee)
    again = begin(quiz, trainee, at=AT + timedelta(minutes=7))
    items = draws.items_of(quiz)

    assert (again.pk, again.due_at) == (paper.pk, AT + timedelta(minutes=10))
    assert queries.shuffled(items, paper.seed) == queries.shuffled(items, again.seed)
    orders = {str([i.pk for i, _o in queries.shuffled(items, seed)]) for seed in range(40)}
    assert len(orders) > 1


def test_paper_ends_with_the_examination_at_the_latest(quiz, trainee):
    at = quiz.closes_at - timedelta(minutes=3)

    assert begin(quiz, trainee, at=at).due_at == quiz.closes_at


def test_saved_answers_survive_without_handing_in(quiz, trainee):
    paper = begin(quiz, trainee)
    sittings.save(paper, answers=draw.right(quiz), by=trainee, at=AT + timedelta(minutes=5))

    score = only(quiz)

    assert (score.total, score.is_passed) == (Decimal(30), True)
    assert queries.all_right([score]) == 1


def test_the_same_answer_again_is_no_new_row_and_another_one_counts(quiz, trainee):
    paper = begin(quiz, trainee)
    for _n in range(3):
        sittings.save(paper, answers=draw.right(quiz), by=trainee, at=AT)
    sittings.save(paper, answers=draw.wrong(quiz), by=trainee, at=AT + timedelta(minutes=1))

    assert PaperAnswer.objects.count() == 6
    assert only(quiz).total == 0


def test_half_right_choice_is_wrong(quiz, trainee):
    paper = begin(quiz, trainee)
    several = quiz.items.get(question__kind="MULTIPLE")

    sittings.hand_in(paper, answers={several.pk: ([0], "")}, by=trainee, at=AT)

    assert only(quiz).total == 0


@pytest.mark.parametrize(
    ("kind", "options", "right"),
    [
        ("SINGLE", ["甲"], [0]),
        ("SINGLE", ["甲", "甲"], [0]),
        ("SINGLE", ["甲", "乙"], []),
        ("SINGLE", ["甲", "乙"], [0, 1]),
        ("SINGLE", ["甲", "乙"], [2]),
        ("MULTIPLE", ["甲", "乙"], [0]),
        ("MULTIPLE", ["甲", "乙"], [0, 0]),
        ("SHORT", ["甲", "乙"], []),
        ("SINGLE", list("甲乙丙丁戊己庚辛壬"), [0]),
    ],
)
def test_qz_01_question_is_whole(world, kind, options, right):
    with pytest.raises(RegulationBroken, match="QZ-01"):
        draw.question(world, kind, options=options, right=right)


def test_question_stands_once_and_is_never_edited(world):
    row = draw.question(world, "SINGLE", text="同一题")
    with pytest.raises(StateConflict):
        draw.question(world, "SINGLE", text="同一题")

    with pytest.raises(DatabaseError), transaction.atomic():
        Question.objects.filter(pk=row.pk).update(right=[1])
    questions.retire(row, by=world.manager, at=make.NOW)
    with pytest.raises(StateConflict):
        questions.retire(row, by=world.manager, at=make.NOW)
    assert draw.question(world, "SINGLE", text="同一题")


def test_qz_02_times_fit(world, training_class):
    with pytest.raises(RegulationBroken, match="QZ-02"):
        draw.examination(world, training_class, closes_at=AT + timedelta(minutes=9))


def test_qz_03_questions_are_in_use_and_of_the_county(world, training_class):
    retired = draw.question(world, "SINGLE", text="旧题")
    questions.retire(retired, by=world.manager, at=make.NOW)
    foreign = draw.question(make.world(), "SINGLE")

    for chosen in ([], [retired], [foreign]):
        with pytest.raises(RegulationBroken, match="QZ-03"):
            draw.examination(world, training_class, questions=chosen)
    assert not Examination.objects.exists()


@pytest.mark.parametrize("minutes", [-1, 24 * 60])
def test_qz_04_outside_the_time_nobody_begins(quiz, trainee, minutes):
    with pytest.raises(RegulationBroken, match="QZ-04"):
        begin(quiz, trainee, at=AT + timedelta(minutes=minutes))
    assert not Paper.objects.exists()


def test_qz_05_late_answer_is_refused_by_rule_and_by_the_database(quiz, trainee):
    paper = begin(quiz, trainee)
    late = paper.due_at + timedelta(seconds=1)

    with pytest.raises(RegulationBroken, match="QZ-05"):
        sittings.hand_in(paper, answers=draw.right(quiz), by=trainee, at=late)
    item = quiz.items.first()
    with pytest.raises(DatabaseError, match="over"), transaction.atomic():
        PaperAnswer.objects.create(
            paper=paper, item=item, chosen=[0], saved_by=trainee, saved_at=late
        )
    assert only(quiz).total == 0


def test_qz_06_handed_in_paper_takes_nothing_more(quiz, trainee):
    paper = begin(quiz, trainee)
    sittings.hand_in(paper, answers=draw.wrong(quiz), by=trainee, at=AT)

    for act in (sittings.save, sittings.hand_in):
        with pytest.raises(RegulationBroken, match="QZ-06"):
            act(paper, answers=draw.right(quiz), by=trainee, at=AT)
    item = quiz.items.first()
    with pytest.raises(DatabaseError, match="over"), transaction.atomic():
        PaperAnswer.objects.create(paper=paper, item=item, saved_by=trainee, saved_at=AT)
    assert only(quiz).total == 0


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("SINGLE", ([0, 1], "")),
        ("SINGLE", ([9], "")),
        ("SINGLE", ([], "文字")),
        ("MULTIPLE", ([-1], "")),
    ],
)
def test_qz_07_answer_fits_its_question(quiz, trainee, kind, given):
    paper, item = begin(quiz, trainee), quiz.items.get(question__kind=kind)

    with pytest.raises(RegulationBroken, match="QZ-07"):
        sittings.save(paper, answers={item.pk: given}, by=trainee, at=AT)
    assert not PaperAnswer.objects.exists()


def test_qz_07_question_of_another_examination(world, training_class, quiz, trainee):
    other = draw.examination(world, training_class, title="另一场")
    item = other.items.first()

    with pytest.raises(RegulationBroken, match="QZ-07"):
        sittings.save(begin(quiz, trainee), answers={item.pk: ([0], "")}, by=trainee, at=AT)


@pytest.fixture
def written(world, training_class, trainee):
    """A paper whose short answer decides: 10 of 20 by the machine, 60 % to pass."""
    chosen = [draw.question(world, "SINGLE"), draw.question(world, "SHORT")]
    row = draw.examination(world, training_class, questions=chosen)
    answers = draw.right(row)
    short = row.items.get(question__kind="SHORT")
    sittings.hand_in(
        begin(row, trainee), answers=answers | {short.pk: ([], "要点")}, by=trainee, at=AT
    )
    return row


def answer_of(row):
    return queries.short_answer(row, PaperAnswer.objects.get(text="要点").pk)


def mark(row, points, by):
    return examinations.mark(answer_of(row), points=points, by=by, at=LATER)


def test_short_answer_that_decides_is_marked_by_two(world, written):
    assert only(written).total is None
    mark(written, 1, world.manager)
    assert only(written).total is None
    with pytest.raises(RegulationBroken, match="QZ-11"):
        examinations.release(written, by=world.manager, at=LATER)
    assert queries.to_mark(written, world.manager, LATER) == []

    mark(written, 4, world.admin)

    assert (only(written).total, only(written).is_passed) == (Decimal("12.5"), True)
    examinations.release(written, by=world.manager, at=LATER)


def test_qz_08_points_fit(world, written):
    for points in (-1, 11):
        with pytest.raises(RegulationBroken, match="QZ-08"):
            mark(written, points, world.manager)


def test_qz_09_running_paper_is_not_marked(world, training_class, trainee):
    short = draw.question(world, "SHORT")
    row = draw.examination(world, training_class, questions=[short], title="短")
    item = row.items.get()
    sittings.save(begin(row, trainee), answers={item.pk: ([], "要点")}, by=trainee, at=AT)

    with pytest.raises(RegulationBroken, match="QZ-09"):
        examinations.mark(answer_of(row), points=1, by=world.manager, at=AT)


def test_qz_10_marker_is_another(world, written):
    mark(written, 5, world.manager)

    with pytest.raises(RegulationBroken, match="QZ-10"):
        mark(written, 6, world.manager)


def test_qz_11_scores_wait_for_the_end(world, quiz):
    with pytest.raises(RegulationBroken, match="QZ-11"):
        examinations.release(quiz, by=world.manager, at=AT)
    examinations.release(quiz, by=world.manager, at=LATER)
    with pytest.raises(StateConflict):
        examinations.release(Examination.objects.get(), by=world.manager, at=LATER)


def test_qz_12_nothing_is_called_off_once_begun(world, quiz, trainee):
    begin(quiz, trainee)

    with pytest.raises(RegulationBroken, match="QZ-12"):
        examinations.cancel(quiz, by=world.manager, at=AT)


def test_called_off_examination_is_over(world, quiz, trainee):
    examinations.cancel(quiz, by=world.manager, at=AT)

    with pytest.raises(StateConflict):
        begin(quiz, trainee)


def test_who_is_not_of_the_class_does_not_sit(world, quiz):
    other = make.planned_class(world)
    for user in (make.enrolled(world, other).case.subject, world.manager):
        with pytest.raises(NotAllowed):
            begin(quiz, user)


def test_nobody_writes_into_anothers_paper(world, training_class, quiz, trainee):
    other = make.enrolled(world, training_class).case.subject

    with pytest.raises(NotAllowed):
        sittings.save(begin(quiz, trainee), answers={}, by=other, at=AT)
    assert not Paper.objects.visible_to(other).exists()


def test_heads_of_units_see_no_paper(world, quiz, trainee):
    begin(quiz, trainee)

    assert not Paper.objects.visible_to(make.holder(Role.UNIT_HEAD, world.unit)).exists()


def test_before_and_after_are_compared_for_those_who_sat_both(world, training_class, trainee):
    make.enrolled(world, training_class)
    for kind, answers in (("BEFORE", draw.wrong), ("AFTER", draw.right)):
        row = draw.examination(world, training_class, kind=kind, title=kind)
        sittings.hand_in(begin(row, trainee), answers=answers(row), by=trainee, at=AT)

    told = queries.comparison(training_class, LATER)

    assert (told["of"], told["before"], told["after"], told["better"]) == (1, 0, 1, 1)


@pytest.mark.parametrize(
    "verb", ["UPDATE {} SET chosen = '[1]'", "DELETE FROM {}"], ids=["update", "delete"]
)
def test_database_keeps_answers_as_saved(quiz, trainee, verb):
    sittings.save(begin(quiz, trainee), answers=draw.right(quiz), by=trainee, at=AT)

    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        connection.cursor().execute(verb.format("training_paperanswer"))
