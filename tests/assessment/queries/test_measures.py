"""What the parts of the assessment come to by their records."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from assessment.queries import measures
from core.errors import RegulationBroken
from tests.factories import assessment as assess
from tests.factories import examinations as draw
from tests.factories import practice
from tests.factories import training as make
from training.models import HostAppraisal
from training.models.reviews import SCALES
from training.services import examinations, postings, problems, reviews, sittings

AFTER = draw.OPENS + timedelta(days=2)
AUTUMN = make.NOW.replace(month=9, day=30)


@pytest.fixture
def case(world):
    return make.enrolled(world, make.planned_class(world)).case


def final(world, case, answers, **fields):
    """A final examination of the case's class that the person sat, three questions of ten."""
    row = draw.examination(world, case.enrolments.get().training_class, kind="FINAL", **fields)
    paper = sittings.begin(row, by=case.subject, at=draw.OPENS)
    sittings.save(paper, answers=answers(row), by=case.subject, at=draw.OPENS)
    return row


def released(world, row):
    return examinations.release(row, by=world.manager, at=AFTER)


def test_examination_counts_what_was_published(world, case):
    first = final(world, case, draw.right, title="结业考试")
    second = final(world, case, draw.wrong, title="补考")
    assert measures.measured(case, "exam") is None

    released(world, first)
    assert measures.measured(case, "exam").value == Decimal(100)

    released(world, second)
    found = measures.measured(case, "exam")
    assert (found.value, found.source) == (Decimal("50.00"), "结业考试成绩：2次")
    assert [row["value"] for row in found.rows] == ["30 / 30", "0 / 30"]


def test_examination_not_sat_and_quiz_are_not_nought(world, case):
    other = make.enrolled(world, case.enrolments.get().training_class).case
    released(world, final(world, other, draw.right))
    quiz = draw.examination(world, case.enrolments.get().training_class, title="测验")
    sittings.begin(quiz, by=case.subject, at=draw.OPENS)
    released(world, quiz)

    assert measures.measured(case, "exam") is None


def test_practice_is_the_mean_of_the_months_reviewed(world, case):
    posting = make.posting(world, case)
    assert measures.measured(case, "practice") is None

    for number, tick in ((1, 5), (2, 2)):
        scales = dict.fromkeys(SCALES, tick)
        told = {"scales": scales, "sentence": "踏实", "by": world.mentor, "at": AUTUMN}
        reviews.review(posting, number=number, **told)

    found = measures.measured(case, "practice")
    assert (found.value, found.source) == (Decimal("70.00"), "带教月评：2个月")
    assert found.rows[1] == {"label": "饶峰镇大湾村　第2个月", "value": "、".join(["较差"] * 5)}


def finished(world, posting, **fields):
    facts = {"finished_on": AUTUMN.date(), "opinion": "踏实", "by": world.mentor, "at": AUTUMN}
    return postings.finish(posting, **facts | fields)


def test_host_is_what_the_finish_says(world, case):
    posting = make.posting(world, case)
    finished(world, posting, scales=dict.fromkeys(SCALES, 4) | {"drive": 3})

    found = measures.measured(case, "host")
    assert (found.value, found.source) == (Decimal("76.00"), "接收单位鉴定：1份")
    assert found.rows[0]["value"] == "较好、一般、较好、较好、较好"
    with pytest.raises(DatabaseError), transaction.atomic():
        HostAppraisal.objects.update(drive=5)


def test_host_that_ticks_nothing_leaves_the_part_open(world, case):
    finished(world, make.posting(world, case))

    assert measures.measured(case, "host") is None


def test_mw_05_appraisal_is_whole(world, case):
    posting = make.posting(world, case)

    with pytest.raises(RegulationBroken, match="MW-05"):
        finished(world, posting, scales={"drive": 3})
    assert not HostAppraisal.objects.exists()


def test_residents_count_from_five_words_on(world, case):
    posting = make.posting(world, case)
    rows = [practice.closed_problem(practice.problem(posting)) for _n in range(2)]
    answers = ["SOLVED", "SOLVED", "PARTLY", "NOT"]
    told = {"consent": True, "by": world.mentor, "at": AUTUMN}
    for answer in answers:
        problems.take_word(rows[0], answer=answer, **told)
    assert measures.measured(case, "residents") is None

    problems.take_word(rows[1], answer="SOLVED", **told)

    found = measures.measured(case, "residents")
    assert (found.value, found.source) == (Decimal("70.00"), "群众的话：5份")
    assert [row["value"] for row in found.rows] == ["3份", "1份", "1份"]


def test_records_of_another_case_do_not_count(world, case):
    other = make.enrolled(world, make.planned_class(world)).case
    finished(world, make.posting(world, other), scales=dict.fromkeys(SCALES, 5))
    row = assess.opened(world, case)

    assert {part: measures.measured(row.case, part) for part in ("host", "practice")} == {
        "host": None,
        "practice": None,
    }
