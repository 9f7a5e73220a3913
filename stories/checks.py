"""Whether a story can have happened: numbers that must fit each other, dates in order."""

from itertools import pairwise
from typing import Any

from reports.queries import figures
from schemes.queries import presets
from stories import after_checks, asking, features, part_checks
from stories.methods import checks as methods
from stories.schema import ENDS_BEFORE_CLASS, ORDINARY, Story
from stories.sums import POOLED, in_class, levelled, pooled, round_in_class


def check(story: Story) -> None:
    """Refuse a story whose numbers or dates cannot all be true.

    :raises StoryRefused: with the line that is wrong
    """
    if ("county" in story.tree) == ("prefecture" in story.tree):
        raise story.refuse("要写 county 或 prefecture 之一", "title")
    _check_words(story)
    if "prefecture" in story.tree:
        _check_published(story)
        part_checks.check(story, check)
        return
    if "counties" in story.tree:
        raise story.refuse("有 counties，要写 prefecture", "counties")
    if "units" not in story.given:
        raise story.refuse("given 缺少 units", "given")
    if "dates" not in story.tree:
        raise story.refuse("缺少 dates", "title")
    _check_units(story)
    methods.check(story)
    if "rounds" not in story.given:
        if "scheme" in story.given:
            raise story.refuse("given 缺少 rounds", "given")
        _check_figures(story)
        return
    _check_rounds(story)
    _check_pools(story)
    _check_classes(story)
    _check_levels(story)
    _check_measures(story)
    after_checks.check(story)
    _check_figures(story)


def _check_words(story: Story) -> None:
    """Refuse a preset, an outcome or a figure that nobody knows."""
    if "scheme" not in story.given:
        _check_without_scheme(story)
        return
    code = story.given["scheme"]["preset"]
    if code not in presets.presets():
        sentence = f"没有方案 {code}，可用：{'、'.join(presets.presets())}"
        raise story.refuse(sentence, "given", "scheme", "preset")
    if "prefecture" in story.tree:
        return
    places: list[tuple[Any, ...]] = [("given",)]
    places += [("given", "classes", n) for n in range(len(story.given.get("classes", [])))]
    rows = [story.given, *story.given.get("classes", [])]
    for place, row in zip(places, rows, strict=True):
        for kind in row.get("outcomes", {}):
            if kind not in figures.OUTCOME_CODES.values():
                known = "、".join(figures.OUTCOME_CODES.values())
                raise story.refuse(f"没有结果 {kind}，可用：{known}", *place, "outcomes", kind)


def _check_without_scheme(story: Story) -> None:
    """Refuse a call for nominations, or nothing at all, in a story without a scheme."""
    if "methods" not in story.given or "prefecture" in story.tree:
        raise story.refuse("given 缺少 scheme", "given")
    campaign = {"rounds", "class", "classes", "outcomes", "levels"} & story.given.keys()
    if campaign:
        raise story.refuse(f"有 {campaign.pop()}，given 缺少 scheme", "given")


def _check_figures(story: Story) -> None:
    rounds = [row["number"] for row in story.rounds]
    for name in story.tree["expect"]:
        if not features.is_known(name, rounds):
            raise story.refuse(f"没有指标 {name}，见 docs/figures.md", "expect", name)


def _check_published(story: Story) -> None:
    given = story.given
    if {"recalled", "outcomes"} <= given.keys():
        levels, ends = sum(given["recalled"].values()), sum(given["outcomes"].values())
        if levels != ends:
            sentence = f"各结果之和 {ends} 不等于各层次之和 {levels}"
            raise story.refuse(sentence, "given", "outcomes")


def _check_units(story: Story) -> None:
    units = story.given["units"]
    leading = units.get("leading_by_example", [])
    named = [*leading, *units.get("names", [])]
    here = ("given", "units")
    if len(set(named)) != len(named):
        raise story.refuse("单位名称重复", *here)
    if len(named) > units["reporting"]:
        sentence = f"列出 {len(named)} 个单位，多于应报单位 {units['reporting']} 个"
        raise story.refuse(sentence, *here, "reporting")
    if units.get("nominated_by_leading", 0) and not leading:
        raise story.refuse("没有带头单位，却有带头单位提名", *here, "nominated_by_leading")
    total = sum(row["nominations"] for row in story.rounds)
    if units.get("nominated_by_leading", 0) > total:
        raise story.refuse(f"带头单位提名多于全部提名 {total} 件", *here, "nominated_by_leading")


