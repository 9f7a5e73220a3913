"""Printed papers that come back, and piles of their scans."""

from io import BytesIO
from typing import Any

import pypdfium2
from django.db import transaction
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_H

from core.documents import codes, rendering
from core.documents.models import Document
from evidence.models import ScanPile
from evidence.services import scans
from tests.factories import training
from tests.moments import NOW
from tools import made_scans

LESSON = {
    "title": "政治理论",
    "day": "2018年6月4日 星期一",
    "hours": "09:00-11:00",
    "room": "301",
    "teacher": "",
}


def roll(course: Any, *, by: Any, pages: int = 2, at: Any = NOW) -> Document:
    """Print a class's sign-in sheet of so many pages."""
    people = [{"name": "甲", "unit": "县水利局", "group": ""}] * 3
    facts = {
        "issuer": course.county.name,
        "class_title": course.title,
        "venue": course.venue,
        "days": [{"lessons": [LESSON | {"people": people}] * pages}],
        "kind_title": "签到表",
    }
    with transaction.atomic():
        document = rendering.request(
            "documents/class_roll.html",
            kind="class_roll",
            scope=f"class-{course.pk}",
            reference="",
            title=f"{course.title}签到表",
            snapshot=facts,
            by=by,
            at=at,
            numbered=False,
            comes_back=True,
        )
    return rendering.render(document, at=at)


def world() -> Any:
    """A county with a class, and the class's sign-in sheet of two pages."""
    where = training.world()
    where.course = training.planned_class(where)
    where.roll = roll(where.course, by=where.admin)
    return where


def scanned(document: Document, page: int, *, seed: int = 5) -> bytes:
    """Answer a page of a printed document as it comes from a scanner."""
    fate = made_scans.wear(seed)
    body = rendering.storage.open_verified(document).getvalue()
    return made_scans.scan(made_scans.pages(body, dpi=fate.dpi)[page - 1], fate)


def bound(*pictures: bytes) -> bytes:
    """Answer pictures as one PDF, as a feeder makes it."""
    made = pypdfium2.PdfDocument.new()
    for body in pictures:
        picture = pypdfium2.PdfImage.new(made)
        picture.load_jpeg(BytesIO(body), inline=True)
        width, height = picture.get_px_size()
        sheet = made.new_page(width / 3, height / 3)
        picture.set_matrix(pypdfium2.PdfMatrix().scale(width / 3, height / 3))
        sheet.insert_obj(picture)
        sheet.gen_content()
        sheet.close()
    out = BytesIO()
    made.save(out)
    made.close()
    return out.getvalue()


def read(pile: ScanPile, *, at: Any = NOW) -> ScanPile:
    """Read a pile to its end, as the worker does."""
    while scans.read_on(pile, at=at):
        pass
    return ScanPile.objects.get(pk=pile.pk)


def sent(county: Any, *contents: bytes, by: Any, at: Any = NOW) -> ScanPile:
    """Send a pile and have it read."""
    return read(scans.send(county, contents=list(contents), by=by, at=at), at=at)


def forged(code: str) -> bytes:
    """Answer a sheet that bears a code as ours do."""
    square = QRCode(error_correction=ERROR_CORRECT_H, box_size=8, border=4)
    square.add_data(codes.payload(code))
    sheet = Image.new("RGB", (900, 1200), "white")
    sheet.paste(square.make_image().get_image().convert("RGB"), (50, 900))
    out = BytesIO()
    sheet.save(out, "JPEG")
    return out.getvalue()


def beside(document: Document) -> bytes:
    """Answer a photo of two pages of a document that lie side by side."""
    body = rendering.storage.open_verified(document).getvalue()
    first, second = made_scans.pages(body, dpi=150)[:2]
    both = Image.new("L", (first.width * 2, first.height), 255)
    both.paste(first, (0, 0))
    both.paste(second, (first.width, 0))
    out = BytesIO()
    both.save(out, "JPEG")
    return out.getvalue()


def bomb() -> bytes:
    """Answer a small PDF whose one picture has 90 million pixels."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    picture = StreamObject()
    picture.set_data(b"\0" * (12_000 * 7_500 // 8))
    names = {"/Type": "/XObject", "/Subtype": "/Image", "/ColorSpace": "/DeviceGray"}
    told = {NameObject(key): NameObject(value) for key, value in names.items()}
    sizes = {"/Width": 12_000, "/Height": 7_500, "/BitsPerComponent": 1}
    told |= {NameObject(key): NumberObject(value) for key, value in sizes.items()}
    picture.update(told)
    place = writer._add_object(picture.flate_encode())
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/Im0"): place})}
    )
    drawn = StreamObject()
    drawn.set_data(b"q 200 0 0 200 0 0 cm /Im0 Do Q")
    page[NameObject("/Contents")] = writer._add_object(drawn)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def spoilt() -> bytes:
    """Answer what begins like a PDF and is none."""
    return b"%PDF-1.7\nnothing that can be opened"
