"""What the board of all campaigns shows: tables and charts of reports.queries.boards."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessment.enums import AppealState, PayKind, Remedy
from assessment.models import PayEffect
from core.documents import charts
from evidence.enums import Practice
from reports.queries import boards, drilling, particulars, ratios, replays, words
from reports.queries.covering import cover
from reports.queries.hiding import SMALL
from reports.queries.register import label
from schemes.models.grounds import in_language
from units.models import Jurisdiction

_FAIR = {
    "sex": gettext_lazy("按性别"),
    "age": gettext_lazy("按年龄段"),
    "level": gettext_lazy("按层次"),
    "staff_kind": gettext_lazy("按身份"),
    "kind": gettext_lazy("按单位性质"),
}

_FAIR_COLUMNS = ("on_rolls", "nominated_not_recalled", "recalled_of_kind", "recalled_per_thousand")


def page(
    counties: set[int], *, on: date, leads_on: bool = False, leads_on_appeals: bool = False
) -> dict[str, Any]:
    """Answer the context of the board, in a fixed number of queries.

    :param leads_on: the reader may read the nominations of all these counties, so that the figures
        of years, places, signals and steps lead to theirs
    :param leads_on_appeals: the same of appeals
    """
    counted = boards.count(counties)
    cuts = counted.cuts
    total = cuts["total"][None]
    context = {
        "title": _("分析看板"),
        "crumbs": [(_("分析看板"), None)],
        "on": on,
        "total": total if total["nominated"] else None,
    }
    if context["total"] is None:
        return context
    years = cuts["year"]
    return context | {
        "years": _open(
            _("年度"),
            {str(year): (year, years[year]) for year in sorted(years)},
            cut="year" if leads_on else "",
        ),
        "years_chart": _chart(years),
        "places": _places(cuts["county_id"], cut="place" if leads_on else "")
        if len(counties) > 1
        else None,
        "fair": _fair(boards.fairness(cuts, counties, on=on)),
        "grounds": _grounds(boards.grounds(counted.grounds)),
        "sources": _sources(counted.sources, leads_on=leads_on),
        "times": _times(counted.times, leads_on=leads_on),
        "appeals": _appeals(boards.appeals(counties), leads_on=leads_on_appeals),
        "repeats": _repeats(boards.repeats(counties)),
        "money": _money(counties, on=on),
    }


def _open(first: str, rows: dict[str, tuple[int, dict[str, int]]], *, cut: str) -> dict[str, Any]:
    """Answer a table of name → (value, figures); with a cut each figure leads to its rows."""
    return {
        "first": first,
        "head": [_("提名单位"), *(label(code) for code in boards.OPEN)],
        "rows": [
            {
                "label": name,
                "ns": [row["units"]],
                "cells": [
                    (row[code], _rows_url(cut, value, code) if cut and row[code] else "")
                    for code in boards.OPEN
                ],
            }
            for name, (value, row) in rows.items()
        ],
    }


def figure_name(counties: set[int], *, cut: str, value: str, code: str) -> str:
    """Answer what a figure's list is called: 2018 提名, 石泉县 决定召回."""
    name: Any = value
    if cut == "place":
        name = Jurisdiction.objects.filter(pk=value, pk__in=counties).first() or ""
    elif cut == drilling.SOURCE:
        name = _practice(value)
    return f"{name} {label(code)}".strip()


def _rows_url(cut: str, value: int | str, code: str) -> str:
    return reverse("reports:board-rows", query={"cut": cut, "value": value, "code": code})


def _chart(years: dict[int, dict[str, int]]) -> dict[str, Any]:
    rows = [years[year] for year in sorted(years)]
    series = [
        (_("未召回"), [row["nominated"] - row["recalled"] for row in rows]),
        (_("召回未入班"), [row["recalled"] - row["in_class"] for row in rows]),
        (label("in_class"), [row["in_class"] for row in rows]),
    ]
    return charts.stacked_bars(
        _("提名的去向"), [str(year) for year in sorted(years)], series, unit=_("件")
    )


def _places(rows: dict[int, dict[str, int]], *, cut: str) -> dict[str, Any]:
    names = dict(
        Jurisdiction.objects.filter(pk__in=rows).order_by("code").values_list("pk", "name")
    )
    return _open(_("县区"), {name: (pk, rows[pk]) for pk, name in names.items()}, cut=cut)


