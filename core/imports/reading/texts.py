"""Rows of a CSV file or of a pasted grid."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from core.imports.errors import Unreadable

DELIMITERS = ",;\t，；"
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LONGEST_CELL = 32_768


class Text:
    """Delimited text with its encoding and delimiter found out."""

    notes: list[str]

    def __init__(self, content: bytes, *, pasted: bool = False) -> None:
        self.text = decoded(content)
        self.delimiter = "\t" if pasted else sniffed(self.text)
        self.notes = []

    def merged_areas(self) -> list[Any]:
        """Answer nothing: text has no merged cells."""
        return []

    def rows(self) -> Iterator[tuple[int, list[Any]]]:
        """Give every line with the number of its first line in the file."""
        csv.field_size_limit(_LONGEST_CELL)
        reader = csv.reader(io.StringIO(self.text, newline=""), delimiter=self.delimiter)
        number = 1
        try:
            for line in reader:
                yield number, [cell or None for cell in line]
                number = reader.line_num + 1
        except csv.Error as error:
            sentence = _("第 %(n)s 行的引号不成对或内容过长，请检查后再传。")
            raise Unreadable(sentence % {"n": number}) from error

    def close(self) -> None:
        self.text = ""


def decoded(content: bytes) -> str:
    """Answer the text, UTF-8 first and GB18030 (the usual "ANSI" of a Chinese Excel) second.

    :raises Unreadable: neither fits, or the characters were lost before
    """
    encoding = next((name for bom, name in _BOMS if content.startswith(bom)), "")
    for name in (encoding,) if encoding else ("utf-8", "gb18030"):
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        if "\ufffd" in text:
            raise Unreadable(
                _("文件另存时已有汉字变成“%(sign)s”，原字已丢失，请从原表重新另存为 UTF-8。")
                % {"sign": "\ufffd"}
            )
        return text
    raise Unreadable(_("文字编码认不出来，请另存为“CSV UTF-8”或 .xlsx 后再传。"))


def sniffed(text: str) -> str:
    """Answer the delimiter that stands most often in the first written lines."""
    head = "\n".join(line for line in text[:20_000].splitlines()[:20] if line.strip())
    counts = {mark: head.count(mark) for mark in DELIMITERS}
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] else ","
