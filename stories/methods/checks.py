"""Whether the told practices can have happened: numbers and days that must fit each other."""

from datetime import timedelta
from typing import Any

from evidence.queries.weekly import monday
from evidence.regulations.ballots import SMALLEST_GROUP
from stories.methods import book_checks
from stories.methods.seats import Place, check_ground, told_methods
from stories.schema import Story

WHOLE = 100
DAY = timedelta(days=1)


def check(story: Story) -> None:
    """Refuse practices whose numbers or dates cannot all be true.

    :raises StoryRefused: with the line that is wrong
    """
    if "methods" in story.given and "move_to" in story.tree.get("dates", {}):
        raise story.refuse("做法按年度和月份记，有 methods 时不能用 move_to", "dates", "move_to")
    for kind, index, told in told_methods(story):
        here = ("given", "methods", kind, index)
        _check_place(story, told, here)
        check_ground(story, told.get("ground"), here)
        _CHECKS[kind](story, told, here)


def _check_place(story: Story, told: dict[str, Any], here: Place) -> None:
    units = story.given["units"]
    named = [*units.get("leading_by_example", []), *units.get("names", [])]
    if told.get("unit", "") not in ["", *named]:
        raise story.refuse(f"单位 {told['unit']} 没有列在 units 的 names 里", *here, "unit")
    if told.get("nominees") and not story.rounds:
        raise story.refuse("没有 rounds，却有 nominees", *here, "nominees")


def _check_ballot(story: Story, told: dict[str, Any], here: Place) -> None:
    if told["closes_on"] <= told["on"] + DAY:
        raise story.refuse("closes_on 应在 on 两天以后", *here, "closes_on")
    if ("bottom" in told) == ("threshold" in told):
        raise story.refuse("写 bottom 或 threshold，二者之一", *here)
    if told["nominees"] % told.get("bottom", 1):
        sentence = f"每次测评列末位 {told['bottom']} 人，nominees 应是它的倍数"
        raise story.refuse(sentence, *here, "nominees")
    if not told["others"]:
        raise story.refuse("票上还要有其他人", *here, "others")
    if sum(row["weight"] for row in told["groups"]) != WHOLE:
        raise story.refuse(f"各组权重之和应为 {WHOLE}", *here, "groups")
    for index, row in enumerate(told["groups"]):
        _check_group(story, told, row, (*here, "groups", index))
    (_check_names if told["kind"] == "names" else _check_scale)(story, told, here)


def _check_group(story: Story, told: dict[str, Any], row: dict[str, Any], here: Place) -> None:
    if row["voters"] < SMALLEST_GROUP:
        raise story.refuse(f"每组至少 {SMALLEST_GROUP} 人", *here, "voters")
    if row["cast"] > row["voters"]:
        raise story.refuse(f"收回 {row['cast']} 票，多于 {row['voters']} 人", *here, "cast")
    valid = row["cast"] - row.get("invalid", 0)
    if valid < SMALLEST_GROUP:
        raise story.refuse(f"有效票不足 {SMALLEST_GROUP} 张", *here, "cast")
    if row["against"] > valid:
        raise story.refuse(f"against 多于有效票 {valid} 张", *here, "against")
    room = valid * told.get("max_names", 1)
    if told["kind"] == "names" and row["against"] * told.get("bottom", 1) > room:
        raise story.refuse(f"against 多于票上可写的 {room} 个名字", *here, "against")


def _check_names(story: Story, told: dict[str, Any], here: Place) -> None:
    if "max_names" not in told or "options" in told or told["measure"] != "share_bad":
        sentence = "推选票要写 max_names 和 measure: share_bad，不写 options"
        raise story.refuse(sentence, *here, "kind")


def _check_scale(story: Story, told: dict[str, Any], here: Place) -> None:
    options = told.get("options", [])
    values = [row["value"] for row in options]
    if len(options) < 2 or values != sorted(set(values), reverse=True):
        raise story.refuse("等次至少两个，分值从高到低", *here, "options")
    labels = [row["label"] for row in options]
    if told["measure"] == "share_bad" and told.get("share_of") != labels[-1]:
        raise story.refuse(f"share_of 应为最后一个等次“{labels[-1]}”", *here, "measure")


def _check_targets(story: Story, told: dict[str, Any], here: Place) -> None:
    if told["settled_on"] <= told["on"] + DAY:
        raise story.refuse("settled_on 应在 on 两天以后", *here, "settled_on")
    if sum(row["weight"] for row in told["items"]) != WHOLE:
        raise story.refuse(f"各项权重之和应为 {WHOLE}", *here, "items")
    scores, line = told["scores"], told["threshold"]
    if not scores["nominees"][1] < line <= scores["others"][0]:
        raise story.refuse(f"nominees 应都低于 {line}，others 都不低于", *here, "scores")


