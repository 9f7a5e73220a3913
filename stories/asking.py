"""What a story tells of challenges and of the nominations that fell: its place in a plan."""

from typing import Any

from core import dates
from stories.schema import Story
from stories.shapes import Asking, Course, RoundPlan


def read(story: Story, row: dict[str, Any]) -> Asking | None:
    """Answer the challenge of a round, None if none is told."""
    told = row.get("challenges")
    if told is None:
        return None
    on = story.day(told["on"])
    due_on = dates.add_working_days(on, told["days"])
    return Asking(on, told["days"], due_on, told.get("maintained", 0))


def moved(plan: RoundPlan) -> list[int]:
    """Answer the challenged units that nominate in the next round; the last ones sign again."""
    if plan.challenges is None:
        return []
    units = sorted(plan.zero)
    stay = len(units) - plan.challenges.maintained
    plan.maintained = set(units[stay:])
    return units[:stay]


def give_reasons(story: Story, courses: list[Course]) -> None:
    """Give each nomination that falls at verification the reason told for it."""
    reasons = story.given.get("verification", {}).get("reasons", [])
    fell = [course for course in courses if course.end == "not_matched"]
    for course, reason in zip(fell, reasons, strict=False):
        course.reason = reason


def check(story: Story, index: int) -> None:
    """Refuse a challenge that cannot be answered as told.

    :raises StoryRefused: with the line that is wrong
    """
    row, here = story.rounds[index], ("given", "rounds", index, "challenges")
    told = read(story, row)
    if told is None:
        return
    if index + 1 == len(story.rounds):
        raise story.refuse("质询后要有下一轮，单位才能补报", *here)
    following = story.rounds[index + 1]
    if not row.get("zero_reports"):
        raise story.refuse("有质询，要写本轮 zero_reports", *here)
    asked = row["zero_reports"] - told.maintained
    if not 0 <= asked <= following["nominations"]:
        sentence = f"补报的单位 {asked} 个，与下一轮提名 {following['nominations']} 件不符"
        raise story.refuse(sentence, *here, "maintained")
    if told.on <= story.day(row["closes_on"]) or told.on > story.day(following["notice_on"]):
        raise story.refuse("on 应在本轮截止以后，不晚于下一轮通知", *here, "on")
    if told.due_on < story.day(following["closes_on"]):
        raise story.refuse(f"答复期限 {told.due_on} 早于下一轮截止", *here, "days")


def check_reasons(story: Story) -> None:
    """Refuse reasons that are not one for each nomination that falls.

    :raises StoryRefused: with the line that is wrong
    """
    reasons = story.given.get("verification", {}).get("reasons")
    if reasons is None:
        return
    fell = sum(row.get("not_matched", 0) for row in story.rounds)
    fell = fell or story.given["verification"].get("not_matched", 0)
    if len(reasons) != fell:
        sentence = f"reasons {len(reasons)} 条，不符合情形的 {fell} 件"
        raise story.refuse(sentence, "given", "verification", "reasons")
