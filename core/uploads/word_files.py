"""A Word file from outside: judged part by part before anybody opens it, and its text as lines."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from core.uploads.archives import ArchiveRefused, require_sane

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_PARTS = 500
MOST_BYTES = 32 * 1024 * 1024  # unpacked, all together
MOST_LINES = 2_000
MOST_LETTERS = 100_000

_ZIP_SAYS = {"macros": "macros", "nested": "embedded"} | dict.fromkeys(
    ("many", "large", "swollen", "overlap"), "large"
)
_EMBEDDED_NAME = re.compile(r"(^|/)(embeddings|afchunk)", re.I)
# By the last step of a relationship's type, and by a word in a content type.
_MACRO_ENDS = ("vbaproject", "wordvbadata", "keymapcustomizations")
_EMBEDDED_ENDS = ("oleobject", "package", "afchunk", "control", "activexcontrolbinary")
_MACRO_TYPES = ("macroenabled", "vbaproject", "vbadata")
_EMBEDDED_TYPES = ("oleobject", "activex")
# Fields that fetch or run something when Word brings them up to date.
_FETCHING = re.compile(r"DDEAUTO|DDE\s|INCLUDE(TEXT|PICTURE)|\bLINK\b|\bIMPORT\b|MACROBUTTON", re.I)
_XML_HEADS = (b"<", b"\xff\xfe", b"\xfe\xff", b"\x00<")
_P, _T = qn("w:p"), qn("w:t")
_BLANK = {qn("w:tab"), qn("w:br"), qn("w:cr")}
_MOVED = qn("w:moveFrom")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BLANKS = " \t\n　\xa0"
# What zipfile, lxml and python-docx raise on spoilt files; found by feeding them some.
_UNREADABLE = (
    OpcError,
    BadZipFile,
    etree.LxmlError,
    zlib.error,
    OSError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    NotImplementedError,
)


def refusal(content: bytes) -> str:
    """Answer in one word why a file is not taken, empty if it is.

    `word`: no sound docx; `large`: too many or too large parts, or too long a text; `macros`;
    `embedded`: another file in it; `outside`: it points to, or fetches from, somewhere else.
    """
    try:
        parts = require_sane(content, entries=MOST_PARTS)
        if sum(part.file_size for part in parts) > MOST_BYTES:
            return "large"
        return _judged(content)
    except ArchiveRefused as error:
        return _ZIP_SAYS.get(error.why, "word")
    except _UNREADABLE:
        return "word"


def lines(content: bytes) -> list[str]:
    """Answer the paragraphs of a file that is not refused, those in tables and boxes too.

    Tracked changes count as taken over: what was struck is left out, what was added is in.
    """
    body = docx.Document(BytesIO(content)).element.body
    told = (_text(one).strip(_BLANKS) for one in body.iter(_P) if not _is_twice(one))
    return [line for line in told if line]


def _judged(content: bytes) -> str:
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            if _EMBEDDED_NAME.search(name):
                return "embedded"
            if why := _of_part(archive.read(name)):
                return why
    found = lines(content)
    is_long = len(found) > MOST_LINES or sum(map(len, found)) > MOST_LETTERS
    return "large" if is_long else ""


def _of_part(data: bytes) -> str:
    """Judge one part, if it is XML, by what it declares; with entities it is no part of Word's."""
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_XML_HEADS):
        return ""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    if root.getroottree().docinfo.doctype:
        return "word"
    fields: list[str] = []
    for one in root.iter(etree.Element):
        if why := _of_element(one, fields):
            return why
    return "outside" if _FETCHING.search("".join(fields)) else ""


def _of_element(one: etree._Element, fields: list[str]) -> str:
    name = etree.QName(one).localname
    if name in ("Override", "Default"):
        return _of_type(one.get("ContentType", "").lower())
    if name == "Relationship":
        return _of_link(one)
    if name == "instrText":
        fields.append(one.text or "")
    elif name == "fldSimple":
        fields.append(f" {one.get(qn('w:instr'), '')} ")
    return ""


def _of_type(told: str) -> str:
    if any(word in told for word in _MACRO_TYPES):
        return "macros"
    return "embedded" if any(word in told for word in _EMBEDDED_TYPES) else ""


def _of_link(one: etree._Element) -> str:
    end = one.get("Type", "").rpartition("/")[2].lower()
    if end in _MACRO_ENDS:
        return "macros"
    if end in _EMBEDDED_ENDS:
        return "embedded"
    return "outside" if one.get("TargetMode", "").lower() == "external" else ""


def _text(paragraph: etree._Element) -> str:
    return "".join(_parts(paragraph))


def _parts(paragraph: etree._Element) -> Iterator[str]:
    for one in paragraph.iter(_T, *_BLANK):
        if _is_of(one, paragraph):
            yield one.text or "" if one.tag == _T else " "


def _is_of(one: etree._Element, paragraph: etree._Element) -> bool:
    """Whether a text stands in this very paragraph, neither in a box in it nor moved away."""
    for above in one.iterancestors():
        if above is paragraph:
            return True
        if above.tag in (_P, _MOVED, _FALLBACK):
            return False
    return False


def _is_twice(paragraph: etree._Element) -> bool:
    """Word writes a box once for itself and once for older programs."""
    return next(paragraph.iterancestors(_FALLBACK), None) is not None
