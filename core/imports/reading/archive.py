"""The zip directory of a workbook, judged before anything in it is unpacked."""

import re
import struct
import zipfile
from typing import IO

from django.utils.translation import gettext as _

from core.imports.errors import Unreadable

MOST_PARTS = 500
MOST_BYTES = 200 * 1024 * 1024  # unpacked, all parts together
MOST_RATIO = 150  # unpacked to packed; real sheets stay under 60
SMALL = 1024 * 1024  # parts under this size may have any ratio
_UNSAFE = re.compile(r"(^/)|(^[A-Za-z]:)|(\\)|((^|/)\.\.(/|$))|[\x00-\x1f]")
_MACROS = re.compile(r"vbaproject|/macrosheets/|/activex/", re.I)


def check(file: IO[bytes]) -> None:
    """Refuse what is no plain workbook; nothing is unpacked for it.

    :raises Unreadable: broken, encrypted, too many or too large parts, odd names, macros
    """
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        raise Unreadable(_("文件已损坏，不是完整的 .xlsx 工作簿，请重新另存后再传。")) from error
    finally:
        file.seek(0)
    _check_names(parts)
    _check_sizes(parts)


def _check_names(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if len(names) > MOST_PARTS or len({name.lower() for name in names}) != len(names):
        raise Unreadable(_("文件的内部结构异常，不能接收。请把内容复制到新的工作簿后再传。"))
    if any(_UNSAFE.search(name) for name in names):
        raise Unreadable(_("文件内部有不安全的路径，不能接收。"))
    if any(_MACROS.search(name) for name in names):
        raise Unreadable(_("工作簿含有宏，不能接收。请另存为不含宏的 .xlsx。"))
    if any(part.flag_bits & 0x1 for part in parts):
        raise Unreadable(_("工作簿加了密码，请取消密码后再传。"))
    if "xl/workbook.xml" not in names and not any(n.endswith("/workbook.xml") for n in names):
        raise Unreadable(_("压缩包不是 Excel 工作簿，请上传 .xlsx 文件。"))


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if sum(part.file_size for part in parts) > MOST_BYTES:
        raise Unreadable(
            _("文件解压后超过 200 MB，不能接收。请删去多余的行、列和图片，或分批导入。")
        )
    swollen = [
        part
        for part in parts
        if part.file_size > SMALL and part.file_size > MOST_RATIO * max(part.compress_size, 1)
    ]
    if swollen:
        raise Unreadable(_("文件的压缩比异常（疑似压缩炸弹），不能接收。"))
