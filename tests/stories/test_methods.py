"""Practices of a story: each raises its signals by its own services, and nominations take them."""

from datetime import date
from pathlib import Path

import pytest

from evidence.models import (
    Checklist,
    Complaint,
    ListEntry,
    Poll,
    PresentationComment,
    Reminder,
    Signal,
    TargetPlan,
    WeekPlan,
)
from recall.models import Nomination, TakenSignal
from stories import plans, player
from stories.agenda import Agenda
from stories.errors import StoryRefused, StoryUnplayable
from stories.methods.seats import Method
from stories.methods.targets import TargetsPlayer
from stories.worlds import World
from tests.fixtures import media
from tests.stories.test_play import play

__all__ = ["media"]

STORY = Path(__file__).with_name("methods.yaml")
TODAY = date(2026, 6, 30)


@pytest.mark.django_db
def test_play_methods_raises_and_takes_as_told_by_the_proper_hands():
    figures, complaint, code = play(STORY)

    assert (code, complaint, figures["not_played"]) == (0, "", [])
    for row in TakenSignal.objects.select_related("nomination", "signal"):
        assert row.signal.cadre_id == row.nomination.cadre_id
        assert row.signal.raised_at < row.added_at
        assert row.added_by_id == row.nomination.drafted_by_id
    assert Nomination.objects.filter(signals=None).count() == 2
    assert not Signal.objects.exclude(withdrawn_at=None).exists()
    hands = {poll.planned_by.username.rpartition(".")[2] for poll in Poll.objects.all()}
    assert hands == {"clerk"}
    kept = [row for model in (TargetPlan, WeekPlan) for row in model.objects.all()]
    assert {row.drawn_up_by.username.rpartition(".")[2] for row in kept} == {"head"}
    assert Checklist.objects.get().drawn_up_by.username == "999976.county_admin"
    assert Reminder.objects.filter(result="CORRECTED").count() == 1
    assert Complaint.objects.values_list("judged_by").distinct().count() == 1
    yellow = ListEntry.objects.filter(colour="YELLOW")
    assert {row.published_by == row.proposed_by for row in yellow} == {False}
    assert (yellow.filter(answer="UPHELD", published_on=None).count(), yellow.count()) == (1, 3)
    assert ListEntry.objects.get(colour="RED").honour is not None
    assert PresentationComment.objects.count() == 10


def scheduled(file):
    """Read a story and enter its acts, so far as it can have happened."""
    plan = plans.make(player.read(file, today=TODAY))
    player.schedule(World(plan), Agenda(plan.last_day))


def test_praise_and_protest_of_every_unit_are_played(tmp_path):
    """The told number is spread over the units; once only the first unit's share was played."""
    told = "{unit: 石桥镇, nominees: 1, others: 2, title: 双星榜"
    text = STORY.read_text("utf-8")
    assert told in text
    file = tmp_path / "story.yaml"
    more = text.replace(told, "{nominees: 2, others: 4, title: 双星榜")
    file.write_text(more.replace("praised: 1,", "praised: 3,"), "utf-8")
    plan = plans.make(player.read(file, today=TODAY))
    agenda = Agenda(plan.last_day)
    player.schedule(World(plan), agenda)

    boards = [row.act.__self__ for row in agenda._entries if "_Entry.end" in row.act.__qualname__]

    assert len({id(one.board) for one in boards}) == 2
    assert [one.colour for one in boards if one.who[0] == "others"].count("RED") == 3


