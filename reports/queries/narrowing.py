"""By what lists may be narrowed, on the page and in a file.

The words somebody was looked for by may be a name: an export keeps them in a sealed column.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessment.queries import disclosures, listing
from cadres.enums import Authority, Level, StaffKind
from cadres.queries import lists as people
from cadres.queries import quality
from core.exports.models import WORDS
from evidence.enums import (
    InspectionOutcome,
    InspectionSource,
    InspectionState,
    PollState,
    Practice,
)
from evidence.models import Inspection
from evidence.queries import inspections, polls, signals
from recall.enums import CaseState, NominationState
from recall.models import Campaign, Nomination
from recall.queries import cases, clocks, nominations, rehabilitations
from units.models import Unit

_MODELS: dict[str, Any] = {"campaign": Campaign, "unit": Unit, "inspection": Inspection}
# source → a filter that is a day
_DAYS = {"work-months": "month", "clocks": "on", "disclosures": "on"}
# source → views that are other rows on another day: the file has those of the day it is asked for
_OF_A_DAY = {"clocks": {"late", "soon"}, "disclosures": {"shown", "owing", "over"}}
# Where the page calls a filter what the address of an export has for the list itself.
ON_PAGE = {"found_by": "source"}
_NAMES: dict[str, Any] = {
    "campaign": gettext_lazy("批次"),
    "unit": gettext_lazy("单位"),
    "staff_kind": gettext_lazy("身份"),
    "level": gettext_lazy("层次"),
    "authority": gettext_lazy("管理权限"),
    "leading": gettext_lazy("领导职务"),
    "view": gettext_lazy("状态"),
    "inspection": gettext_lazy("督查安排"),
    "found_by": gettext_lazy("来源"),
    "outcome": gettext_lazy("认定"),
    "year": gettext_lazy("年份"),
    "month": gettext_lazy("月份"),
    "practice": gettext_lazy("做法"),
    "number": gettext_lazy("规则"),
    "state": gettext_lazy("状态"),
    "on": gettext_lazy("截至"),
    WORDS: gettext_lazy("查找"),
}


def _states(views: dict[str, list[Any]], kind: Any) -> dict[str, list[Any]]:
    return {view: [kind(state).label for state in states] for view, states in views.items()}


# source → filter → code → its words; empty for ids, years, days and words
FILTERS: dict[str, dict[str, dict[str, Any]]] = {
    "people": {
        "unit": {},
        "staff_kind": dict(StaffKind.choices),
        "level": dict(Level.choices),
        "authority": dict(Authority.choices),
        "leading": {"yes": gettext_lazy("担任"), "no": gettext_lazy("不担任")},
        WORDS: {},
    },
    "nominations": {
        "campaign": {},
        "view": _states(nominations.VIEWS, NominationState),
        WORDS: {},
    },
    "cases": {"campaign": {}, "view": _states(cases.VIEWS, CaseState), WORDS: {}},
    "signals": {"practice": dict(Practice.choices), WORDS: {}},
    "findings": {
        "view": dict(InspectionState.choices),
        "inspection": {},
        "found_by": dict(InspectionSource.choices),
        "outcome": {
            inspections.OPEN: gettext_lazy("还没有认定"),
            **dict(InspectionOutcome.choices),
        },
        "year": {},
        "month": {str(number): str(number) for number in range(1, 13)},
        "unit": {},
    },
    "work-months": {"unit": {}, "month": {}},
    "gaps": {"unit": {}, "number": {key: one.sentence for key, one in quality.REGISTER.items()}},
    "polls": {"state": dict(PollState.choices)},
    "clocks": {
        "view": {
            "all": gettext_lazy("正在计算"),
            "late": gettext_lazy("已超期"),
            "soon": gettext_lazy("两个工作日内到期"),
            "paused": gettext_lazy("已暂停"),
        },
        "on": {},
    },
    "disclosures": {
        "view": {
            "waiting": gettext_lazy("待审批"),
            "shown": gettext_lazy("公示中"),
            "owing": gettext_lazy("待撤除更正"),
            "over": gettext_lazy("已结束"),
        },
        "on": {},
    },
    "assessments": {
        "view": {
            "pending": gettext_lazy("待考核"),
            "assessed": gettext_lazy("待决定结果"),
            "decided": gettext_lazy("已定结果"),
        }
    },
    # Who waits has no clearing yet, and the file has clearings: that view narrows nothing.
    "cleared": {"view": {"open": gettext_lazy("办理中"), "done": gettext_lazy("已办结")}},
    "numbers": {},
    "trail": {"about": {}},
}


def kept(source: str, given: Any, *, words: str = "") -> dict[str, Any]:
    """Answer as params what narrows a list, from a page's address; nonsense narrows nothing.

    :param given: the address's values by name, and the day `on` which it is asked
    :param words: what was searched for, which stands in no address
    """
    told: dict[str, Any] = {}
    for key, codes in FILTERS.get(source, {}).items():
        text = given.get(key, "")
        if codes and text in codes:
            told[key] = text
        elif _DAYS.get(source) == key:
            told |= {key: text} if _is_day(text) else {}
        elif not codes and key != WORDS and _is_id(text, most=4 if key == "year" else 18):
            told[key] = int(text)
    if words.strip() and WORDS in FILTERS.get(source, {}):
        told[WORDS] = words.strip()
    return _with_its_day(source, told)


def _with_its_day(source: str, told: dict[str, Any]) -> dict[str, Any]:
    """A view that depends on the day stands with its day or not at all, and a day with a view."""
    is_dated = told.get("view") in _OF_A_DAY.get(source, ())
    if is_dated != ("on" in told):
        told.pop("view" if is_dated else "on")
    return told


def _is_id(text: str, *, most: int) -> bool:
    return text.isascii() and text.isdigit() and int(text[:most]) > 0 and len(text) <= most


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def narrowed(rows: QuerySet, source: str, params: dict[str, Any]) -> QuerySet:
    """Keep what the page would, by the very query of the page."""
    chosen = {key: params[key] for key in FILTERS[source] if key != WORDS and params.get(key)}
    if params.get(WORDS):
        chosen["q"] = params[WORDS]
    return _PAGES.get(source, _by_fields)(rows, **chosen) if chosen else rows  # type: ignore[no-any-return]


def _by_fields(rows: QuerySet, **asked: Any) -> QuerySet:
    return rows.filter(**asked)


def _signals(rows: Any, **asked: Any) -> QuerySet:
    """The page has those that stand; the whole list tells the others with their day too."""
    return signals.listed(rows.standing(), **asked)


def _findings(rows: Any, **asked: Any) -> QuerySet:
    named = {"view": "state", "found_by": "source"}
    return inspections.listed(rows, **{named.get(key, key): asked[key] for key in asked})


def _clocks(rows: Any, *, view: str, on: str = "") -> QuerySet:
    """The page has those that run; the whole list has those that ended too."""
    return clocks.viewed(rows.running(), view, _day(on))


def _disclosures(rows: Any, *, view: str, on: str = "") -> QuerySet:
    return disclosures.of_view(rows, view, _day(on))


def _day(on: str) -> date:
    return date.fromisoformat(on) if on else date.min  # a view that asks for no day


def _assessments(rows: QuerySet, *, view: str) -> QuerySet:
    """The page has cases: one whose assessment was not begun has no row in the file."""
    return rows.filter(case__state__in=listing.STAGES[view])


def _cleared(rows: QuerySet, *, view: str) -> QuerySet:
    """The page has nominations, the file their clearings."""
    return rows.filter(nomination__in=rehabilitations.viewed(Nomination.objects.all(), view))


_PAGES: dict[str, Any] = {
    "people": people.filtered,
    "nominations": nominations.filtered,
    "cases": cases.filtered,
    "signals": _signals,
    "findings": _findings,
    "polls": polls.listed,
    "clocks": _clocks,
    "disclosures": _disclosures,
    "assessments": _assessments,
    "cleared": _cleared,
}


def said(user: Any, source: str, params: dict[str, Any]) -> list[dict[str, str]]:
    """Answer in words by what an export is narrowed, as far as the user sees it."""
    return said_of(user, [(source, params)])[0]


def said_of(user: Any, exports: Iterable[tuple[str, dict[str, Any]]]) -> list[list[dict[str, str]]]:
    """Answer the same of several, with one query for each kind of place that is named."""
    held = list(exports)
    names = {key: _places(user, key, [params for _source, params in held]) for key in _MODELS}
    return [
        [
            {"label": str(_NAMES[key]), "value": value}
            for key in FILTERS.get(source, {})
            if (value := _said(key, FILTERS[source][key], params, names))
        ]
        for source, params in held
    ]


def _places(user: Any, key: str, params: list[dict[str, Any]]) -> dict[Any, str]:
    wanted = {one[key] for one in params if one.get(key)}
    if not wanted:
        return {}
    rows = _MODELS[key].objects.visible_to(user).filter(pk__in=wanted)
    return {row.pk: str(row) for row in rows}


def _said(
    key: str, codes: dict[str, Any], params: dict[str, Any], names: dict[str, dict[Any, str]]
) -> str:
    if key == WORDS:
        return f"“{params[WORDS]}”" if params.get(WORDS) else ""
    if key in names:
        return names[key].get(params.get(key), "")
    if not codes:
        return str(params.get(key, ""))
    label = codes.get(params.get(key, ""), "")
    return _("、").join(map(str, label)) if isinstance(label, list) else _text(label)


def _text(label: str | Promise) -> str:
    return str(label)
