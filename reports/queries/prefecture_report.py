"""The prefecture summary as a report: the counties side by side, small numbers hidden in all."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from assessment.enums import AppealState, OutcomeKind, PayKind, Remedy
from cadres.enums import Level, StaffKind
from core.documents import charts
from reports.queries import definitions, figures, parts, prefecture, words
from reports.queries.covering import hide_small
from reports.queries.hiding import SMALL
from reports.queries.particulars import REPEATS
from reports.queries.parts import Block, Section
from reports.queries.prefecture import Figures
from reports.queries.register import label
from units.enums import UnitKind

Shown = dict[str, int | None]
TOLD = (
    "nominated",
    "not_matched",
    "not_recalled",
    "in_hand",
    "recalled",
    "not_in_class",
    "in_class",
)
ENDED = ("in_class", "returned_to_post", "other_outcome", "no_outcome")
FATES = ("not_matched", "not_recalled", "in_hand", "not_in_class", "in_class")
TILES = ("nominated", "not_matched", "in_class", "returned_to_post")


def snapshot(name: str, counted: Figures, *, on: date) -> dict[str, Any]:
    """Answer everything that the prefecture summary prints; rendering reads nothing else."""
    shown = prefecture.published(counted)
    content_hash = figures.content_hash({"year": counted.year, "as_of": counted.as_of}, shown)
    counties = prefecture.named(counted, shown["county"])
    sections = [
        _whole(counted, shown["total"][""]),
        _cut(_("按县区"), _("县区"), counties),
        _cut(_("按层次"), _("层次"), _named(shown["level"], Level.choices)),
        _cut(_("按身份"), _("身份"), _named(shown["staff_kind"], StaffKind.choices)),
        _cut(_("按单位性质"), _("单位性质"), _named(shown["unit_kind"], UnitKind.choices)),
        {"title": _("按情形"), "blocks": parts.spread(counted.told) or [_none()]},
        parts.times(counted.told, is_public=True),
        _outcomes(shown, counties),
        _appeals(counted),
        _repeats(shown),
        _money(counted),
        _years(counted, shown),
        parts.method(counted.as_of, content_hash, *_hiding()),
    ]
    which = _("%(year)s年，%(n)s 个批次") % {"year": counted.year, "n": counted.campaigns}
    return parts.frame(name, title(counted.year), which, counted.as_of, on) | {
        "sections": parts.numbered(sections),
        "annexes": parts.annexed([parts.definitions()]),
        "figures_hash": content_hash,
        "definitions_version": definitions.version(),
        "numbers": _numbers(counted, shown),
    }


def title(year: int) -> str:
    """Answer the summary's title behind the name of the place."""
    return f"{year}年干部召回工作汇总表"


def _hiding() -> list[str]:
    return [
        _(
            "各表一起隐去：任何几张表相加、相减，都得不出 1 至 4 的数字；"
            "指标校验值只按印出的数字计算。"
        ),
        _("各县区可以在本县的全县汇总里看到本县的全部数字。"),
    ]


def _none() -> Block:
    return {"text": _("截至统计日没有提名。")}


def _named(rows: dict[str, Shown], choices: list[tuple[str, Any]]) -> dict[str, Shown]:
    names = dict(choices)
    return {str(names[key]): row for key, row in rows.items()}


def table(first: str, codes: tuple[str, ...], rows: dict[str, Shown]) -> Block:
    """Answer a table in which what must not be shown says so."""
    lines = [
        {"label": name, "ns": [words.shown(row[code]) for code in codes]}
        for name, row in rows.items()
    ]
    return {"table": {"first": first, "head": [label(code) for code in codes], "rows": lines}}


def counties(rows: dict[str, Shown], total: Shown) -> Block:
    """Answer the table of counties with the whole prefecture below."""
    return table(_("县区"), (*TOLD, "returned_to_post"), rows | {_("合计"): total})


def _chart(title: str, rows: dict[str, Shown]) -> list[Block]:
    """Answer where the nominations went, of the rows that have no hidden part.

    A bar without one of its parts would bear a wrong length and a wrong sum.
    """
    whole: dict[str, list[int]] = {}
    for name, row in rows.items():
        told = [n for code in FATES if (n := row[code]) is not None]
        if len(told) == len(FATES):
            whole[name] = told
    series = [
        (label(code), [told[place] for told in whole.values()]) for place, code in enumerate(FATES)
    ]
    if not whole:
        return []  # 总体情况 says why
    drawn: Block = {"chart": charts.stacked_bars(title, list(whole), series, unit=_("件"))}
    return [drawn] if len(whole) == len(rows) else [drawn, _undrawn()]


def _undrawn() -> Block:
    return {"note": _("有数字隐去的行只列入表格，不画入图中。")}


