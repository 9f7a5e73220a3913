"""The register's definitions in print: the annex of a summary, their version, docs/figures.md."""

import hashlib
import json

from django.utils import translation

from reports.queries import ratios
from reports.queries.register import (
    ALL,
    PARTITIONS,
    QUOTA_PARTITION,
    REPEAT_PARTITION,
    REPORTING_PARTITION,
    label,
)


def every() -> list[dict[str, str]]:
    """Answer code, name and definition of every figure, in the order of the register."""
    return [
        {"code": f.code, "label": str(f.label), "definition": str(f.definition)}
        for f in ALL.values()
    ]


def version() -> str:
    """Answer twelve digits that change with any definition or condition."""
    with translation.override("zh-hans"):
        told = [(f.code, str(f.label), str(f.definition), f.condition) for f in ALL.values()]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:12]


def markdown() -> str:
    """Answer docs/figures.md: every figure with its code, and every partition."""
    with translation.override("zh-hans"):
        rows = [f"| `{f.code}` | {f.label} | {f.definition} |" for f in ALL.values()]
        sums = [
            f"- {label(p.total)} = {' + '.join(label(code) for code in p.parts)}"
            for p in (*PARTITIONS, QUOTA_PARTITION, REPORTING_PARTITION, REPEAT_PARTITION)
        ]
    head = ["# 指标", "", "由 `manage.py make_docs` 从 `reports/queries/register.py` 生成。", ""]
    table = ["| 代码 | 名称 | 定义 |", "|---|---|---|", *rows]
    told = ["以上都是截至统计日的件数、人数、天数或金额，没有分母。"]
    return "\n".join(
        [*head, *table, "", *told, "", *_compared(), "", "## 应当相加的", "", *sums, ""]
    )


def _compared() -> list[str]:
    with translation.override("zh-hans"):
        rows = [
            f"| `{one.code}` | {one.label} | {one.definition} | {one.against} | {one.as_of} |"
            for one in ratios.ALL.values()
        ]
    head = ["## 有分母的", "", "由 `reports/queries/ratios.py` 生成，用于分析看板等页面。", ""]
    return [*head, "| 代码 | 名称 | 定义 | 分母 | 统计日 |", "|---|---|---|---|---|", *rows]
