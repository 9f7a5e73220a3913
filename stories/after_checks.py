"""Whether what a story tells of the time after the decision can have happened: pay, quiz, days."""

from typing import Any

from stories.schema import Story


def check(story: Story) -> None:
    """Refuse pay, bans and a quiz that cannot be as told.

    :raises StoryRefused: with the line that is wrong
    """
    _check_scheme(story)
    for index, row in enumerate(story.given.get("pay", [])):
        _check_pay(story, row, ("given", "pay", index))
    told = story.given.get("consequences", {})
    if told and len(set(told.values())) + (len(told) == 1) > 1:
        sentence = "no_awards_in_year 和 no_promotion_in_year 由同一限制决定，要写成一样"
        raise story.refuse(sentence, "given", "consequences")


def check_class(story: Story, row: dict[str, Any], here: tuple[Any, ...]) -> None:
    """Refuse days in class that the scheme does not allow, and right answers without a quiz.

    :raises StoryRefused: with the line that is wrong
    """
    if row.get("quiz_all_correct") and "opening_quiz_questions" not in row:
        raise story.refuse("没有开班测验，却有人全对", *here, "quiz_all_correct")
    low, high = story.given["scheme"].get("class_days", (1, 200))
    days = [one["days"] for one in row.get("blocks", []) if one["kind"] == "theory"]
    for number in days or [row["theory_days_each"]]:
        if not low <= number <= high:
            sentence = f"集中学习 {number} 天，class_days 为 {low} 至 {high} 天"
            raise story.refuse(sentence, *here)


def _check_scheme(story: Story) -> None:
    scheme = story.given["scheme"]
    if ("pay_basis" in scheme) != ("pay_approver" in scheme):
        raise story.refuse("pay_basis 和 pay_approver 要一起写", "given", "scheme")
    if scheme.get("fee_paid_by_person") and "pay_basis" not in scheme:
        sentence = "费用由本人承担，要写 pay_basis 和 pay_approver"
        raise story.refuse(sentence, "given", "scheme", "fee_paid_by_person")


def _check_pay(story: Story, row: dict[str, Any], here: tuple[Any, ...]) -> None:
    if "pay_basis" not in story.given["scheme"]:
        raise story.refuse("影响待遇，scheme 要写 pay_basis 和 pay_approver", *here)
    if "move_to" in story.tree["dates"]:
        raise story.refuse("待遇按月份记，有 pay 时不能用 move_to", "dates", "move_to")
    if row.get("unit", "") not in ["", *story.given["units"].get("names", [])]:
        raise story.refuse(f"单位 {row['unit']} 没有列在 units 的 names 里", *here, "unit")
    if len(row["yuan_each"]) not in (1, row["people"]):
        sentence = f"yuan_each 写一个数，或者 {row['people']} 人各一个"
        raise story.refuse(sentence, *here, "yuan_each")
    for key in ("from", "until"):
        if row[key].day != 1:
            raise story.refuse(f"{key} 是月份", *here, key)
    if row["until"] < row["from"]:
        raise story.refuse("until 早于 from", *here, "until")
