"""A paper's text as Word, for offices that edit on: from the same snapshot, laid out as 公文.

22 lines of 28 characters in 三号 on the 版心 of GB/T 9704. The same snapshot gives the same bytes.
"""

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from core.documents import composing
from core.documents.wordings import LETTER, Facts, Kind

SONG, FANG, HEI, KAI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
NOTE = "供编辑使用，以签发的PDF为准"
_ZI = 16  # points of 三号
_GRID = {"type": "linesAndChars", "linePitch": "580", "charSpace": "-845"}  # 225 mm/22, 156 mm/28
_FACES = {"title": SONG, "heading": HEI, "subheading": KAI}
_RED = RGBColor(0xD7, 0, 0x0F)


def build(kind: Kind, snapshot: Facts) -> bytes:
    """Answer the docx of a paper: mark, number, text, issuer and date; no receipt, no code."""
    paper = docx.Document()
    _page(paper)
    is_letter = kind.layout == LETTER
    mark = f"{snapshot['issuer']}{'' if is_letter else '文件'}"
    _line(paper, mark, SONG, 30, align=ALIGN.CENTER, colour=_RED)
    side = ALIGN.RIGHT if is_letter else ALIGN.CENTER
    _line(paper, snapshot["reference"], FANG, _ZI, align=side)
    for said in composing.paragraphs(kind, snapshot):
        _paragraph(paper, said)
    for text in (snapshot["issuer"], snapshot["issued_on"]):
        row = _line(paper, text, FANG, _ZI, align=ALIGN.RIGHT)
        row.paragraph_format.right_indent = Pt(4 * _ZI)
    for text in (snapshot.get("unavailable_mark"), snapshot.get("legal_profile_note")):
        if text:
            _line(paper, f"（{text}）", FANG, _ZI)
    told = paper.core_properties
    told.title, told.author, told.comments = snapshot["title"], snapshot["issuer"], NOTE
    told.created = told.modified = datetime.fromisoformat(snapshot["requested_on"])
    return _fixed(paper)


def _page(paper) -> None:
    sheet = paper.sections[0]
    sheet.page_width, sheet.page_height = Mm(210), Mm(297)
    sheet.top_margin, sheet.bottom_margin = Mm(37), Mm(35)
    sheet.left_margin, sheet.right_margin = Mm(28), Mm(26)
    properties = sheet._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    grid = OxmlElement("w:docGrid")
    for name, value in _GRID.items():
        grid.set(qn(f"w:{name}"), value)
    properties.append(grid)
    _run(sheet.header.paragraphs[0], NOTE, HEI, 9)
    _faced(paper.styles["Normal"], FANG, _ZI)
    plain = paper.styles["Normal"].paragraph_format
    plain.space_before = plain.space_after = Pt(0)


def _paragraph(paper, said: composing.Paragraph) -> None:
    row = paper.add_paragraph()
    if said.style == "title":
        row.alignment = ALIGN.CENTER
    elif said.style != "addressee":
        row.paragraph_format.first_line_indent = Pt(2 * _ZI)
    for run in said.runs:
        face = KAI if run.face == "kai" else _FACES.get(said.style, FANG)
        size = 22 if said.style == "title" else _ZI
        _run(row, run.text, face, size).bold = run.face == "strong" or None


def _line(paper, text: str, face: str, size: int, *, align=None, colour=None):
    row = paper.add_paragraph()
    row.alignment = align
    _run(row, text, face, size).font.color.rgb = colour
    return row


def _run(row, text: str, face: str, size: int):
    run = row.add_run(text)
    _faced(run, face, size)
    return run


def _faced(one, face: str, size: int) -> None:
    """Set a face for Chinese too: Word keeps it apart from that for Latin letters."""
    one.font.name, one.font.size = face, Pt(size)
    one.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _fixed(paper) -> bytes:
    """Pack the parts anew with one fixed day, so that the clock leaves no mark."""
    made, packed = BytesIO(), BytesIO()
    paper.save(made)
    with ZipFile(made) as parts, ZipFile(packed, "w", ZIP_DEFLATED) as out:
        for part in parts.infolist():
            out.writestr(ZipInfo(part.filename), parts.read(part), ZIP_DEFLATED)
    return packed.getvalue()
