"""Small files as people send them."""

from io import BytesIO
from typing import Any

from openpyxl import Workbook

PEOPLE = ["姓名", "出生日期", "单位", "性别", "身份", "职级层次", "职务", "任职日期"]


def person(name: str, unit: str, **changes: Any) -> list[Any]:
    """Answer one good line of people; a change is named by its header."""
    line = [name, "1980-01-05", unit, "男", "公务员", "一般干部", "科员", "2015-03-01"]
    for header, value in changes.items():
        line[PEOPLE.index(header)] = value
    return line


def workbook(
    lines: list[list[Any]], *, header: list[Any] | None = None, touch: Any = None
) -> bytes:
    """Write a sheet; `touch(sheet)` may spoil it before it is saved."""
    book = Workbook()
    sheet = book.active
    for line in [header or PEOPLE, *lines]:
        sheet.append(line)
    if touch:
        touch(sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def grid(lines: list[list[Any]], header: list[Any] | None = None) -> bytes:
    """Write tab-separated cells as a paste from a spreadsheet is."""
    return "\n".join("\t".join(map(str, line)) for line in [header or PEOPLE, *lines]).encode()