def _fair(told: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "first": str(_FAIR[name]),
            "head": [ratios.label(code) for code in _FAIR_COLUMNS],
            "rows": [
                {"label": key, "ns": [people or "—", *map(words.shown, row), _rate(row[1], people)]}
                for key, row, people in zip(
                    replays.labels(name, table["keys"]), table["rows"], table["people"], strict=True
                )
            ],
        }
        for name, table in told.items()
    ]


def _rate(recalled: int | None, people: int | None) -> str:
    return "—" if recalled is None or not people else f"{recalled * 1000 / people:.1f}"


def _grounds(told: dict[str, Any]) -> dict[str, Any]:
    return {
        "first": _("情形"),
        "head": [words.became(kind) for kind in told["kinds"]],
        "rows": [
            {"label": f"{code} {in_language(title, english)}", "ns": list(map(words.shown, row))}
            for (_place, code, title, english), row in zip(told["keys"], told["rows"], strict=True)
        ],
    }


def _sources(rows: list[tuple[str, int, int]], *, leads_on: bool) -> dict[str, Any]:
    return {
        "first": _("做法"),
        "head": [label(code) for code in drilling.SOURCE_CODES],
        "rows": [
            {
                "label": _practice(key),
                "ns": [],
                "cells": [
                    (n, _rows_url(drilling.SOURCE, key or drilling.NO_SOURCE, code) if lead else "")
                    for code, n in zip(drilling.SOURCE_CODES, numbers, strict=True)
                    for lead in [leads_on and n]
                ],
            }
            for key, *numbers in rows
        ],
    }


def _practice(key: str) -> str:
    names = dict(Practice.choices)
    return str(names[key]) if key in names else _("没有附信号")


def _times(told: dict[str, tuple[int, float, float]], *, leads_on: bool) -> dict[str, Any]:
    table = words.times(told)
    rows = []
    for step, row in zip(boards.STEPS, table["rows"], strict=True):
        number, *days = row["ns"]
        href = reverse("reports:board-steps", query={"step": step}) if leads_on and number else ""
        rows.append(row | {"ns": [], "cells": [(number, href), *((told, "") for told in days)]})
    return table | {"rows": rows}


def step_name(step: str) -> str:
    """Answer what the list of those who went through a step is called."""
    return f"{words.STEP_NAMES[step]} {label('step_days')}"


def timed(pairs: Iterable[tuple[int, float]], rows: dict[int, Any]) -> list[Any]:
    """Give the nominations of a page in its order, each with the days that a step took."""
    told = [(rows[pk], days) for pk, days in pairs]
    for row, days in told:
        row.step_days = days
    return [row for row, _days in told]


def _appeals(told: dict[str, dict[str, int]], *, leads_on: bool) -> dict[str, Any] | None:
    if not told:
        return None
    return {
        "first": _("途径"),
        "head": [str(state.label) for state in AppealState],
        "rows": [
            {
                "label": str(remedy.label),
                "ns": [],
                "cells": [
                    (n, _appeals_url(remedy, state) if leads_on and n else "")
                    for state in AppealState
                    for n in [told[remedy].get(state, 0)]
                ],
            }
            for remedy in Remedy
            if remedy in told
        ],
    }


def _appeals_url(remedy: str, state: str) -> str:
    return reverse("reports:board-appeals", query={"remedy": remedy, "state": state})


def appeals_name(*, remedy: str, state: str) -> str:
    """Answer what the list behind a figure of appeals is called: 复核 处理中."""
    return f"{Remedy(remedy).label} {AppealState(state).label}"


def _repeats(told: list[int]) -> dict[str, Any]:
    """Answer the table; that they sum to the recalled, who are shown, is reckoned with."""
    values = dict(zip(particulars.REPEATS, told, strict=True))
    whole = {"recalled": sum(told)}
    hidden = cover(values | whole, [("recalled", particulars.REPEATS)], whole.keys())
    return {
        "first": _("召回次数"),
        "head": [_("人数")],
        "rows": [
            {"label": label(code), "ns": [words.shown(None if code in hidden else n)]}
            for code, n in values.items()
        ],
    }


def _money(counties: set[int], *, on: date) -> dict[str, Any] | None:
    effects = PayEffect.objects.filter(case__county__in=counties)
    names = dict(PayKind.choices)
    rows = [
        {
            "label": str(names[row.kind]),
            "ns": [row.people, words.yuan(row.fen)]
            if row.people >= SMALL
            else [words.shown(None), words.shown(None)],
        }
        for row in particulars.withheld(effects, as_of=on)
    ]
    head = [_("人数"), _("累计少发（元）")]
    return {"first": _("影响的内容"), "head": head, "rows": rows} if rows else None
