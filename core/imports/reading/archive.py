"""A workbook's zip: judged where all archives are, refused in a workbook's words."""

from typing import IO

from django.utils.translation import gettext as _

from core.imports.errors import Unreadable
from core.uploads import archives

MOST_PARTS = 500
MOST_RATIO = 150  # unpacked to packed; real sheets stay under 60


def check(file: IO[bytes]) -> None:
    """Refuse what is no plain workbook; nothing is unpacked for it.

    :raises Unreadable: broken, encrypted, too many or too large parts, odd names, macros
    """
    file.seek(0)
    content = file.read()
    file.seek(0)
    try:
        parts = archives.require_sane(content, entries=MOST_PARTS, ratio=MOST_RATIO)
    except archives.ArchiveRefused as error:
        raise Unreadable(_sentences().get(error.why, _odd())) from error
    if not any(f"/{part.filename}".endswith("/workbook.xml") for part in parts):
        raise Unreadable(_("压缩包不是 Excel 工作簿，请上传 .xlsx 文件。"))


def _odd() -> str:
    return _("文件的内部结构异常，不能接收。请把内容复制到新的工作簿后再传。")


def _sentences() -> dict[str, str]:
    large = _("文件解压后超过 200 MB，不能接收。请删去多余的行、列和图片，或分批导入。")
    return {
        "broken": _("文件已损坏，不是完整的 .xlsx 工作簿，请重新另存后再传。"),
        "path": _("文件内部有不安全的路径，不能接收。"),
        "macros": _("工作簿含有宏，不能接收。请另存为不含宏的 .xlsx。"),
        "locked": _("工作簿加了密码，请取消密码后再传。"),
        "large": large,
        "swollen": _("文件的压缩比异常（疑似压缩炸弹），不能接收。"),
    }
