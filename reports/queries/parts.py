"""Sections that every summary has: sentences, tables and charts of figures and particulars.

A section is {title, blocks}; a block has one of `tiles`, `text`, `note`, `warning`, `heading`,
`table`, `chart`. A table is {first, head, rows: [{label, ns, note}]} and as needed `note` (name of
a column of words) and `wide` (its first column is). `documents/report.html` prints them.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from assessment.enums import AppealState, OutcomeKind, PayKind, Remedy
from cadres.enums import Level
from core import dates
from core.documents import charts
from core.documents.templatetags.document_text import numeral
from evidence.enums import Practice
from reports.queries import definitions as printed
from reports.queries import register, sheets, words
from reports.queries.covering import hide_beside, hide_small
from reports.queries.figures import Counts
from reports.queries.fitting import fitted
from reports.queries.particulars import REPEATS, Particulars
from reports.queries.register import label
from schemes.models.grounds import in_language

Block = dict[str, Any]
Hide = Callable[[list[list[int]]], Sequence[Sequence[int | None]]]
Section = dict[str, Any]
BY_YEAR = ("nominated", "not_matched", "not_recalled", "recalled", "in_class", "returned_to_post")


def frame(place: str, title: str, subtitle: str, as_of: date, on: date) -> dict[str, Any]:
    """Answer what stands on the cover; the title's second part begins a line where it must."""
    return {
        "title_parts": [place, title],
        "issuer": f"中共{place}委组织部",
        "subtitle": f"{place}　{subtitle}",
        "as_of": dates.cn(as_of),
        "prepared_on": dates.cn(on),
    }


def numbered(sections: list[Section]) -> list[Section]:
    """Answer the sections numbered as official papers do."""
    return [
        _ready(section, f"s{n}", f"{numeral(n)}、{section['title']}")
        for n, section in enumerate(sections, 1)
    ]


def annexed(sections: list[Section]) -> list[Section]:
    return [
        _ready(section, f"a{n}", f"附表{numeral(n)}　{section['title']}")
        for n, section in enumerate(sections, 1)
    ]


def _ready(section: Section, name: str, title: str) -> Section:
    """Answer a section under its name, each of its tables as those that fit on the page."""
    blocks = [
        one
        for block in section["blocks"]
        for one in ([{"table": t} for t in fitted(block["table"])] if "table" in block else [block])
    ]
    return {"id": name, "title": title, "blocks": blocks}


def table(first: str, codes: tuple[str, ...], rows: dict[str, Counts]) -> Block:
    """Answer a table of figures of the register: a row each of `rows`."""
    return {"table": {"first": first, **sheets.table(codes, list(rows.items()))}}


def fates(rows: dict[str, Counts], title: str) -> Block:
    """Answer a chart of where the nominations went: not recalled, recalled only, in class."""
    series = [
        (_("未召回"), [row["nominated"] - row["recalled"] for row in rows.values()]),
        (_("召回未入班"), [row["recalled"] - row["in_class"] for row in rows.values()]),
        (label("in_class"), [row["in_class"] for row in rows.values()]),
    ]
    return {"chart": charts.stacked_bars(title, list(rows), series, unit=_("件"))}


def level(told: Particulars) -> list[Block]:
    """Answer the table of what became of each level, in full as the tables of levels beside it."""
    names = dict(Level.choices)
    rows = {str(names[key]): told.became[key] for key in Level.values if key in told.became}
    shown = _became(_("层次"), rows, lambda numbers: numbers)
    return [{"heading": _("各层次的结果")}, shown] if rows else []


def spread(told: Particulars) -> list[Block]:
    """Answer the table of the same ground's outcomes, small numbers hidden."""
    lines = _of_grounds(told)
    why = _("写“隐去”的是 1 至 4 的数字和可以由此推算出它们的数字。")
    return _spread(
        why, _became(_("情形"), lines, lambda ns: hide_small(ns)[:-1]) if lines else None
    )


def spread_beside(told: Particulars) -> list[Block]:
    """Answer the same for a paper that tells of each ground how many were recalled."""
    lines = {
        name: {kind: n for kind, n in row.items() if kind != "NONE"}
        for name, row in _of_grounds(told).items()
    }
    lines = {name: row for name, row in lines.items() if row}
    why = _("写“隐去”的是 1 至 4 的数字和可以由此推算出它们的数字；召回不足 5 件的情形都隐去。")
    return _spread(why, _became(_("情形"), lines, hide_beside) if lines else None)


def _spread(why: str, table: Block | None) -> list[Block]:
    return [{"heading": _("同一情形，不同结果")}, {"note": why}, table] if table else []


def _of_grounds(told: Particulars) -> dict[str, Counts]:
    return {
        f"{code} {in_language(title, english)}": row
        for (code, title, english), row in told.spread.items()
    }


def _became(first: str, lines: dict[str, Counts], hide: Hide) -> Block:
    order = ["NONE", "OPEN", *OutcomeKind.values]
    kinds = sorted({kind for row in lines.values() for kind in row}, key=order.index)
    held = hide([[row.get(kind, 0) for kind in kinds] for row in lines.values()])
    rows = [
        {"label": name, "ns": [words.shown(number) for number in row]}
        for name, row in zip(lines, held, strict=True)
    ]
    return {"table": {"first": first, "head": [words.became(k) for k in kinds], "rows": rows}}


