"""Read and write LRMX, the exchange file of the 干部任免审批表. No database, no clock.

Source: domain reference 6.2. One person per file, many files in a zip. What stands in a file is
somebody else's word: no document type, no entities, bounded in size; the photo is drawn anew.
"""

import base64
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from PIL import Image

from core.errors import DomainError
from core.uploads import archives

FIELDS = (
    "XingMing", "XingBie", "ChuShengNianYue", "MinZu", "JiGuan", "ChuShengDi", "RuDangShiJian",
    "CanJiaGongZuoShiJian", "JianKangZhuangKuang", "ZhuanYeJiShuZhiWu",
    "ShuXiZhuanYeYouHeZhuanChang", "QuanRiZhiJiaoYu_XueLi", "QuanRiZhiJiaoYu_XueWei",
    "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi", "QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi",
    "ZaiZhiJiaoYu_XueLi", "ZaiZhiJiaoYu_XueWei", "ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi",
    "ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi", "XianRenZhiWu", "NiRenZhiWu", "NiMianZhiWu", "JianLi",
    "JiangChengQingKuang", "NianDuKaoHeJieGuo", "RenMianLiYou", "JiaTingChengYuan",
    "ChengBaoDanWei", "JiSuanNianLingShiJian", "TianBiaoShiJian", "TianBiaoRen", "ShenFenZheng",
    "ZhaoPian", "Version",
)  # fmt: skip
FAMILY = ("ChengWei", "XingMing", "ChuShengRiQi", "ZhengZhiMianMao", "GongZuoDanWeiJiZhiWu")
VERSIONS = ("3.2.1.16", "3.2.1.6")
MONTHS = ("ChuShengNianYue", "CanJiaGongZuoShiJian")

MAX_FILE = 8 * 1024 * 1024  # bytes; a photo in base64 is most of it
MAX_ZIP_TOTAL = 200 * 1024 * 1024  # bytes unpacked
MAX_ZIP_FILES = 2000
MAX_FAMILY = 10
MAX_TEXT = 20_000  # characters of one field but the photo
MAX_PIXELS = 12_000_000
PHOTO = (376, 460)  # pixels
_BROKEN = re.compile(r"&1(lt|gt|amp|quot|apos);")


class LrmxUnreadable(DomainError):
    """A file cannot be taken in; the sentence says why. Nothing of it is kept."""


@dataclass
class Sheet:
    """One person's form: texts by element name, family lines, and the photo as JPEG."""

    texts: dict[str, str] = field(default_factory=dict)
    family: list[dict[str, str]] = field(default_factory=list)
    photo: bytes = b""

    @property
    def name(self) -> str:
        return self.texts.get("XingMing", "")

    @property
    def birth_month(self) -> str:
        """yyyyMM, empty if not given."""
        return self.texts.get("ChuShengNianYue", "")


class _Reader:
    """Collects Person/<field> and Person/JiaTingChengYuan/Item/<field>."""

    def __init__(self) -> None:
        self.path: list[str] = []
        self.words: list[str] = []
        self.texts: dict[str, str] = {}
        self.family: list[dict[str, str]] = []

    def begin(self, name: str, _attributes: Any) -> None:
        if not self.path and name != "Person":
            raise LrmxUnreadable(_("这不是任免表文件：根元素不是 Person。"))
        self.path.append(name)
        self.words = []
        if self.path[1:] == ["JiaTingChengYuan", "Item"]:
            self.family.append({})

    def say(self, words: str) -> None:
        self.words.append(words)

    def end(self, name: str) -> None:
        text, depth = "".join(self.words).strip(), len(self.path)
        self.words = []
        self.path.pop()
        if name != "ZhaoPian" and len(text) > MAX_TEXT:
            raise LrmxUnreadable(_("“%(name)s”内容过长。") % {"name": name})
        if depth == 2 and name in FIELDS:
            self.texts[name] = text
        elif depth == 4 and self.path[1:] == ["JiaTingChengYuan", "Item"] and name in FAMILY:
            self.family[-1][name] = text


def _refuse(*_parts: Any) -> None:
    raise LrmxUnreadable(_("文件含有文档类型或实体声明，不予读取。"))


