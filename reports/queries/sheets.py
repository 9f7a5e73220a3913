"""The tables and charts that a summary freezes and that the page shows alike."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from assessment.enums import OutcomeKind
from cadres.enums import Level
from core import dates
from core.documents import charts
from reports.queries import figures, register
from reports.queries.figures import Broken, Counts, Figures
from reports.queries.register import label
from schemes.enums import Provenance
from schemes.models.grounds import in_language

FIRST = ("nominated", "withdrawn", "with_unit", "not_matched", "not_recalled", "pending")
THEN = ("recalled", "awaiting_class", "revoked_before_class", "in_class")
LAST = (
    "in_training",
    "in_practice",
    "awaiting_outcome",
    "returned_to_post",
    "other_outcome",
    "revoked_in_class",
)
STAGES = ("nominated", "recalled", "in_class", "settled", "returned_to_post")
TILES = ("nominated", "not_matched", "in_class", "returned_to_post")
BY_LEVEL = ("nominated", "not_matched", "recalled", "in_class", "returned_to_post", "other_outcome")
BY_GROUND = ("nominated", "not_matched", "recalled")
BY_UNIT = ("nominated", "not_matched", "recalled", "in_class")


def sheet(counted: Figures) -> dict[str, Any]:
    """Answer the tables, charts and warnings of a set of figures."""
    return {
        "tiles": [{"n": counted.total[code], "label": label(code)} for code in TILES],
        "broken": [sentence(row) for row in figures.partitions(counted)],
        "funnel": _funnel(counted),
        "funnel_chart": _funnel_chart(counted),
        "levels": table(BY_LEVEL, [(Level(k).label, c) for k, c in counted.levels.items()]),
        "grounds": _grounds(counted),
        "grounds_chart": _grounds_chart(counted),
        "units": _units(counted),
        "reporting": _reporting(counted),
        "outcomes": _outcomes(counted),
        "measures": [
            {"label": label(code), "n": number} for code, number in counted.measures.items()
        ],
        "quota": [{"label": label(code), "n": number} for code, number in counted.quota.items()],
        "leading": counted.total["nominated_by_leading"],
        "programme": [{"label": label(k), "n": n} for k, n in counted.programme.items() if n],
    }


def table(codes: tuple[str, ...], rows: list[tuple[Any, Counts]]) -> dict[str, Any]:
    """Answer a table of figures of the register, a row each of (name, counts)."""
    return {
        "head": [label(code) for code in codes],
        "rows": [{"label": str(name), "ns": [c[code] for code in codes]} for name, c in rows],
    }


def _round_name(number: int) -> str:
    return _("第 %(n)s 轮") % {"n": number}


def _funnel(counted: Figures) -> dict[str, Any]:
    """Answer the funnel with one row a figure and one column a round, and the total."""
    columns = [*counted.rounds.values(), counted.total]
    groups = ((_("提名"), FIRST), (_("召回"), THEN), (_("培训与结果"), LAST))
    return {
        "head": [*(_round_name(number) for number in counted.rounds), _("合计")],
        "groups": [
            {
                "title": title,
                "rows": [
                    {"label": label(code), "ns": [column[code] for column in columns]}
                    for code in codes
                ],
            }
            for title, codes in groups
        ],
    }


def _funnel_chart(counted: Figures) -> dict[str, Any]:
    series = [
        (_round_name(number), [counts[code] for code in STAGES])
        for number, counts in counted.rounds.items()
    ] or [(_("合计"), [counted.total[code] for code in STAGES])]
    names = [label(code) for code in STAGES]
    return charts.stacked_bars(_("各轮办理情况"), names, series, unit=_("人"))


def _title(ground: dict[str, Any]) -> str:
    return in_language(ground["title"], ground["title_en"])


def _grounds(counted: Figures) -> dict[str, Any]:
    rows = [(f"{row['code']} {_title(row)}", row["counts"]) for row in counted.grounds]
    told = table(BY_GROUND, rows)
    for line, row in zip(told["rows"], counted.grounds, strict=True):
        line["provenance"] = str(Provenance(row["provenance"]).label)
    return told


def _grounds_chart(counted: Figures) -> dict[str, Any]:
    rows = [(_title(r), r["counts"]["nominated"]) for r in counted.grounds]
    cited = [row for row in rows if row[1]] or rows
    return charts.bars(_("提名涉及的情形"), cited, unit=_("件"))


def _units(counted: Figures) -> dict[str, Any]:
    told = table(BY_UNIT, [(unit.name, unit.counts) for unit in counted.units])
    for line, unit in zip(told["rows"], counted.units, strict=True):
        notes = [(_("零报告"), unit.zero_rounds), (_("未报"), unit.missing_rounds)]
        notes.append((_("逾期"), [n for n in unit.late_rounds if n not in unit.missing_rounds]))
        said = [{"text": word, "note": _rounds(numbers)} for word, numbers in notes if numbers]
        words = [_("%(text)s（%(note)s）") % row for row in said]
        line["note"] = _("；").join(([_("带头单位")] if unit.leads else []) + words)
    return told


def _rounds(numbers: list[int]) -> str:
    return _("、").join(_round_name(number) for number in numbers)


def _reporting(counted: Figures) -> dict[str, Any]:
    codes = tuple(figure.code for figure in register.REPORTING)
    return table(codes, [(_round_name(n), counts) for n, counts in counted.reporting.items()])


def _outcomes(counted: Figures) -> list[dict[str, Any]]:
    rows = [(OutcomeKind(kind), number) for kind, number in counted.outcomes.items()]
    order = list(OutcomeKind)
    rows.sort(key=lambda row: order.index(row[0]))
    return [{"kind": kind.value, "label": str(kind.label), "n": number} for kind, number in rows]


def sentence(row: Broken) -> str:
    """Name a partition that does not sum, with its numbers; nothing is smoothed."""
    whole = {"where": _cut(row.cut), "total": label(row.total), "n": row.expected}
    whole["sum"] = row.actual
    if row.parts.keys() <= register.ALL.keys():
        parts = " + ".join(f"{label(code)} {number}" for code, number in row.parts.items())
        return _("%(where)s：%(total)s %(n)s，而 %(parts)s = %(sum)s") % {**whole, "parts": parts}
    return _("%(where)s为 %(sum)s，而%(total)s为 %(n)s") % whole


def fell(code: str, before: tuple[date, int], after: tuple[date, int]) -> str:
    """Name a count that fell though it may only grow, with both days."""
    told = {"name": label(code), "n": before[1], "less": after[1]}
    told |= {"day": dates.spoken(before[0]), "later": dates.spoken(after[0])}
    return _("%(name)s %(day)s为 %(n)s，%(later)s只有 %(less)s") % told


def _cut(cut: str) -> str:
    named = {
        "total": _("全部"),
        "by_round": _("各轮之和"),
        "by_level": _("各层次之和"),
        "by_unit": _("各单位之和"),
        "by_staff_kind": _("各种身份之和"),
        "by_unit_kind": _("各类单位之和"),
        "by_outcome": _("各结果之和"),
    }
    if cut in named:
        return named[cut]
    kind, _sep, value = cut.partition("_")
    return _round_name(int(value)) if kind == "round" else str(Level(value).label)
