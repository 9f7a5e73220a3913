"""新闻稿件: a draft from figures and chosen cases, and what may not stand in one.

A trait (kind of unit, level, outcome) is told of somebody only where at least five recalled people
of the campaign share all that is told so far; numbers under five are hidden by `covering`.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from assessment.models import Outcome
from cadres.enums import Level
from recall.enums import CaseState
from recall.models import Campaign, Case, Nomination
from reports.queries import covering, standing
from reports.queries.hiding import SMALL
from units.enums import UnitKind

_NAMES = "ABCDEFGHIJKLMNOPQRST"
MOST = len(_NAMES)
_LEVELS = {Level.COUNTY_LEVEL: "县处级", Level.SECTION_LEVEL: "乡科级", Level.ORDINARY: "一般"}
_UNITS = {
    UnitKind.TOWN: "某乡镇",
    UnitKind.SUBDISTRICT: "某街道",
    UnitKind.SCHOOL: "某学校",
    UnitKind.HOSPITAL: "某医院",
    UnitKind.VILLAGE: "某村（社区）",
    UnitKind.FIRM: "某国有企业",
}
_IDENTITY = re.compile(r"\d{14}(?:\d{3}[\dXx]|\d)")
_SMALL = re.compile(r"(?<![\d第十百千零一二三四五六七八九])[1-4一二两三四](?:人|名|位)")


def chosen(campaign: Campaign, user: Any) -> QuerySet[Case]:
    """Answer the cases of a campaign of which a text may tell: recalled, and it stands."""
    rows = Case.objects.visible_to(user).filter(campaign=campaign)
    standing_ = rows.exclude(state=CaseState.REVOKED)
    return standing_.select_related("cadre", "unit", "nomination").order_by("-pk")


def draft(campaign: Campaign, cases: Iterable[Case], *, on: date) -> str:
    """Answer a first text: the numbers of a day, then a paragraph for each chosen case."""
    recalled = Case.objects.filter(campaign=campaign).exclude(state=CaseState.REVOKED)
    people = list(recalled.select_related("unit", "nomination"))
    outcomes = _outcomes(people)
    lines = [_figures(campaign, on)]
    lines += [
        f"干部{name}{_told(case, people, outcomes)}"
        for name, case in zip(_NAMES, cases, strict=False)
    ]
    lines.append("召回是教育培训措施，不是处分。文中人员均为化名。")
    return "\n".join(lines)


def _figures(campaign: Campaign, on: date) -> str:
    counts = standing.funnel([campaign.pk], on)["total"].get(None, {})
    recalled, returned = counts.get("recalled", 0), counts.get("returned_to_post", 0)
    other = counts.get("other_outcome", 0)
    values = {
        "recalled": recalled,
        "returned": returned,
        "other": other,
        "open": recalled - returned - other,
    }
    hidden = covering.cover(values, [("recalled", ("returned", "other", "open"))])
    told = {key: "若干名" if key in hidden else f"{values[key]}名" for key in values}
    parts = [f"共召回干部{told['recalled']}"]
    for key, words in (("returned", "返回岗位"), ("other", "作其他处理"), ("open", "正在办理")):
        if values[key]:
            parts.append(f"其中{told[key]}{words}")
    return f"截至{on.year}年{on.month}月{on.day}日，本批次{'，'.join(parts)}。"


def _outcomes(people: list[Case]) -> dict[int, str]:
    rows = Outcome.objects.filter(case__in=people, receipt__isnull=False)
    return {row.case_id: str(row.get_kind_display()) for row in rows}


def _told(case: Case, people: list[Case], outcomes: dict[int, str]) -> str:
    """Answer what is told of one person; each trait narrows the group, and none below five."""
    traits = [
        lambda one: _UNITS.get(UnitKind(one.unit.kind), "某单位"),
        lambda one: _LEVELS[Level(one.nomination.level)],
        lambda one: outcomes.get(one.pk, ""),
    ]
    group, told = people, []
    for trait in traits:
        same = [one for one in group if trait(one) == trait(case)]
        is_safe = len(same) >= SMALL and trait(case)
        told.append(trait(case) if is_safe else "")
        group = same if is_safe else group
    unit, level, outcome = told
    ending = f"，结果为{outcome}" if outcome else ""
    return f"是{unit or '某单位'}{level}干部，经核实和集体研究被召回参加教育培训{ending}。"


def forbidden(campaign: Campaign, text: str) -> list[str]:
    """Answer the words of a text that name somebody of the campaign, their unit or post.

    Blanks and punctuation count for nothing, so that a name is found also when it is spaced out.
    """
    plain = _plain(text)
    found = {word for word in _words(campaign) if _plain(word) and _plain(word) in plain}
    return sorted(found | set(_IDENTITY.findall(plain)))


def small_numbers(text: str) -> list[str]:
    """Answer the counts of people under five that a text tells."""
    return sorted(set(_SMALL.findall(text.replace(" ", ""))))


def _words(campaign: Campaign) -> set[str]:
    rows = Nomination.objects.filter(campaign=campaign)
    names = ("cadre__name", "unit__name", "unit_name", "post_title")
    return {word for row in rows.values_list(*names) for word in row if word}


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