def _check_rounds(story: Story) -> None:
    for index, row in enumerate(story.rounds):
        here = ("given", "rounds", index)
        if row["number"] != index + 1:
            raise story.refuse(f"轮次应依次编号，此处应为 {index + 1}", *here, "number")
        if index and row["notice_on"] <= story.rounds[index - 1]["notice_on"]:
            raise story.refuse("各轮的 notice_on 应依次在后", *here, "notice_on")
        _check_round_dates(story, row, here)
        if round_in_class(row) < 0:
            key = next(k for k in (*ENDS_BEFORE_CLASS, "still_at") if row.get(k))
            gone = row["nominations"] - round_in_class(row)
            sentence = f"未入班的合计 {gone} 件，多于提名 {row['nominations']} 件"
            raise story.refuse(sentence, *here, key)
        _check_round_units(story, row, here)
        _check_by_unit(story, row, (*here, "by_unit"))
        asking.check(story, index)


def _check_round_dates(story: Story, row: dict[str, Any], here: tuple[Any, ...]) -> None:
    if row["closes_on"] < row["notice_on"]:
        raise story.refuse("closes_on 早于 notice_on", *here, "closes_on")
    keys = ("notice_on", "verified_on", "heard_on", "decided_on", "served_on")
    told = [key for key in keys if key in row]
    for earlier, later in pairwise(told):
        if row[later] < row[earlier]:
            raise story.refuse(f"{later} 早于 {earlier}", *here, later)


def _check_round_units(story: Story, row: dict[str, Any], here: tuple[Any, ...]) -> None:
    reporting = story.given["units"]["reporting"]
    for key in ("late_units", "missing_units"):
        if row.get(key, 0) > reporting:
            raise story.refuse(f"{key} 多于应报单位 {reporting} 个", *here, key)
    able = reporting - row.get("missing_units", 0)
    if row["nominations"] and not able:
        raise story.refuse("没有单位报送，却有提名", *here, "missing_units")
    zero = row.get("zero_reports")
    if zero is not None and (zero > able or (zero == able) != (row["nominations"] == 0)):
        raise story.refuse(f"零报告 {zero} 个与 {able} 个报送单位不符", *here, "zero_reports")
    if zero is not None and able - zero > row["nominations"]:
        sentence = f"{able - zero} 个有提名的单位，只有 {row['nominations']} 件提名"
        raise story.refuse(sentence, *here, "zero_reports")
    if row.get("late_units", 0) > able:
        raise story.refuse("逾期单位和未报单位合计多于应报单位", *here, "late_units")


def _check_by_unit(story: Story, row: dict[str, Any], here: tuple[Any, ...]) -> None:
    units, told = story.given["units"], row.get("by_unit", {})
    if strange := [name for name in told if name not in units.get("names", [])]:
        raise story.refuse(f"单位 {strange[0]} 没有列在 units 的 names 里", *here, strange[0])
    total = sum(told.values())
    free = units["reporting"] - len(told) - row.get("missing_units", 0)
    if total > row["nominations"] or (total < row["nominations"] and free < 1):
        sentence = f"by_unit 合计 {total} 件，与提名 {row['nominations']} 件不符"
        raise story.refuse(sentence, *here)


def _check_pools(story: Story) -> None:
    rounds = story.rounds
    asking.check_reasons(story)
    for key, parent in POOLED.items():
        told = sum(row.get(key, 0) for row in rounds)
        number = story.given.get(parent, {}).get(key, told)
        if told and told != number:
            sentence = f"各轮 {key} 之和 {told} 不等于 {number}"
            raise story.refuse(sentence, "given", parent, key)
    reach = sum(round_in_class(row) for row in rounds)
    for key in ("not_matched", "not_recalled"):
        reach -= pooled(story, key)
        if reach < 0:
            total = sum(row["nominations"] for row in rounds)
            sentence = f"{key} 使未入班的多于提名 {total} 件"
            raise story.refuse(sentence, "given", POOLED[key], key)


