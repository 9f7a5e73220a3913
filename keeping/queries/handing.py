"""移交目录: the volumes of a list as a file that an archive's system reads, before they go.

Elements are called as in DA/T 46-2009 (文书类电子文件元数据方案), but for 移交目录 itself and the
数字摘要, which that scheme does not name. It is a list and no package as of DA/T 48-2009: volumes
are fetched one by one and compared by size and hash; 全宗号 and 馆编案卷号 are for the archive.
"""

from pathlib import PurePath
from typing import Any
from xml.sax.saxutils import escape

from assessment.models import Volume
from core import dates
from keeping.models import Disposal
from keeping.queries import terms

# What XML 1.0 cannot hold at all: a name pasted with it must not make the whole list unreadable.
_UNHEARD = {code: None for code in (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)}


def volumes(row: Disposal, user: Any) -> list[Volume]:
    """Answer the bound volumes of the lines that stand; none at all if one is about the user."""
    lines = list(row.lines.left().values_list("row_id", flat=True))
    bound = Volume.objects.filter(case__nomination__in=lines, ready_at__isnull=False)
    seen = bound.visible_to(user).select_related("case__nomination").order_by("case", "number")
    found = list(seen)
    return found if len(found) == bound.count() else []


def manifest(row: Disposal, found: list[Volume]) -> bytes:
    """Answer the list as XML in UTF-8: one 案卷 for each volume, in the order of the cases."""
    years = terms.in_force(row.county)[row.kind]
    first = dict(row.lines.values_list("row_id", "from_on"))
    told = [
        _element("立档单位名称", found[0].snapshot["issuer"] if found else row.county.name),
        _element("件数", len(found)),
        _element("页数", sum(one.page_count for one in found)),
    ]
    files = [_volume(one, years, first[one.case.nomination_id].year - 1) for one in found]
    body = "\n".join(told + files)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<移交目录>\n{body}\n</移交目录>\n'
    return text.encode()


def _volume(one: Volume, years: int, ended: int) -> str:
    told = one.snapshot
    fields = [
        ("聚合层次", "案卷"),
        ("电子文件号", one.uid),
        ("年度", ended),
        ("保管期限", f"{years}年"),
        ("室编案卷号", f"{one.case_id}-{one.number}"),
        ("题名", f"{told['cadre']}同志召回案卷（第{one.number}卷）"),
        ("人名", told["cadre"]),
        ("责任者", told["issuer"]),
        ("日期", dates.legal_day(one.requested_at).isoformat()),
        ("页数", one.page_count),
        ("计算机文件名", f"volume-{one.case_id}-{one.number}{PurePath(one.file).suffix}"),
        ("计算机文件大小", one.byte_count),
        ("数字摘要算法", "SHA-256"),
        ("数字摘要", one.sha256),
    ]
    return "<案卷>" + "".join(_element(name, value) for name, value in fields) + "</案卷>"


def _element(name: str, value: object) -> str:
    return f"<{name}>{escape(str(value).translate(_UNHEARD))}</{name}>"
