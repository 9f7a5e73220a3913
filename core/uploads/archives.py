"""A zip is judged by its directory before anything in it is opened."""

import stat
import zipfile
from io import BytesIO

from django.utils.translation import gettext as _

from core.errors import DomainError

MOST_ENTRIES = 2_000
MOST_BYTES = 200 * 1024 * 1024  # unpacked, all together
MOST_RATIO = 200  # unpacked to packed, above the first megabyte
_FREE = 1024 * 1024
_ARCHIVES = (".zip", ".rar", ".7z", ".gz", ".tar", ".jar", ".bz2", ".xz")
_ENCRYPTED = 0x1


class ArchiveRefused(DomainError):
    """The archive is not opened; the text says why."""


def require_sane(content: bytes) -> list[zipfile.ZipInfo]:
    """Answer the entries of an archive that may be opened.

    :raises ArchiveRefused: damaged, too many or too large, a name that leads elsewhere, a link,
        an archive inside, a password, entries that share bytes, macros
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, OSError) as error:
        raise ArchiveRefused(_("压缩包已损坏，不能打开。")) from error
    if len(entries) > MOST_ENTRIES:
        raise ArchiveRefused(_("压缩包内文件过多，不能打开。"))
    if len({entry.filename for entry in entries}) < len(entries):
        raise ArchiveRefused(_("压缩包内有重名文件，不能打开。"))
    for entry in entries:
        _require_plain(entry)
    _require_bounded(entries)
    return entries


def _require_plain(entry: zipfile.ZipInfo) -> None:
    name = entry.filename.replace("\\", "/")
    parts = name.split("/")
    if name.startswith("/") or ".." in parts or ":" in parts[0] or "\0" in entry.orig_filename:
        raise ArchiveRefused(_("压缩包内的文件名指向别处，不能打开。"))
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise ArchiveRefused(_("压缩包内有链接，不能打开。"))
    if entry.flag_bits & _ENCRYPTED:
        raise ArchiveRefused(_("压缩包有密码，不能打开。"))
    if name.lower().endswith(_ARCHIVES):
        raise ArchiveRefused(_("压缩包内还有压缩包，不能打开。"))
    if name.lower().endswith("vbaproject.bin"):
        raise ArchiveRefused(_("文件带有宏，不能接收；请另存为不带宏的格式。"))


def _require_bounded(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > MOST_BYTES or unpacked > _FREE + packed * MOST_RATIO:
        raise ArchiveRefused(_("压缩包展开后过大，不能打开。"))
    last = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.header_offset < last:
            raise ArchiveRefused(_("压缩包内的文件互相重叠，不能打开。"))
        last = entry.header_offset + entry.compress_size
