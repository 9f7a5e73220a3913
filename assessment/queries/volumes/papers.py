"""One paper of a volume: a sheet made from rows, a document that was issued, or a file."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core import dates

_TROUBLES = {"PENDING": _("文件还在生成"), "FAILED": _("文件未能生成，请管理员重新生成")}


@dataclass(frozen=True)
class Sheet:
    """What is printed of rows: pairs of words, long texts, tables. All values are text."""

    facts: list[tuple[str, str]] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    tables: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Paper:
    """A paper with what the contents tell of it. `trouble` says why it cannot be bound yet.

    Exactly one of `sheet`, `document` (a row of core.documents) and `file` (of evidence) is set.
    """

    title: str
    on: date | None
    author: str = ""
    reference: str = ""
    sheet: Sheet | None = None
    document: int | None = None
    file: int | None = None
    sha256: str = ""
    trouble: Any = ""

    def frozen(self) -> dict[str, Any]:
        """Answer the paper as JSON keeps it."""
        return asdict(self) | {"on": self.on.isoformat() if self.on else ""}


def table(caption: str, head: list[str], rows: list[list[str]]) -> dict[str, Any]:
    """Answer a table of a sheet; one without rows says so when printed."""
    return {"caption": caption, "head": head, "rows": rows}


def day(value: date | None) -> str:
    """Answer a day in Chinese, empty if there is none."""
    return dates.cn(value) if value else ""


def issued(document: Any, *, author: str) -> Paper:
    """Answer an issued document as a paper."""
    return Paper(
        title=document.title,
        on=dates.legal_day(document.requested_at),
        author=author,
        reference=document.reference,
        document=document.pk,
        sha256=document.sha256,
        trouble=_TROUBLES.get(document.state, ""),
    )


def receipt(row: Any, *, title: str, author: str) -> Paper:
    """Answer a receipt of serving as a paper."""
    facts = [
        ("送达日期", day(row.served_on)),
        ("送达方式", str(row.get_manner_display())),
        ("签收人", row.received_by),
        ("备注", row.note),
    ]
    return Paper(title=title, on=row.served_on, author=author, sheet=Sheet(facts=facts))
