"""上报件: what a county tells the division above of a campaign, out of a summary that stands.

Nothing is counted anew: text and attachments quote the summary's own snapshot.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from core.documents.models import Document
from reports.models import Summary

KIND = "summary_report"
ATTACHED = {
    "各轮办理情况": "各轮办理情况表",
    "培训与结果": "培训结果情况表",
    "单位报送与问责": "单位报送情况表",
}


def summaries_of(user: Any) -> QuerySet[Summary]:
    """Answer the summaries of which the user prepares or signs the report."""
    rows = Summary.objects.reported_by(user)
    return rows.select_related("document", "campaign__county__parent")


def of_summary(row: Summary) -> QuerySet[Document]:
    """Answer the reports of a summary, the newest first."""
    rows = Document.objects.filter(kind=KIND, scope=row.campaign.county.code)
    return rows.filter(snapshot__summary=row.pk).order_by("-pk")


def of_user(user: Any) -> QuerySet[Document]:
    """Answer the reports of the counties whose summaries the user may send up or prepares."""
    own = list(Summary.objects.reported_by(user).values_list("pk", flat=True))
    return Document.objects.filter(kind=KIND, snapshot__summary__in=own)


def paragraphs(row: Summary) -> list[dict[str, str]]:
    """Answer the text between addressee and attachments, as (style, text)."""
    told = row.document.snapshot
    whole = next(_texts(told["sections"][0]), "").replace(" ", "")  # 公文 has none beside digits
    return [
        _line("body", f"现将{row.campaign.title}截至{told['as_of']}的工作情况报告如下。"),
        _line("heading", "一、总体情况"),
        _line("body", whole),
        _line("heading", "二、培训结果"),
        _line("body", f"截至{told['as_of']}，{_outcomes(told['sections'])}。各项数字见附件。"),
        _line("body", "特此报告。"),
    ]


def attachments(row: Summary) -> list[dict[str, Any]]:
    """Answer the tables that go along, each with its title, in the summary's order."""
    told = row.document.snapshot["sections"]
    return [
        {"title": ATTACHED[name], "table": table}
        for section in told
        if (name := _name(section)) in ATTACHED
        for table in _tables(section)[:1]
    ]


def _line(style: str, text: str) -> dict[str, str]:
    return {"style": style, "text": text}


def _name(section: dict[str, Any]) -> str:
    """Answer a section's title without its number."""
    return str(section["title"]).partition("、")[2]


def _texts(section: dict[str, Any]) -> Iterator[str]:
    yield from (block["text"] for block in section["blocks"] if "text" in block)


def _tables(section: dict[str, Any]) -> list[dict[str, Any]]:
    """Answer a section's tables as a sheet of 公文 prints them."""
    return [
        {
            "first": table["first"],
            "head": [one["name"] for one in table.get("columns") or []] or table["head"],
            "rows": [{"label": line["label"], "ns": line["ns"]} for line in table["rows"]],
        }
        for block in section["blocks"]
        if (table := block.get("table")) and table["rows"]
    ]


def _outcomes(sections: list[dict[str, Any]]) -> str:
    found = next((one for one in sections if _name(one) == "培训与结果"), None)
    tables = _tables(found) if found else []
    if not tables:
        return "尚无已定结果"
    return "，".join(f"{line['label']}{line['ns'][0]}人" for line in tables[0]["rows"])
