"""The bank of questions by workbook: all or nothing, nothing edited, closed to trainees."""

from datetime import date

import pytest
from django.urls import reverse

from cadres.models import Cadre
from core.audit.models import Entry
from tests.core.imports.files import workbook
from tests.core.imports.test_runs import counts, errors
from tests.factories import examinations as draw
from tests.factories import training as make
from tests.factories.imports import applied, checked, undone
from tests.fixtures import media
from training.models import Question
from training.services import questions

__all__ = ["media"]
HEADER = ["题目", "题型", "主题", "难度", "选项A", "选项B", "选项C", "正确选项", "评分要点"]
CHOICE = ["复核应在几日内提出？", "单选题", "党规党纪", "中等", "15 日", "30 日", "60 日", "B", ""]


def line(*base, **changes):
    told = list(base or CHOICE)
    for name, value in changes.items():
        told[HEADER.index(name)] = value
    return told


def run(world, *lines):
    content = workbook(list(lines), header=HEADER)
    return checked(world.county, content, kind="questions", by=world.admin, at=make.NOW)


def write(world, *lines):
    return applied(run(world, *lines), by=world.admin, at=make.NOW)


def test_questions_of_each_kind_are_entered_with_their_punctuation(world):
    done = write(
        world,
        line(),
        line(题目="哪些属于作风问题？（多选）", 题型="多选题", 正确选项="c、a"),
        line(题目="组织处理是处分。", 题型="判断题", 选项A="正确", 选项B="错误", 选项C=""),
        line("谈谈体会", "简答题", "心得", "较难", "", "", "", "", "联系实际，有具体打算"),
    )

    assert done.state == "APPLIED"
    told = {row.kind: row for row in Question.objects.all()}
    assert told["SINGLE"].right == [1]
    assert told["SINGLE"].options == ["15 日", "30 日", "60 日"]
    assert (told["MULTIPLE"].text, told["MULTIPLE"].right) == ("哪些属于作风问题？（多选）", [0, 2])
    assert told["TRUE_FALSE"].options == ["正确", "错误"]
    assert (told["SHORT"].guide, told["SHORT"].difficulty) == ("联系实际，有具体打算", "HARD")
    assert told["SHORT"].entered_by == world.admin
    assert Entry.objects.filter(act="import_new", row_kind="training.question").count() == 4


def test_one_wrong_line_keeps_the_whole_file_out(world):
    found = run(world, line(), line(题目="别的题", 正确选项="D"))

    assert (found.state, counts(found)) == ("FAULTY", (1, 0, 0, 1))
    assert "QZ-01" not in str(errors(found))
    assert "只有一个正确项" in next(iter(errors(found).values()))
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"题型": "填空题"}, "应是"),
        ({"难度": "很难"}, "应是"),
        ({"选项B": ""}, "连续填写"),
        ({"正确选项": "Z"}, "A 至 H"),
        ({"正确选项": "BB"}, "A 至 H"),
        ({"正确选项": ""}, "正确项"),
        ({"选项C": "30 日"}, "互不相同"),
        ({"题型": "简答题"}, "正确项"),
        ({"题目": "长" * 501}, "500"),
        ({"主题": ""}, "没有填写"),
    ],
)
def test_wrong_cells_are_named(world, changes, said):
    told = errors(run(world, line(**changes)))

    assert said in " ".join(told.values())


def test_same_again_changes_nothing_and_another_answer_is_refused(world):
    write(world, line())

    assert counts(run(world, line())) == (0, 0, 1, 0)
    told = errors(run(world, line(正确选项="C")))
    assert "先停用原题" in " ".join(told.values())
    fewer = errors(run(world, line(选项C="")))
    assert "先停用原题" in " ".join(fewer.values())


def test_twice_in_one_file_is_refused(world):
    found = run(world, line(), line(主题="业务"))

    assert found.state == "FAULTY"


def test_question_written_by_hand_meanwhile_stops_the_run(world):
    planned = run(world, line())
    draw.question(world, "SINGLE", text=CHOICE[0])

    done = applied(planned, by=world.admin, at=make.NOW)

    assert done.state == "FAULTY"
    assert Question.objects.count() == 1


def test_undo_retires_and_what_an_examination_uses_stays(world, training_class):
    first = write(world, line())
    undone(first, by=world.admin, at=make.NOW)
    row = Question.objects.get()
    assert row.retired_by == world.admin

    second = write(world, line())
    used = Question.objects.in_use().get()
    draw.examination(world, training_class, questions=[used])
    assert undone(second, by=world.admin, at=make.NOW).state == "APPLIED"
    assert Question.objects.in_use().get() == used


def test_retired_question_may_come_again(world):
    write(world, line())
    questions.retire(Question.objects.get(), by=world.admin, at=make.NOW)

    assert counts(run(world, line(正确选项="C"))) == (1, 0, 0, 0)


def test_administrator_who_is_a_trainee_reads_no_line_and_enters_none(
    client, world, training_class
):
    planned = run(world, line())
    told = {"name": "王小明", "sex": "M", "born_on": date(1980, 1, 1), "level": "ORDINARY"}
    case = make.enrolled(world, training_class, subject=make.user()).case
    case.cadre.user = None
    case.cadre.save()
    Cadre.objects.filter(pk=case.cadre_id).update(user=world.admin, **told)
    client.force_login(world.admin)

    for name, args in (
        ("import-detail", [planned.pk]),
        ("import-progress", [planned.pk]),
        ("import-errors", [planned.pk]),
        ("import-upload", ["questions"]),
        ("import-template", ["questions"]),
    ):
        assert client.get(reverse(f"portal:{name}", args=args)).status_code == 404
    listed = client.get(reverse("portal:import-list"))
    assert reverse("portal:import-detail", args=[planned.pk]) not in listed.content.decode()
    done = applied(planned, by=world.admin, at=make.NOW)
    assert done.state == "FAULTY"
    assert not Question.objects.exists()