def _decoded(body: bytes) -> str:
    if len(body) > MAX_FILE:
        raise LrmxUnreadable(_("文件超过 %(n)s MB。") % {"n": MAX_FILE // 1024**2})
    try:
        return _BROKEN.sub(r"&\1;", body.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise LrmxUnreadable(_("文件不是 UTF-8 编码。")) from None


def parse(body: bytes) -> Sheet:
    """Read one .lrmx file.

    :raises LrmxUnreadable: not LRMX, too large, an unknown version, or an unusable photo
    """
    text, reader = _decoded(body), _Reader()
    parser = expat.ParserCreate("utf-8")
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    parser.StartElementHandler, parser.EndElementHandler = reader.begin, reader.end
    parser.CharacterDataHandler = reader.say
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        raise LrmxUnreadable(_("第 %(n)s 行不是完整的 XML。") % {"n": error.lineno}) from None
    return _sheet(reader)


def _sheet(reader: _Reader) -> Sheet:
    texts = reader.texts
    photo = texts.pop("ZhaoPian", "")
    texts.pop("JiaTingChengYuan", None)
    if texts.get("Version") not in VERSIONS:
        raise LrmxUnreadable(_("版本不是 %(known)s。") % {"known": _("、").join(VERSIONS)})
    if not texts.get("XingMing"):
        raise LrmxUnreadable(_("文件没有姓名。"))
    for name in MONTHS:
        texts[name] = texts.get(name, "")[:6]
    lines = [{**line, "ChuShengRiQi": line.get("ChuShengRiQi", "")[:6]} for line in reader.family]
    family = [line for line in lines if any(line.values())]
    if len(family) > MAX_FAMILY:
        raise LrmxUnreadable(_("家庭成员超过 %(n)s 人。") % {"n": MAX_FAMILY})
    return Sheet(texts, family, redraw(photo) if photo else b"")


def redraw(text: str) -> bytes:
    """Answer a base64 photo as a fresh JPEG of at most 376 × 460 pixels, without its metadata.

    :raises LrmxUnreadable: it is no picture, or has more pixels than we draw
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(base64.b64decode(text)), formats=["JPEG", "PNG", "BMP"])
            if picture.width * picture.height > MAX_PIXELS:
                raise LrmxUnreadable(_("照片像素过大。"))
            drawn = picture.convert("RGB")
    except LrmxUnreadable:
        raise
    except (ValueError, OSError, SyntaxError, Warning, Image.DecompressionBombError):
        raise LrmxUnreadable(_("照片不是可以读取的图片。")) from None
    drawn.thumbnail(PHOTO)
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=88)
    return out.getvalue()


def compose(sheet: Sheet) -> bytes:
    """Write one .lrmx file, version 3.2.1.16, elements in the order that every reader expects."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<Person>"]
    for name in FIELDS:
        lines.append(f"  <{name}>{_inner(sheet, name)}</{name}>")
    return "\r\n".join([*lines, "</Person>", ""]).encode()


def _inner(sheet: Sheet, name: str) -> str:
    if name == "Version":
        return VERSIONS[0]
    if name == "ZhaoPian":
        return base64.b64encode(sheet.photo).decode()
    if name == "JiaTingChengYuan":
        return "".join(
            "<Item>"
            + "".join(f"<{key}>{_escaped(line.get(key, ''))}</{key}>" for key in FAMILY)
            + "</Item>"
            for line in sheet.family
        )
    return _escaped(sheet.texts.get(name, ""))


def _escaped(text: str) -> str:
    """Escape; a carriage return as a reference, or an XML reader would drop it from CRLF."""
    return escape(text).replace("\r", "&#13;")


def unpack(body: bytes) -> Iterator[tuple[str, bytes]]:
    """Answer name and content of each .lrmx in a zip, or the single file itself.

    The directory of the zip is judged before anything is unpacked, and each member is read no
    further than it may be long.

    :raises LrmxUnreadable: no zip, too many or too large files, or an archive that
        `archives.require_sane` refuses
    """
    if not body.startswith(b"PK"):
        yield "", body
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(body))
        members = [one for one in archive.infolist() if one.filename.lower().endswith(".lrmx")]
    except (zipfile.BadZipFile, ValueError, OSError):
        raise LrmxUnreadable(_("压缩包已损坏。")) from None
    if not members or len(members) > MAX_ZIP_FILES:
        raise LrmxUnreadable(_("压缩包须含 1 至 %(n)s 个 .lrmx 文件。") % {"n": MAX_ZIP_FILES})
    if sum(one.file_size for one in members) > MAX_ZIP_TOTAL:
        raise LrmxUnreadable(_("压缩包解开后过大。"))
    try:
        archives.require_sane(body)
    except archives.ArchiveRefused as error:
        raise LrmxUnreadable(str(error)) from error
    for one in members:
        yield _member_name(one), _read(archive, one)


def _member_name(member: zipfile.ZipInfo) -> str:
    """Answer a member's bare name; old zips carry GB18030 where they claim CP437."""
    name = member.filename
    if not member.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = member.filename
    return name.replace("\\", "/").rpartition("/")[2]


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(member) as stream:
            return stream.read(MAX_FILE + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError):
        raise LrmxUnreadable(_("压缩包已损坏或加了密码。")) from None


def pack(sheets: list[Sheet]) -> bytes:
    """Write a zip of .lrmx files; people of one name get a number behind it."""
    out, seen = io.BytesIO(), dict[str, int]()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for sheet in sheets:
            name = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", sheet.name) or "_"
            seen[name] = seen.get(name, 0) + 1
            suffix = str(seen[name]) if seen[name] > 1 else ""
            archive.writestr(f"{name}{suffix}.lrmx", compose(sheet))
    return out.getvalue()
