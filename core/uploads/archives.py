"""A zip is judged by its directory before anything in it is opened."""

import re
import stat
import struct
import zipfile
from io import BytesIO

from django.utils.translation import gettext as _

from core.errors import DomainError

MOST_ENTRIES = 2_000
MOST_BYTES = 200 * 1024 * 1024  # unpacked, all together
MOST_RATIO = 200  # unpacked to packed, above the first megabyte
_FREE = 1024 * 1024
_ARCHIVES = (".zip", ".rar", ".7z", ".gz", ".tar", ".jar", ".bz2", ".xz")
_MACROS = re.compile(r"vbaproject|/macrosheets/|/activex/", re.I)
_ELSEWHERE = re.compile(r"^/|^[^/]*:|(^|/)\.\.(/|$)|[\x00-\x1f]")
_ENCRYPTED = 0x1
_BROKEN = (
    zipfile.BadZipFile,
    ValueError,
    OverflowError,
    NotImplementedError,
    OSError,
    struct.error,
)


class ArchiveRefused(DomainError):
    """The archive is not opened; the text says why, and `why` in one word for another sentence."""

    def __init__(self, why: str, sentence: str) -> None:
        super().__init__(sentence)
        self.why = why


def require_sane(
    content: bytes, *, entries: int = MOST_ENTRIES, ratio: int = MOST_RATIO
) -> list[zipfile.ZipInfo]:
    """Answer the entries of an archive that may be opened.

    :param entries: how many there may be
    :param ratio: how many times larger they may be unpacked
    :raises ArchiveRefused: damaged, too many or too large, a name that leads elsewhere, a link,
        an archive inside, a password, entries that share bytes, macros
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            found = archive.infolist()
    except _BROKEN as error:
        raise ArchiveRefused("broken", _("压缩包已损坏，不能打开。")) from error
    if len(found) > min(entries, MOST_ENTRIES):
        raise ArchiveRefused("many", _("压缩包内文件过多，不能打开。"))
    if len({entry.filename.lower() for entry in found}) < len(found):
        raise ArchiveRefused("twice", _("压缩包内有重名文件，不能打开。"))
    for entry in found:
        _require_plain(entry)
    _require_bounded(found, ratio)
    return found


def _require_plain(entry: zipfile.ZipInfo) -> None:
    name = entry.filename.replace("\\", "/")
    if _ELSEWHERE.search(name) or "\0" in entry.orig_filename:
        raise ArchiveRefused("path", _("压缩包内的文件名指向别处，不能打开。"))
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise ArchiveRefused("link", _("压缩包内有链接，不能打开。"))
    if entry.flag_bits & _ENCRYPTED:
        raise ArchiveRefused("locked", _("压缩包有密码，不能打开。"))
    if name.lower().endswith(_ARCHIVES):
        raise ArchiveRefused("nested", _("压缩包内还有压缩包，不能打开。"))
    if _MACROS.search(name):
        raise ArchiveRefused("macros", _("文件带有宏，不能接收；请另存为不带宏的格式。"))


def _require_bounded(entries: list[zipfile.ZipInfo], ratio: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > MOST_BYTES:
        raise ArchiveRefused("large", _("压缩包展开后过大，不能打开。"))
    swollen = [one for one in entries if one.file_size > _FREE + one.compress_size * ratio]
    if swollen or unpacked > _FREE + packed * ratio:
        raise ArchiveRefused("swollen", _("压缩包展开后过大，不能打开。"))
    last = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.header_offset < last:
            raise ArchiveRefused("overlap", _("压缩包内的文件互相重叠，不能打开。"))
        last = entry.header_offset + entry.compress_size