def _check_classes(story: Story) -> None:
    given = story.given
    if "class" in given and "classes" in given:
        raise story.refuse("class 和 classes 只能写一个", "given", "classes")
    if "class" in given:
        own = {**given["class"], **{k: given[k] for k in ("outcomes", "practice") if k in given}}
        _check_class(story, own, ("given", "class"), in_class(story), ("given", "outcomes"))
    elif "classes" in given:
        _check_own_classes(story)
    elif in_class(story):
        sentence = f"有 {in_class(story)} 人应入班，却没有 class；未入班的写在 still_at"
        raise story.refuse(sentence, "given", "rounds")


def _check_own_classes(story: Story) -> None:
    given = story.given
    pools = sum(pooled(story, key) for key in ("not_matched", "not_recalled"))
    if pools:
        raise story.refuse("有多个班次时，各数写在各轮里", "given", "classes")
    if strays := {"practice", "outcomes"} & given.keys():
        raise story.refuse("有多个班次时，结果和实践写在各班里", "given", strays.pop())
    numbers = [n for row in given["classes"] for n in row["rounds"]]
    sending = {r["number"] for r in given["rounds"] if round_in_class(r)}
    if len(set(numbers)) != len(numbers) or not sending <= set(numbers):
        raise story.refuse("每一轮的学员应正好进入一个班次", "given", "classes")
    titles = [row["title"] for row in given["classes"] if "title" in row]
    if len(set(titles)) != len(titles):
        raise story.refuse("classes 的 title 重复", "given", "classes")
    sizes = {row["number"]: round_in_class(row) for row in given["rounds"]}
    for index, row in enumerate(given["classes"]):
        here = ("given", "classes", index)
        if unknown := set(row["rounds"]) - sizes.keys():
            raise story.refuse(f"没有第 {unknown.pop()} 轮", *here, "rounds")
        size = sum(sizes[n] for n in row["rounds"])
        _check_class(story, row, here, size, (*here, "outcomes"))


def _check_class(
    story: Story, row: dict[str, Any], here: tuple[Any, ...], size: int, ends: tuple[Any, ...]
) -> None:
    if row.get("trainees", size) != size:
        sentence = f"trainees 为 {row['trainees']}，按提名和退出应为 {size} 人"
        raise story.refuse(sentence, *here, "trainees")
    if ("blocks" in row) == ("theory_days_each" in row):
        raise story.refuse("写 blocks，或 cycles 加 theory_days_each，二者之一", *here)
    if row.get("quiz_all_correct", 0) > size:
        raise story.refuse(f"全对人数多于学员 {size} 人", *here, "quiz_all_correct")
    after_checks.check_class(story, row, here)
    told = sum(row.get("still_at", {}).values()) + sum(row.get("outcomes", {}).values())
    if told != size:
        sentence = f"结果与在训合计 {told} 人，不等于学员 {size} 人"
        raise story.refuse(sentence, *(ends if "outcomes" in row else (*here, "still_at")))
    spans = [b["kind"] for b in row.get("blocks", [])] or (
        ["theory", "practice"] if row.get("practice_days_each") else ["theory"]
    )
    beyond = told - row.get("still_at", {}).get("training", 0)
    if beyond and "practice" not in row and "practice" not in spans:
        raise story.refuse("没有实践锻炼，却有人超出培训阶段", *here)
    is_sent = "practice" in spans or row.get("practice", {}).get("months")
    if row.get("outcomes", {}).get("stayed") and not is_sent:
        raise story.refuse("自愿留任须有实践锻炼：写 months 或实践的 blocks", *ends, "stayed")


def _check_levels(story: Story) -> None:
    levels, size = story.given.get("levels", {}), levelled(story)
    whom = "入班" if in_class(story) else "召回"
    for key, number in levels.items():
        if number > size:
            raise story.refuse(f"{key} {number} 人，多于{whom} {size} 人", "given", "levels", key)
    told = sum(levels.values())
    if told > size or (ORDINARY in levels and told != size):
        sentence = f"各层次合计 {told} 人，{whom} {size} 人"
        raise story.refuse(sentence, "given", "levels")


def _check_measures(story: Story) -> None:
    held = story.given.get("units_held_to_account", {})
    reporting = story.given["units"]["reporting"]
    for key in ("criticised_by_circular", "honours_cancelled"):
        if held.get(key, 0) > reporting:
            sentence = f"{key} 多于应报单位 {reporting} 个"
            raise story.refuse(sentence, "given", "units_held_to_account", key)
