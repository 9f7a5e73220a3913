"""A zip is refused by its directory, fast, before anything in it is opened."""

import struct
import time
import zipfile
from io import BytesIO

import pytest

from core.uploads import archives
from core.uploads.archives import ArchiveRefused


def packed(*names, content=b"x", **more):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            for field, value in more.items():
                setattr(entry, field, value)
            archive.writestr(entry, content)
    return file.getvalue()


def lying():
    """A zip whose directory names one stored member twice: overlapping entries."""
    body = packed("a", "b")
    first = body.index(b"PK\x01\x02")
    second = body.index(b"PK\x01\x02", first + 4)
    offset = struct.pack("<I", 0)
    return body[: second + 42] + offset + body[second + 46 :]


def locked():
    body = bytearray(packed("a"))
    start = body.index(b"PK\x01\x02")
    body[start + 8] |= 1
    return bytes(body)


BAD = {
    "not a zip": b"PK\x03\x04 nothing more",
    "empty": b"",
    "cut": packed("a", content=b"x" * 500)[:60],
    "up": packed("../../etc/cron.d/x"),
    "up backslash": packed("..\\..\\x"),
    "absolute": packed("/etc/passwd"),
    "drive": packed("C:\\x"),
    "link": packed("link", external_attr=0o120777 << 16),
    "nested": packed("inner.zip"),
    "nested jar": packed("x.JAR"),
    "macro": packed("xl/vbaProject.bin"),
    "bomb": packed("x", content=bytes(50 * 1024 * 1024)),
    "password": locked(),
    "overlap": lying(),
    "many": packed(*(f"f{n}" for n in range(archives.MOST_ENTRIES + 1)), content=b""),
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_zip_bomb_refused_fast(content):
    started = time.process_time()

    with pytest.raises(ArchiveRefused):
        archives.require_sane(content)

    assert time.process_time() - started < 0.5


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_that_stand_twice_are_refused():
    with pytest.raises(ArchiveRefused, match="重名"):
        archives.require_sane(packed("a", "a"))


def test_plain_workbook_is_sane():
    names = ("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml")

    found = archives.require_sane(packed(*names, content=b"<x/>" * 100))

    assert [entry.filename for entry in found] == list(names)