REFUSED = [
    ("bottom: 1,", "buttom: 1,", "不认识 given.methods.ballots.0.buttom"),
    ("bottom: 1,", "", "写 bottom 或 threshold"),
    ("bottom: 1,", "bottom: 4,", "应是它的倍数"),
    ("weight: 60, voters: 7", "weight: 61, voters: 7", "各组权重之和应为 100"),
    ("voters: 7, cast: 6", "voters: 4, cast: 4", "每组至少 5 人"),
    ("voters: 7, cast: 6", "voters: 7, cast: 8", "收回 8 票，多于 7 人"),
    ("invalid: 1, against: 3", "invalid: 2, against: 3", "有效票不足 5 张"),
    ("invalid: 1, against: 3", "invalid: 1, against: 6", "against 多于有效票 5 张"),
    ("{label: 称职, value: 80}", "{label: 称职, value: 100}", "分值从高到低"),
    ("measure: score", "measure: share_bad", "share_of 应为最后一个等次“不称职”"),
    ("max_names: 1, ", "", "推选票要写 max_names"),
    ("others: 3, title: 年度民主测评", "others: 0, title: 年度民主测评", "票上还要有其他人"),
    ("closes_on: 2021-03-12", "closes_on: 2021-03-09", "closes_on 应在 on 两天以后"),
    ("closes_on: 2021-03-12", "closes_on: 2021-04-12", "应早于该轮的 notice_on 2021-04-12"),
    ("ground: QX30-B3", "ground: QX30-Z9", "没有情形 QX30-Z9"),
    ("{unit: 县财政局, nominees: 1", "{unit: 县审计局, nominees: 1", "没有列在 units 的 names 里"),
    ("{unit: 县财政局, nominees: 1", "{unit: 县财政局, nominees: 3", "还差 1 件提名可以依据"),
    ("{unit: 县财政局, nominees: 1", "{round: 2, nominees: 1", "没有第 2 轮"),
    ("weight: 60, source", "weight: 50, source", "各项权重之和应为 100"),
    ("nominees: [30, 55]", "nominees: [30, 60]", "nominees 应都低于 60"),
    ("settled_on: 2021-01-20", "settled_on: 2021-01-12", "settled_on 应在 on 两天以后"),
    ("{nominees: 3, others: 1, title: 突出", "{nominees: 4, others: 1, title: 突出", "各项之和 3"),
    ("ground: QX30-E11", "ground: QX30-E99", "没有情形 QX30-E99"),
    ("struck: 1", "struck: 9", "struck 9 人，未提名的共"),
    ("year: 2021, on: 2021-02-22", "year: 2020, on: 2021-02-22", "应在 year 之内"),
    ("report_until_on: 2021-03-05", "report_until_on: 2021-02-23", "应在 on 两天以后"),
    ("named: 1, not_confirmed: 1", "named: 3, not_confirmed: 1", "多于发现的 3 件"),
    ("on: 2021-02-01, answer", "on: 2021-02-02, answer", "on 应为首月的第一天"),
    ("found: 1}]", "found: 1, named: 1}]", "各月 named 之和 3 应等于 nominees"),
    ("heeded: 1", "heeded: 30", "heeded 30 人，未提名的共"),
    ("others: 1, ground: QX30-B6", "ground: QX30-B6", "有人改正，要写 others"),
    ("days: 30", "days: 90", "应早于该轮的 notice_on"),
    ("overdue_each: 4", "overdue_each: 9", "overdue_each 应在 3 到 8 之间"),
    ("nominees: 1, others: 3, title: 周清单", "nominees: 1, others: 1, title: 周清单", "至少 2 人"),
    ("on: 2021-03-01, weeks: 4", "on: 2020-12-14, weeks: 4", "各周应在同一年度"),
    ("weight: 60}, {title: 本人态度", "weight: 61}, {title: 本人态度", "各项权重之和应为 100"),
    ("others: 4, title: 研判小组", "others: 2, title: 研判小组", "成员和未提出的人选共 3 人"),
    ("from: 2021-02-01", "from: 2021-03-23", "from 晚于 on"),
    ("nominees: [65, 90]", "nominees: [55, 90]", "nominees 应都达到 60"),
    ("people: 8", "people: 2", "nominees 应少于台账 2 人"),
    ("nominees: [{item: 上班时间脱岗", "nominees: [{item: 上班", "没有项目“上班”"),
    ("others_complaints: 2", "others_complaints: 6", "others_complaints 也达到占比线"),
    ("applicants: 8, complaints: 5", "applicants: 9, complaints: 5", "属实的 4 件应达到 9 人的"),
    ("smallest: 5, applicants: 8", "smallest: 9, applicants: 8", "办事人数不足 9，没有占比"),
    ("until_on: 2021-03-19", "until_on: 2021-02-01", "until_on 应在 on 之后"),
    ("yellows: 2", "yellows: 6", "应早于该轮的 notice_on"),
    ("praised: 1", "praised: 2", "praised、upheld 合计应不多于 others"),
    ("nominees: [30, 55], others: [70, 90]", "nominees: [30, 60], others: [70, 90]", "都低于 60"),
    ("shown: 1, comm", "shown: 2, comm", "参加人和评议人共 7 人，others 太少"),
    ("session_on: 2021-03-15", "session_on: 2021-03-09", "session_on 在 on 三天以后"),
    ("清溪镇: 3", "白塔镇: 3", "单位 白塔镇 没有列在"),
    ("县财政局: 4", "县财政局: 16", "by_unit 合计 23 件"),
]


@pytest.mark.parametrize(("old", "new", "sentence"), REFUSED, ids=[row[1] for row in REFUSED])
def test_read_impossible_method_is_refused_with_its_line(tmp_path, old, new, sentence):
    text = STORY.read_text("utf-8")
    assert old in text
    file = tmp_path / "story.yaml"
    file.write_text(text.replace(old, new, 1), "utf-8")

    with pytest.raises(StoryRefused, match=r"story\.yaml:[0-9]+: ") as refusal:
        scheduled(file)

    assert sentence in refusal.value.sentence, refusal.value
    assert refusal.value.line > 1


def test_expect_other_people_than_told_is_refused_with_both_numbers():
    method = Method("ballots", {}, ("given", "methods", "ballots", 0), None)
    one = TargetsPlayer(None, method, None)

    with pytest.raises(StoryUnplayable, match=r"应有 1 人产生线索，实为 0 人"):
        one.expect([], [type("Cadre", (), {"pk": 1})])
