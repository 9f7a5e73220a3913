"""A docx is judged part by part before anybody opens it; its text is read as Word shows it."""

import random
import time
import zipfile
from io import BytesIO

import docx
import pytest

from core.uploads import word_files
from tests.factories.word_files import W, body, changed, edited, linked, part, rewritten

TYPES = "[Content_Types].xml"
DOCUMENT = "word/document.xml"
FIELD = "<w:p><w:r><w:instrText>{}</w:instrText></w:r></w:p>"

PIECES = "".join(f"<w:r><w:instrText>{one}</w:instrText></w:r>" for one in ("DD", "EAUTO c"))


def of_type(part_name, told):
    one = f'<Override PartName="/{part_name}" ContentType="{told}"/></Types>'
    return changed(edited("正文。"), TYPES, "</Types>", one)


def bomb():
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(DOCUMENT, b"0" * 300_000_000)
    return out.getvalue()


def many():
    return rewritten(edited("正文。"), {f"word/p{n}.xml": b"<a/>" for n in range(600)})


def wide():
    """Many parts, each below what one may be, together above the limit."""
    rng = random.Random(7)
    return rewritten(
        edited("正文。"), {f"word/media/{n}.bin": rng.randbytes(9_000_000) for n in range(4)}
    )


def entities():
    head = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    return changed(edited("正文。"), DOCUMENT, "<w:document", f"{head}<w:document")


def in_utf_16(text):
    content = changed(edited("正文。"), DOCUMENT, "<w:document", f"{text}<w:document")
    told = part(content, DOCUMENT).replace("UTF-8", "UTF-16").encode("utf-16")
    return rewritten(content, {DOCUMENT: told})


REFUSED = {
    "text": (b"PK no zip", "word"),
    "other zip": (rewritten(edited("x"), {TYPES: b"<Types/>"}), "word"),
    "entities": (entities(), "word"),
    "entities in UTF-16": (in_utf_16('<!DOCTYPE w [<!ENTITY a "ha">]>'), "word"),
    "broken XML": (changed(edited("正文。"), DOCUMENT, "</w:body>", ""), "word"),
    "template": (changed(edited("x"), TYPES, "document.main+xml", "template.main+xml"), "word"),
    "bomb": (bomb(), "large"),
    "many parts": (many(), "large"),
    "wide": (wide(), "large"),
    "too many lines": (edited(*["行"] * 2_001), "large"),
    "too long a line": (edited("长" * 100_001), "large"),
    "docm": (
        changed(
            edited("x"),
            TYPES,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "application/vnd.ms-word.document.macroEnabled.main+xml",
        ),
        "macros",
    ),
    "vbaProject": (rewritten(edited("x"), {"word/vbaProject.bin": b"\xd0\xcf"}), "macros"),
    "macros by another name": (linked("vbaProject", "settings.bin"), "macros"),
    "macro type": (of_type("word/x.bin", "application/vnd.ms-office.vbaProject"), "macros"),
    "OLE": (rewritten(edited("x"), {"word/embeddings/oleObject1.bin": b"\xd0"}), "embedded"),
    "OLE by another name": (linked("oleObject", "media/picture.bin"), "embedded"),
    "workbook": (linked("package", "media/book.bin"), "embedded"),
    "HTML chunk": (linked("aFChunk", "media/chunk.bin"), "embedded"),
    "ActiveX": (of_type("word/x.xml", "application/vnd.ms-office.activeX+xml"), "embedded"),
    "zip inside": (rewritten(edited("x"), {"word/media/a.zip": b"PK"}), "embedded"),
    "remote template": (
        linked("attachedTemplate", "http://192.0.2.1/a.dotm", "External"),
        "outside",
    ),
    "remote picture": (linked("image", "http://192.0.2.1/a.png", "External"), "outside"),
    "share": (linked("image", "\\\\192.0.2.1\\x", "external"), "outside"),
    "link": (linked("hyperlink", "https://example.org/", "External"), "outside"),
    "DDE": (body(FIELD.format('DDEAUTO c:\\\\x "y"')), "outside"),
    "DDE in pieces": (body(f"<w:p>{PIECES}</w:p>"), "outside"),
    "simple field": (
        body('<w:p><w:fldSimple w:instr="INCLUDETEXT http://192.0.2.1/"/></w:p>'),
        "outside",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_file_is_refused_with_why(name):
    content, why = REFUSED[name]
    begun = time.process_time()

    assert word_files.refusal(content) == why
    assert time.process_time() - begun < 5  # s of CPU


def test_what_an_office_saves_is_taken():
    content = edited("一、情况", "正文。")

    assert word_files.refusal(content) == ""
    assert word_files.lines(content) == ["一、情况", "正文。"]


def test_page_numbers_and_contents_are_no_fetching_fields():
    assert word_files.refusal(body(FIELD.format("PAGE \\* HIDDEN") + FIELD.format("TOC \\h"))) == ""


def test_tables_boxes_and_blanks_are_read_as_shown():
    paper = docx.Document()
    paper.add_paragraph(" \u3000")
    paper.add_table(1, 2).rows[0].cells[1].text = "格"
    paper.add_paragraph("甲\t乙")
    out = BytesIO()
    paper.save(out)

    assert word_files.lines(out.getvalue()) == ["格", "甲 乙"]


def test_tracked_changes_count_as_taken_over():
    run = "<w:r><w:{0}>{1}</w:{0}></w:r>"
    told = (
        f"<w:p><w:ins w:id='1' w:author='x'>{run.format('t', '新')}</w:ins>"
        f"<w:del w:id='2' w:author='x'>{run.format('delText', '旧')}</w:del>"
        f"<w:moveFrom w:id='3' w:author='x'>{run.format('t', '移')}</w:moveFrom></w:p>"
    )

    assert word_files.lines(body(told))[0] == "新"


def test_box_written_twice_is_read_once_and_apart_from_its_paragraph():
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = "<w:p><w:r><w:t>框</w:t></w:r></w:p>"
    told = (
        f'<w:p xmlns:w="{W}"><w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice Requires="wps">'
        f"{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t>外</w:t></w:r></w:p>"
    )

    assert word_files.lines(body(told))[:2] == ["外", "框"]


def test_spoilt_file_is_refused_or_read_and_never_breaks():
    whole, rng = edited("正文。", "第二段。"), random.Random(11)
    parts = ["word/document.xml", TYPES, "_rels/.rels", "word/_rels/document.xml.rels"]
    for round_ in range(120):
        if round_ % 2:
            name = rng.choice(parts)
            data = bytearray(part(whole, name).encode())
            start = rng.randrange(len(data))
            data[start : start + rng.randrange(40)] = rng.randbytes(rng.randrange(9))
            spoilt = rewritten(whole, {name: bytes(data)})
        else:
            spoilt = bytearray(whole)
            for _n in range(6):
                spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
            spoilt = bytes(spoilt)
        if not word_files.refusal(spoilt):
            word_files.lines(spoilt)
