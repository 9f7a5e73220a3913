"""What PDF/A-2a asks of a file, as far as a library reads it: veraPDF is no package of Python.

Checked are the points of ISO 19005-2 that an archive's reader meets first: output intent, XMP and
title, tags and language, fonts that are embedded and say which characters they draw, nothing that
runs, reaches out or is enclosed.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

RUNS = {"/JavaScript", "/JS", "/Launch", "/AA", "/OpenAction", "/EmbeddedFile", "/EmbeddedFiles"}
OUTSIDE = {"/URI", "/GoToR", "/SubmitForm", "/ImportData", "/Movie", "/Sound", "/Rendition"}


def faults(body: bytes) -> list[str]:
    """Answer what an archive would refuse in a printed paper; nothing if it is sound."""
    reader = PdfReader(io.BytesIO(body))
    root = reader.trailer["/Root"]
    told = [fault for fault, holds in _facts(reader, root) if not holds]
    return [*told, *_of_fonts(reader), *_of_objects(reader)]


def _facts(reader: PdfReader, root: Any) -> Iterator[tuple[str, bool]]:
    intents = [one.get_object() for one in root.get("/OutputIntents", [])]
    yield (
        "output intent",
        any(one.get("/S") == "/GTS_PDFA1" and "/DestOutputProfile" in one for one in intents),
    )
    xmp = root["/Metadata"].get_object().get_data().decode() if "/Metadata" in root else ""
    yield "XMP part", bool(re.search(r"pdfaid:part(>|=\")2", xmp))
    yield "XMP conformance", bool(re.search(r"pdfaid:conformance(>|=\")A", xmp))
    title = reader.metadata.title if reader.metadata else ""
    yield "title", bool(title and title.strip()) and str(title) in xmp
    yield "language", str(root.get("/Lang", "")).startswith("zh")
    yield "tags", "/StructTreeRoot" in root and bool(root["/MarkInfo"]["/Marked"])
    yield "identifier", "/ID" in reader.trailer
    yield "encryption", not reader.is_encrypted
    sides = {
        (round(float(p.mediabox.width)), round(float(p.mediabox.height))) for p in reader.pages
    }
    yield "A4", sides <= {(595, 842), (842, 595)}


def _of_fonts(reader: PdfReader) -> Iterator[str]:
    for page in reader.pages:
        for name, held in page.get("/Resources", {}).get("/Font", {}).items():
            font = held.get_object()
            below = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            described = below.get("/FontDescriptor", {})
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(described):
                yield f"font {name} is not embedded"
            if "/ToUnicode" not in font:
                yield f"font {name} tells no characters"


def _of_objects(reader: PdfReader) -> Iterator[str]:
    numbers = {number for known in reader.xref.values() for number in known}
    for number in sorted(numbers | set(reader.xref_objStm)):
        held = reader.get_object(IndirectObject(number, 0, reader))
        for name in _names(held):
            if name in RUNS | OUTSIDE:
                yield f"object {number} has {name}"


def _names(held: Any) -> Iterator[str]:
    """Answer the keys of an object and the kinds of its actions, without following references."""
    if isinstance(held, DictionaryObject):
        yield from map(str, held)
        if isinstance(held.get("/S"), str):
            yield str(held["/S"])
        below = [dict.__getitem__(held, key) for key in held]
    else:
        below = list(held) if isinstance(held, list) else []
    for one in below:
        if not isinstance(one, IndirectObject):
            yield from _names(one)
