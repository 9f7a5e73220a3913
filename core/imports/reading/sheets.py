"""One door to every kind of file."""

from typing import IO, Any

from django.utils.translation import gettext as _

from core.imports.errors import Unreadable
from core.imports.models import FileKind
from core.imports.reading.texts import Text
from core.imports.reading.xlsx import Sheet

_OLE = b"\xd0\xcf\x11\xe0"
_OTHER = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"MZ",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"{\\rtf",
)


def kind_of(head: bytes) -> str:
    """Answer the kind of file that the first bytes show; its name is not asked.

    :raises Unreadable: nothing that can hold a table
    """
    if head.startswith(b"PK\x03\x04"):
        return FileKind.XLSX
    if head.startswith(_OLE):
        raise Unreadable(_("这是旧版 .xls 或加了密码的工作簿，请另存为不加密的 .xlsx。"))
    markup = head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<"
    if not head or markup or head.startswith(_OTHER):
        raise Unreadable(_("文件内容不是 .xlsx 或 CSV，改后缀名无效。"))
    return FileKind.CSV


def open_file(file: IO[bytes], kind: str) -> Any:
    """Open a file for reading rows: `rows()`, `notes`, `merged_areas()`, `close()`."""
    if kind == FileKind.XLSX:
        return Sheet(file)
    return Text(file.read(), pasted=kind == FileKind.PASTE)
