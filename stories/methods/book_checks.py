"""Whether a told book can have happened: people, lines and days that must fit each other."""

from itertools import pairwise
from typing import Any

from stories.methods.books import is_monthly, people_of
from stories.methods.seats import Place, check_ground
from stories.schema import Story

MONTHS = 12


def check(story: Story, told: dict[str, Any], here: Place) -> None:
    """Refuse a book whose people, lines or days cannot all be true.

    :raises StoryRefused: with the line that is wrong
    """
    wanted, other = ("groups", "people") if is_monthly(told) else ("people", "groups")
    if wanted not in told or other in told:
        raise story.refuse(f"{told['kind']} 的台账要写 {wanted}，不写 {other}", *here)
    most = MONTHS + 1 - told["opens_on"].month if is_monthly(told) else 1
    if len(told["periods"]) > most:
        raise story.refuse(f"本年度至多 {most} 期", *here, "periods")
    _check_people(story, told, here)
    _check_rules(story, told, here)
    _check_items(story, told, here)
    _check_periods(story, told, here)
    if "award" in told and len(told["periods"]) < most:
        raise story.refuse("全年各期都定案后才能分配，periods 不全", *here, "award")


def _check_people(story: Story, told: dict[str, Any], here: Place) -> None:
    if sum(told.get("classes", {}).values()) > people_of(told):
        raise story.refuse(f"各类合计多于台账 {people_of(told)} 人", *here, "classes")
    if told.get("nominees", 0) >= people_of(told):
        raise story.refuse(f"nominees 应少于台账 {people_of(told)} 人", *here, "nominees")


def _check_periods(story: Story, told: dict[str, Any], here: Place) -> None:
    for index, period in enumerate(told["periods"]):
        for number, row in enumerate(period.get("nominees", [])):
            _item(story, told, row, (*here, "periods", index, "nominees", number))
        for number, row in enumerate(period.get("entries", [])):
            _check_entry(story, told, row, (*here, "periods", index, "entries", number))


def _check_rules(story: Story, told: dict[str, Any], here: Place) -> None:
    rules, over = told["rules"], told["opens_on"].month + len(told["periods"])
    if rules[0]["from"] > told["opens_on"]:
        raise story.refuse("第一版规则应在台账建立前施行", *here, "rules", 0, "from")
    for index, (earlier, later) in enumerate(pairwise(rules), start=1):
        if later["from"] <= earlier["from"] or later["from"].year != told["opens_on"].year:
            raise story.refuse("各版规则应依次在后，且在本年度", *here, "rules", index, "from")
        if is_monthly(told) and later["from"].month >= over:
            raise story.refuse("这一版规则施行时，台账已没有期间", *here, "rules", index, "from")
    for index, rule in enumerate(rules):
        check_ground(story, rule.get("ground"), (*here, "rules", index))
        if any(row.get("signals") for row in told["periods"]) and "ground" not in rule:
            raise story.refuse("要产生线索，规则须写 ground", *here, "rules", index)


def _check_items(story: Story, told: dict[str, Any], here: Place) -> None:
    titles: set[str] = set()
    for index, item in enumerate(told["items"]):
        place = (*here, "items", index)
        if item["title"] in titles:
            raise story.refuse(f"项目“{item['title']}”写了两次", *place, "title")
        titles.add(item["title"])
        if not item["points"] and not item.get("is_veto"):
            raise story.refuse("分值不能为 0", *place, "points")
        if item.get("repeats") and item["points"] >= 0:
            raise story.refuse("只有扣分的项目可以重复加倍", *place, "repeats")


def _item(story: Story, told: dict[str, Any], row: dict[str, Any], here: Place) -> dict[str, Any]:
    """Answer the item of a line; one that the book does not have is refused."""
    for item in told["items"]:
        if item["title"] == row["item"]:
            return dict(item)
    raise story.refuse(f"没有项目“{row['item']}”", *here, "item")


def _check_entry(story: Story, told: dict[str, Any], row: dict[str, Any], here: Place) -> None:
    item = _item(story, told, row, here)
    repeated = row.get("repeated", 0)
    if repeated and not item.get("repeats"):
        raise story.refuse(f"“{row['item']}”不是重复加倍的项目", *here, "repeated")
    first = row["times"] - repeated
    if first < 0:
        raise story.refuse(f"重复 {repeated} 次，多于 {row['times']} 次", *here, "repeated")
    back = sum(row.get(key, 0) for key in ("reversed", "upheld", "rejected"))
    if back > first:
        key = next(key for key in ("reversed", "upheld", "rejected") if row.get(key))
        sentence = f"冲正和异议 {back} 笔，多于首次发生的 {first} 笔"
        raise story.refuse(sentence, *here, key)