def _whole(counted: Figures, total: Shown) -> Section:
    places = _("%(places)s的 %(campaigns)s 个批次")
    told = [
        places % {"places": _places(counted), "campaigns": counted.campaigns},
        _said("nominated", total, _("提名 %s 件"), _("提名的件数隐去")),
        _said("recalled", total, _("决定召回 %s 件"), _("决定召回的件数隐去")),
        _said("in_class", total, _("参加培训班 %s 人"), _("参加培训班的人数隐去")),
        _said("returned_to_post", total, _("返回原岗位 %s 人"), _("返回原岗位的人数隐去")),
    ]
    tiles = [{"n": words.shown(total[code]), "label": label(code)} for code in TILES]
    blocks: list[Block] = [{"tiles": tiles}, {"text": _("，").join(told) + _("。")}]
    blocks.append({"note": _("写“隐去”的是 1 至 4 的数字和可以由此推算出它们的数字。")})
    blocks.append(_undrawn())
    blocks += _chart(_("提名的去向"), {_("合计"): total})
    return {"title": _("总体情况"), "blocks": blocks}


def _said(code: str, total: Shown, shown: str, hidden: str) -> str:
    """Answer a figure in words; one that must not be shown says so."""
    number = total[code]
    return hidden if number is None else shown % number


def _places(counted: Figures) -> str:
    """Answer whose campaigns they are; the prefecture's own stand beside those of its counties."""
    places = counted.cuts["county"].keys()
    below = {"n": len(places - {counted.own})}
    return _("本级和 %(n)s 个县区") % below if counted.own in places else _("%(n)s 个县区") % below


def _cut(title: str, first: str, rows: dict[str, Shown]) -> Section:
    if not rows:
        return {"title": title, "blocks": [_none()]}
    chart = _chart(_("提名的去向，%s") % title, rows)
    return {"title": title, "blocks": [table(first, TOLD, rows), *chart]}


def _outcomes(shown: dict[str, dict[str, Shown]], counties: dict[str, Shown]) -> Section:
    names = dict(OutcomeKind.choices)
    rows = [
        {"label": str(names[kind]), "ns": [words.shown(number)]}
        for kind, number in shown["outcomes"][""].items()
    ]
    blocks = [table(_("县区"), ENDED, counties)]
    if rows:
        blocks += [{"heading": label("other_outcome")}]
        blocks += [{"table": {"first": _("结果"), "head": [_("人数")], "rows": rows}}]
    return {"title": _("培训与结果"), "blocks": blocks}


def _appeals(counted: Figures) -> Section:
    ways = [way for way in Remedy if way in counted.told.appeals]
    held = hide_small(
        [[counted.told.appeals[w].get(s, 0) for s in AppealState] for w in ways] or [[0]]
    )
    rows = [
        {"label": str(way.label), "ns": [words.shown(number) for number in row]}
        for way, row in zip(ways, held, strict=False)
    ]
    head = [str(state.label) for state in AppealState]
    none: list[Block] = [{"text": _("截至统计日没有人提出异议、复核或者申诉。")}]
    blocks = [{"table": {"first": _("途径"), "head": head, "rows": rows}}] if rows else none
    return {"title": _("异议、复核和申诉"), "blocks": blocks}


def _repeats(shown: dict[str, dict[str, Shown]]) -> Section:
    told = shown["repeats"][""]
    rows = [{"label": label(code), "ns": [words.shown(told[code])]} for code in REPEATS]
    blocks = [{"table": {"first": _("召回次数"), "head": [_("人数")], "rows": rows}}]
    return {"title": _("再次召回"), "blocks": blocks}


def _money(counted: Figures) -> Section:
    names = dict(PayKind.choices)
    rows = [
        {
            "label": str(names[row.kind]),
            "ns": [row.people, words.yuan(row.fen)]
            if row.people >= SMALL
            else [words.shown(None), words.shown(None)],
        }
        for row in counted.told.withheld
    ]
    head = [_("人数"), _("累计少发（元）")]
    none: list[Block] = [{"text": _("截至统计日没有因召回少发待遇。")}]
    blocks = [{"table": {"first": _("影响的内容"), "head": head, "rows": rows}}] if rows else none
    return {"title": _("待遇影响"), "blocks": blocks}


def _years(counted: Figures, shown: dict[str, dict[str, Shown]]) -> Section:
    rows = shown["year"] | {str(counted.year): shown["total"][""]}
    rows = {year: rows[year] for year in sorted(rows)}
    blocks: list[Block] = [{"note": _("年度是批次启动的年度，截至统计日。")}]
    blocks += [table(_("年度"), TOLD, rows), *_chart(_("各年度提名的去向"), rows)]
    return {"title": _("年度对比"), "blocks": blocks}


def _numbers(counted: Figures, shown: dict[str, dict[str, Shown]]) -> dict[str, Shown]:
    """Answer every number that is shown under its cut and code, for the comparison of two."""
    told = {"total": {**shown["total"][""], **shown["repeats"][""]}}
    counties = prefecture.named(counted, shown["county"])
    told |= {f"county {name}": row for name, row in counties.items()}
    for cut in ("level", "staff_kind", "unit_kind"):
        told |= {f"{cut} {key}": row for key, row in shown[cut].items()}
    return told | {"outcomes": shown["outcomes"][""]}