def sources(told: Particulars) -> Section:
    names = dict(Practice.choices)
    rows = [
        {"label": str(names[key]) if key else _("没有附信号"), "ns": list(ns)}
        for key, *ns in told.sources
    ]
    head = [label("nominated"), label("recalled")]
    blocks: list[Block] = [{"note": _("一件提名可以附几种信号，各算一次。")}]
    blocks.append({"table": {"first": _("做法"), "head": head, "rows": rows}})
    return {"title": _("提名所附信号"), "blocks": blocks}


def times(told: Particulars, *, is_public: bool = False) -> Section:
    """Answer the steps and their times; in public, how many went through is hidden if few."""
    steps = words.times(told.times)
    for row in steps["rows"]:
        n = row["ns"][0]
        row["ns"][0] = words.shown(None) if is_public and 0 < n < words.FEW else n
    known = [
        (str(words.STEP_NAMES[name]), round(half))
        for name, (n, half, _most) in told.times.items()
        if n >= words.FEW
    ]
    blocks: list[Block] = [{"note": _("日历日；不足 5 件的不列用时。")}, {"table": steps}]
    if known:
        blocks.append({"chart": charts.bars(_("一半在几日内办完（取整）"), known, unit=_("日"))})
    return {"title": _("各环节用时"), "blocks": blocks}


def outcomes(rows: list[dict[str, Any]]) -> list[Block]:
    if not rows:
        return [{"text": _("截至统计日尚无已定结果。")}]
    lines = [{"label": row["label"], "ns": [row["n"]]} for row in rows]
    chart = charts.bars(_("各种结果的人数"), [(row["label"], row["n"]) for row in rows])
    return [{"table": {"first": _("结果"), "head": [_("人数")], "rows": lines}}, {"chart": chart}]


def appeals(told: Particulars) -> Section:
    rows = [
        {"label": str(way.label), "ns": [told.appeals[way].get(s, 0) for s in AppealState]}
        for way in Remedy
        if way in told.appeals
    ]
    head = [str(state.label) for state in AppealState]
    none: list[Block] = [{"text": _("截至统计日没有人提出异议、复核或者申诉。")}]
    blocks = [{"table": {"first": _("途径"), "head": head, "rows": rows}}] if rows else none
    return {"title": _("异议、复核和申诉"), "blocks": blocks}


def repeats(told: Particulars) -> Section:
    rows = [{"label": label(code), "ns": [told.repeats[code]]} for code in REPEATS]
    blocks = [{"table": {"first": _("召回次数"), "head": [_("人数")], "rows": rows}}]
    return {"title": _("再次召回"), "blocks": blocks}


def money(told: Particulars) -> Section:
    names = dict(PayKind.choices)
    rows = [
        {"label": str(names[row.kind]), "ns": [row.people, words.yuan(row.fen)]}
        for row in told.withheld
    ]
    head = [_("人数"), _("累计少发（元）")]
    none: list[Block] = [{"text": _("截至统计日没有因召回少发待遇。")}]
    blocks = [{"table": {"first": _("影响的内容"), "head": head, "rows": rows}}] if rows else none
    return {"title": _("待遇影响"), "blocks": blocks}


def years(told: Particulars) -> Section:
    rows = {str(year): counts for year, counts in told.years.items()}
    blocks: list[Block] = [{"note": _("年度是批次启动的年度；全县各批次，截至统计日。")}]
    blocks += [table(_("年度"), BY_YEAR, rows), fates(rows, _("各年度提名的去向"))] if rows else []
    return {"title": _("年度对比"), "blocks": blocks}


def method(as_of: date, content_hash: str, *more: str) -> Section:
    """Answer how the figures were made, so that somebody else can make them again."""
    sums = [
        {"label": label(p.total), "ns": [], "note": " + ".join(label(code) for code in p.parts)}
        for p in (*register.PARTITIONS, register.REPEAT_PARTITION)
    ]
    told = [
        _("统计日为%s，含当日；当日以后的办理不影响本表。") % dates.cn(as_of),
        _("各项数字由办理记录逐件计算，没有手工填报；同一定义用于页面、本表和导出。"),
        _("写“隐去”的是 1 至 4 的数字和可以由此推算出它们的数字。"),
        *more,
        _("指标定义版本：%s；定义全文见附表。") % printed.version(),
        _("指标校验值（SHA-256）：%s") % content_hash,
    ]
    blocks: list[Block] = [{"text": line} for line in told]
    held = {"first": _("合计"), "head": [], "rows": sums, "note": _("分项之和"), "words": True}
    blocks += [{"heading": _("应当相加的")}, {"table": held}]
    return {"title": _("统计方法"), "blocks": blocks}


def definitions() -> Section:
    rows = [{**row, "note": row["definition"]} for row in printed.every()]
    held = {"first": _("指标"), "head": [], "rows": rows, "note": _("定义"), "words": True}
    return {"title": _("指标定义"), "blocks": [{"table": held}]}
