"""Word files: as an office saves them, and as somebody who means harm would make them."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def edited(*texts: str, base: bytes | None = None) -> bytes:
    """Answer a docx with these paragraphs, after those of `base` if one is given."""
    paper = docx.Document(BytesIO(base) if base else None)
    for text in texts:
        paper.add_paragraph(text)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def changed(content: bytes, name: str, old: str, new: str) -> bytes:
    """Answer the file with a text replaced in one of its parts."""
    return rewritten(content, {name: part(content, name).replace(old, new, 1).encode()})


def part(content: bytes, name: str) -> str:
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(name).decode()


def rewritten(content: bytes, parts: dict[str, bytes]) -> bytes:
    """Answer the file with parts replaced or added."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, data in parts.items():
            new.writestr(name, data)
    return out.getvalue()


def body(inner: str, base: bytes | None = None) -> bytes:
    """Answer a docx whose body begins with raw XML."""
    content = base or edited("正文。")
    return changed(content, "word/document.xml", "<w:body>", f"<w:body>{inner}")


def linked(kind: str, target: str = "x.bin", mode: str = "") -> bytes:
    """Answer a docx whose text has one more relationship."""
    how = f' TargetMode="{mode}"' if mode else ""
    one = f'<Relationship Id="rId99" Type="{REL}/{kind}" Target="{target}"{how}/>'
    rels = "word/_rels/document.xml.rels"
    return changed(edited("正文。"), rels, "</Relationships>", f"{one}</Relationships>")
