"""What the page of the fair-nomination comparison shows."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.ui import lists
from evidence.presenters import measures as pages
from evidence.queries.measures import LABELS, Measure
from recall.enums import FlagKind
from recall.forms.nominations import FlagForm
from recall.models import FlagAnswer, Nomination
from recall.queries import covers, fairness
from recall.queries.fairness import Comparison, Flag


def page(nomination: Nomination, *, on: date, params: Any, bound: Any = None) -> dict[str, Any]:
    """Answer the context of the unit's page: standings, flags with their forms, everybody."""
    compared = fairness.compare(nomination, on=on)
    given = answers(nomination)
    people = fairness.people_of(nomination.unit_id).order_by("name", "pk")
    shown = lists.page_of(people, params)
    return {
        "nomination": nomination,
        "standings": [_standing(row, nomination) for row in compared.standings],
        "flags": [_flag(n, flag, given, bound) for n, flag in enumerate(compared.flags)],
        "hidden": _("、").join(str(one.label) for one in compared.hidden),
        "columns": [one.label for one in compared.measures],
        "page": shown,
        "rows": [_person(cadre, nomination, compared) for cadre in shown],
        "smallest": fairness.SMALLEST,
    }


def answers(nomination: Nomination, *, own: bool = False) -> list[dict[str, Any]]:
    """Answer the reasons that stand with a nomination, each with the figures of its day.

    :param own: for the person, who does not read the covered words
    """
    words = covers.words_of(nomination) if own else []
    rows = FlagAnswer.objects.filter(nomination=nomination).select_related("given_by")
    return lines(rows.order_by("pk"), words)


def lines(rows: Iterable[FlagAnswer], words: Any = ()) -> list[dict[str, Any]]:
    """Answer reasons, with their `given_by` read, as a page shows them; words are covered."""
    return [
        {
            "key": (row.flag, row.measure),
            "said": said(Flag(FlagKind(row.flag), row.measure, row.figures)),
            "for_the_person": said_to_the_person(
                Flag(FlagKind(row.flag), row.measure, row.figures)
            ),
            "reason": covers.covered(row.reason, words),
            "by": row.given_by.name,
            "at": row.given_at,
        }
        for row in rows
    ]


def said(flag: Flag) -> str:
    """Answer a flag as one sentence with its numbers, and no verdict."""
    if flag.kind == FlagKind.IDLE_UNNAMED:
        named = _("、").join(str(LABELS[code]) for code in flag.figures["measures"])
        told = {"n": flag.figures["number"], "named": named}
        return (
            _("另有 %(n)s 人各项指标（%(named)s）都不优于此人、工作指标在其后，本批次没有被提名。")
            % told
        )
    told = {"measure": LABELS[flag.measure]} | flag.figures
    return _("%(measure)s为 %(value)s，在 %(of)s 人中列第 %(rank)s 名（前三分之一）。") % told


def said_to_the_person(flag: Flag) -> str:
    """Answer a flag for the person concerned: the own numbers, nothing of anybody else."""
    if flag.kind == FlagKind.IDLE_UNNAMED:
        return _("另有人各项指标都不优于您，本批次没有被提名。")
    return said(flag)


def waiting(nomination: Nomination, *, on: date) -> list[Flag]:
    """Answer the flags of a day that the unit has not given a reason for."""
    return fairness.unexplained(nomination, fairness.compare(nomination, on=on).flags)


def task(nomination: Nomination, *, on: date) -> dict[str, str]:
    """Answer state and hint of the comparison in the task list."""
    flags = fairness.compare(nomination, on=on).flags
    left = len(fairness.unexplained(nomination, flags))
    if left:
        return {"state": "todo", "hint": _("有 %(n)s 条提示待说明") % {"n": left}}
    if flags:
        return {"state": "done", "hint": _("提示已说明")}
    return {"state": "done", "hint": _("没有提示")}


def _standing(row: Any, nomination: Nomination) -> dict[str, Any]:
    return {
        "label": row.measure.label,
        "value": row.value,
        "rank": row.rank,
        "of": row.of,
        "median": row.median,
        "url": pages.address(row.measure, nomination.cadre_id),
    }


def _flag(number: int, flag: Flag, given: list[dict[str, Any]], bound: Any) -> dict[str, Any]:
    initial = {"flag": flag.kind, "measure": flag.measure}
    form = FlagForm(initial=initial, auto_id=f"id_{number}_%s")
    if bound is not None and {name: bound[name].value() for name in initial} == initial:
        form = bound
        form.auto_id = f"id_{number}_%s"
    return {
        "kind": flag.kind.label,
        "said": said(flag),
        "answers": [row for row in given if row["key"] == (flag.kind, flag.measure)],
        "form": form,
    }


def _person(cadre: Any, nomination: Nomination, compared: Comparison) -> dict[str, Any]:
    return {
        "cadre": cadre,
        "is_nominee": cadre.pk == nomination.cadre_id,
        "is_idle": cadre.pk in compared.idle,
        "cells": [_cell(measure, cadre.pk) for measure in compared.measures],
    }


def _cell(measure: Measure, pk: int) -> dict[str, Any]:
    value: Decimal | None = measure.values.get(pk)
    return {"label": measure.label, "value": value, "url": pages.address(measure, pk)}