def _check_checklist(story: Story, told: dict[str, Any], here: Place) -> None:
    for index, item in enumerate(told["items"]):
        check_ground(story, item["ground"], (*here, "items", index))
    total = sum(item["nominees"] for item in told["items"])
    if total != told["nominees"]:
        sentence = f"各项之和 {total} 不等于 nominees {told['nominees']}"
        raise story.refuse(sentence, *here, "nominees")
    longest = DAY * max(item["line"] for item in told["items"])
    first, last = story.day(told["on"]), story.day(told["report_until_on"])
    if (first - longest).year != told["year"] or (last + DAY).year != told["year"]:
        raise story.refuse("on 和 report_until_on 应在 year 之内", *here, "on")
    if last <= first + DAY:
        raise story.refuse("report_until_on 应在 on 两天以后", *here, "report_until_on")


def _check_findings(story: Story, told: dict[str, Any], here: Place) -> None:
    for index, row in enumerate(told["months"]):
        place = (*here, "months", index)
        if row.get("named", 0) + row.get("not_confirmed", 0) > row["found"]:
            raise story.refuse(f"多于发现的 {row['found']} 件", *place, "found")
        if row["month"] < told["on"].replace(day=1) or told["on"].day > 1:
            raise story.refuse("on 应为首月的第一天，各月不早于它", *place, "month")
    named = sum(row.get("named", 0) for row in told["months"])
    if named != told.get("nominees", 0):
        raise story.refuse(f"各月 named 之和 {named} 应等于 nominees", *here, "months")


def _check_reminders(story: Story, told: dict[str, Any], here: Place) -> None:
    if told.get("heeded", 0) and not told.get("others"):
        raise story.refuse("有人改正，要写 others", *here, "heeded")


def _check_weekly(story: Story, told: dict[str, Any], here: Place) -> None:
    most = told["weeks"] * told["tasks_each_week"]
    if not told["overdue_limit"] <= told["overdue_each"] <= most:
        sentence = f"overdue_each 应在 {told['overdue_limit']} 到 {most} 之间"
        raise story.refuse(sentence, *here, "overdue_each")
    if told["others"] < 2:
        raise story.refuse("others 至少 2 人，其中一人是分管领导", *here, "others")
    first = monday(story.day(told["on"]))
    if first.year != (first + DAY * 7 * told["weeks"]).year:
        raise story.refuse("各周应在同一年度", *here, "weeks")


def _check_panel(story: Story, told: dict[str, Any], here: Place) -> None:
    if sum(row["weight"] for row in told["criteria"]) != WHOLE:
        raise story.refuse(f"各项权重之和应为 {WHOLE}", *here, "criteria")
    wanted = told["members"] + told.get("spared", 0)
    if told["others"] < wanted:
        raise story.refuse(f"成员和未提出的人选共 {wanted} 人，others 太少", *here, "others")
    if told["from"] > told["on"]:
        raise story.refuse("from 晚于 on", *here, "from")
    scores, line = told["scores"], told["line"]
    if not scores["others"][1] < line <= scores["nominees"][0]:
        raise story.refuse(f"nominees 应都达到 {line}，others 都不达到", *here, "scores")


def _check_complaints(story: Story, told: dict[str, Any], here: Place) -> None:
    if told["until_on"] <= told["on"]:
        raise story.refuse("until_on 应在 on 之后", *here, "until_on")
    if told["applicants"] < told["smallest"]:
        raise story.refuse(f"办事人数不足 {told['smallest']}，没有占比", *here, "applicants")
    line = told["percent"] * told["applicants"]
    true = told["complaints"] - told.get("untrue", 0)
    if told["complaints"] > told["applicants"] or true * WHOLE < line:
        sentence = f"属实的 {true} 件应达到 {told['applicants']} 人的 {told['percent']}%"
        raise story.refuse(sentence, *here, "complaints")
    if (told.get("others_complaints", 0) - told.get("untrue", 0)) * WHOLE >= line:
        raise story.refuse("others_complaints 也达到占比线", *here, "others_complaints")


def _check_honour_lists(story: Story, told: dict[str, Any], here: Place) -> None:
    if told.get("praised", 0) + told.get("upheld", 0) > told.get("others", 0):
        raise story.refuse("praised、upheld 合计应不多于 others", *here, "others")


def _check_presentations(story: Story, told: dict[str, Any], here: Place) -> None:
    if not told["from"] <= told["on"] <= told["session_on"] - 3 * DAY:
        raise story.refuse("from、on 依次，session_on 在 on 三天以后", *here, "session_on")
    wanted = told["shown"] + told["commentators"]
    if told["others"] < wanted:
        raise story.refuse(f"参加人和评议人共 {wanted} 人，others 太少", *here, "others")
    scores, line = told["scores"], told["line"]
    if not scores["nominees"][1] < line <= scores["others"][0]:
        raise story.refuse(f"nominees 应都低于 {line}，others 都不低于", *here, "scores")


_CHECKS = {
    "books": book_checks.check,
    "ballots": _check_ballot,
    "targets": _check_targets,
    "checklists": _check_checklist,
    "findings": _check_findings,
    "reminders": _check_reminders,
    "weekly": _check_weekly,
    "panels": _check_panel,
    "complaints": _check_complaints,
    "honour_lists": _check_honour_lists,
    "presentations": _check_presentations,
}
