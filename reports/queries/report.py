"""The county summary as a report: numbered sections of sentences, tables and charts.

What sections and blocks are: reports.queries.parts.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cadres.enums import Level, StaffKind
from core.documents import charts
from recall.models import Campaign
from reports.queries import definitions, parts, register, sheets
from reports.queries.figures import Counts, Figures
from reports.queries.particulars import Particulars
from reports.queries.parts import Block, Section
from units.enums import UnitKind

TITLE = "干部召回工作汇总表"
MOST_UNITS = 3_000  # rows of the annex: 7 s and 400 MB of a worker
BY_KIND = ("nominated", "not_matched", "not_recalled", "recalled", "in_class", "returned_to_post")


def snapshot(
    campaign: Campaign, counted: Figures, told: Particulars, *, content_hash: str, on: date
) -> dict[str, Any]:
    """Answer everything that the county summary prints; rendering reads nothing else."""
    county = campaign.county.name
    sheet = sheets.sheet(counted)
    sections = [
        _whole(counted, sheet),
        _rounds(counted, sheet),
        _cut(_("按层次"), _("层次"), _named(counted.levels, Level.choices), parts.level(told)),
        _cut(_("按身份"), _("身份"), _named(counted.staff_kinds, StaffKind.choices)),
        _cut(_("按单位性质"), _("单位性质"), _named(counted.unit_kinds, UnitKind.choices)),
        _grounds(sheet, told),
        parts.sources(told),
        parts.times(told),
        _outcomes(counted, sheet),
        parts.appeals(told),
        parts.repeats(told),
        parts.money(told),
        _units(counted, sheet),
        parts.years(told),
        parts.method(counted.as_of, content_hash),
    ]
    annexes = [_every_unit(sheet), parts.definitions()]
    marking = _("本表列有不足五人的数字，供组织部门内部使用，不得公开。")
    return parts.frame(county, TITLE, campaign.title, counted.as_of, on) | {
        "marking": marking,
        "sections": parts.numbered(sections),
        "annexes": parts.annexed(annexes),
        "figures_hash": content_hash,
        "definitions_version": definitions.version(),
        "numbers": numbers(counted, told),
    }


def _named(counts: dict[str, Counts], choices: list[tuple[str, Any]]) -> dict[str, Counts]:
    names = dict(choices)
    return {str(names[key]): row for key, row in counts.items()}


def _whole(counted: Figures, sheet: dict[str, Any]) -> Section:
    total = counted.total
    told = {code: total[code] for code in ("nominated", "not_matched", "not_recalled", "recalled")}
    told |= {"in_class": total["in_class"], "back": total["returned_to_post"]}
    said = _(
        "共提名 %(nominated)s 件，核实为不符合情形 %(not_matched)s 件，"
        "决定不予召回 %(not_recalled)s 件，决定召回 %(recalled)s 件；"
        "参加培训班 %(in_class)s 人，返回原岗位 %(back)s 人。"
    )
    blocks: list[Block] = [{"tiles": sheet["tiles"]}, {"text": said % told}]
    if sheet["broken"]:
        blocks.append({"warning": sheet["broken"]})
    else:
        blocks.append({"note": _("各项合计均等于分项之和。")})
    return {"title": _("总体情况"), "blocks": [*blocks, {"chart": sheet["funnel_chart"]}]}


def _rounds(counted: Figures, sheet: dict[str, Any]) -> Section:
    funnel = sheet["funnel"]
    rows = [row for group in funnel["groups"] for row in group["rows"]]
    blocks: list[Block] = [
        {"table": {"first": _("环节"), "head": funnel["head"], "rows": rows, "wide": True}},
        {"note": _("其中带头单位提名 %s 件，已含在提名合计内。") % sheet["leading"]},
    ]
    names = dict(Level.choices)
    for number in counted.rounds:
        kept = {str(names[key]): counted.round_levels[f"{number} {key}"] for key in Level.values}
        blocks.append({"heading": _("第 %(n)s 轮，按层次") % {"n": number}})
        blocks.append(parts.table(_("层次"), BY_KIND, kept))
    return {"title": _("各轮办理情况"), "blocks": blocks}


def _cut(
    title: str, first: str, rows: dict[str, Counts], more: list[Block] | None = None
) -> Section:
    if not rows:
        return {"title": title, "blocks": [{"text": _("截至统计日没有提名。")}]}
    chart = parts.fates(rows, _("提名的去向，%s") % title)
    return {"title": title, "blocks": [parts.table(first, BY_KIND, rows), chart, *(more or [])]}


def _grounds(sheet: dict[str, Any], told: Particulars) -> Section:
    if not sheet["grounds"]["rows"]:
        return {"title": _("按情形"), "blocks": [{"text": _("截至统计日没有提名。")}]}
    rows = [{**row, "note": row["provenance"]} for row in sheet["grounds"]["rows"]]
    cited = {"first": _("情形"), "head": sheet["grounds"]["head"], "rows": rows}
    cited |= {"note": _("出处"), "wide": True}
    blocks: list[Block] = [
        {
            "note": _(
                "一件提名可以涉及多项情形，各项之和可以大于提名件数。"
                "出处：公开材料所见、据报道内容整理，或推定、待部门核定。"
            )
        },
        {"table": cited},
        {"chart": sheet["grounds_chart"]},
    ]
    return {"title": _("按情形"), "blocks": blocks + parts.spread_beside(told)}


def _outcomes(counted: Figures, sheet: dict[str, Any]) -> Section:
    blocks: list[Block] = []
    if sheet["programme"]:
        shape = [f"{row['label']} {row['n']}" for row in sheet["programme"]]
        blocks.append({"text": _("，").join(shape) + _("。")})
    return {"title": _("培训与结果"), "blocks": blocks + parts.outcomes(sheet["outcomes"])}


def _units(counted: Figures, sheet: dict[str, Any]) -> Section:
    reporting = {"first": _("轮次"), **sheet["reporting"]}
    measures = [{"label": row["label"], "ns": [row["n"]]} for row in sheet["measures"]]
    blocks: list[Block] = [{"heading": _("各轮报送")}, {"table": reporting}]
    if counted.reporting:
        blocks.append({"chart": _reporting_chart(counted)})
    if sheet["quota"]:
        shares = [f"{row['label']} {row['n']} 件" for row in sheet["quota"]]
        blocks += [{"text": _("本批次设名额。") + _("，").join(shares) + _("。")}]
    blocks.append({"heading": _("单位问责")})
    blocks.append({"table": {"first": _("措施"), "head": [_("数量")], "rows": measures}})
    return {"title": _("单位报送与问责"), "blocks": blocks}


def _reporting_chart(counted: Figures) -> dict[str, Any]:
    codes = register.REPORTING_PARTITION.parts
    names = [_("第 %(n)s 轮") % {"n": number} for number in counted.reporting]
    series = [
        (register.label(code), [row[code] for row in counted.reporting.values()]) for code in codes
    ]
    return charts.stacked_bars(_("各轮应报单位"), names, series, unit=_("个"))


def _every_unit(sheet: dict[str, Any]) -> Section:
    """Answer the table of units, or why it is not printed."""
    count = len(sheet["units"]["rows"])
    if count > MOST_UNITS:
        said = _(
            "单位共 %(count)s 个，超过一份文件可以排印的 %(most)s 个，本表不印。"
            "各单位的数字见系统中本批次统计页的“按单位”；"
            "需要表格的，由县级管理员在提名列表选定本批次，导出 Excel。"
        )
        told: list[Block] = [{"text": said % {"count": count, "most": MOST_UNITS}}]
        return {"title": _("各单位情况"), "blocks": told}
    held = {"first": _("单位"), **sheet["units"], "note": _("报送说明"), "wide": True}
    return {"title": _("各单位情况"), "blocks": [{"table": held}]}


def numbers(counted: Figures, told: Particulars) -> dict[str, Counts]:
    """Answer every number under its cut and its code, so that two summaries can be compared."""
    held: dict[str, Counts] = {"total": {**counted.total, **counted.quota, **told.repeats}}
    held |= {f"round {n}": row for n, row in counted.rounds.items()}
    held |= {f"level {key}": row for key, row in counted.levels.items()}
    held |= {f"staff_kind {key}": row for key, row in counted.staff_kinds.items()}
    held |= {f"unit_kind {key}": row for key, row in counted.unit_kinds.items()}
    held |= {f"ground {row['code']} {row['title']}": row["counts"] for row in counted.grounds}
    held |= {f"reporting {n}": row for n, row in counted.reporting.items()}
    held["measures"] = counted.measures
    held["outcomes"] = counted.outcomes
    held |= {f"appeals {way}": row for way, row in told.appeals.items()}
    for row in told.withheld:
        held[f"pay {row.kind}"] = {"withheld_people": row.people, "withheld_yuan": row.fen}
    return held
