"""A volume: order, numbers, corners; turned and odd pages too."""

from io import BytesIO

import pymupdf
import pypdfium2
import pytest
from PIL import Image
from pypdf import PageObject, PdfReader, PdfWriter

from core.documents import binding
from core.documents.binding import Piece
from core.documents.blackout import Unreadable


def pdf(*sizes, turned=0):
    writer = PdfWriter()
    for width, height in sizes:
        page = PageObject.create_blank_page(width=width, height=height)
        writer.add_page(page).rotate(turned)
    out = BytesIO()
    writer.write(out)
    return Piece("papers", "application/pdf", out.getvalue())


def picture(width, height):
    out = BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, "PNG")
    return Piece("picture", "image/png", out.getvalue())


def corners(body):
    """Answer the number of each page, the side where it is seen, and the points below the top."""
    found = []
    with pypdfium2.PdfDocument(body) as document:
        for page in document:
            image = page.render(scale=1).to_pil().convert("L")
            words = page.get_textpage().get_text_range().strip()
            box = Image.eval(image, lambda grey: 255 if grey < 128 else 0).getbbox()
            found.append((words, *(place(box, image.width) if box else ())))
    return found


def place(box, width):
    left, top, _right, bottom = box
    return ("right" if left > width / 2 else "left", round((top + bottom) / 20) * 10)


A4 = (595, 842)


def test_only_the_pieces_are_numbered_outside_at_the_top():
    body = binding.bind([pdf(A4)], [pdf(A4, A4), pdf(A4)], [pdf(A4)], title="卷")

    assert corners(body) == [
        ("",),
        ("1", "right", 30),
        ("2", "left", 30),
        ("3", "right", 30),
        ("",),
    ]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_page_carries_its_number_upright_at_the_corner_that_is_seen(turned):
    body = binding.bind([], [pdf((600, 900), (900, 600), turned=turned)], [], title="卷")

    assert corners(body) == [("1", "right", 30), ("2", "left", 30)]


def test_a_picture_fills_a_sheet_within_its_margins():
    body = binding.bind([], [picture(4000, 1000), picture(10, 10)], [], title="卷")

    sizes = [tuple(map(int, page.mediabox[2:])) for page in PdfReader(BytesIO(body)).pages]
    assert sizes == [(841, 595), (595, 841)]


def test_starts_count_the_pages_of_what_comes_before():
    assert binding.starts([pdf(A4, A4), picture(5, 5), pdf(A4)]) == [1, 3, 4, 5]


def test_bookmarks_name_each_piece_and_two_runs_give_the_same_bytes():
    pieces = [pdf(A4, A4), picture(5, 5)]

    body = binding.bind([], pieces, [], title="卷")

    reader = PdfReader(BytesIO(body))
    assert [(mark.title, reader.get_destination_page_number(mark)) for mark in reader.outline] == [
        ("papers", 0),
        ("picture", 2),
    ]
    assert reader.metadata.title == "卷"
    assert binding.bind([], pieces, [], title="卷") == body


@pytest.mark.parametrize("kind", ["application/pdf", "image/png"])
def test_what_cannot_be_opened_is_said(kind):
    with pytest.raises(Unreadable):
        binding.bind([], [Piece("spoilt", kind, b"%PDF-1.7 spoilt")], [], title="卷")


def coded(*corners_):
    """Answer a page with a square of 12 mm in each of these corners, as sheets that come back."""
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    for left in corners_:
        page.draw_rect(pymupdf.Rect(left, 24, left + 37, 60), fill=0)
    return Piece("coded", "application/pdf", document.tobytes())


@pytest.mark.parametrize(
    ("squares", "tops"),
    [((), [26, 26]), ((44,), [26, 66]), ((511,), [66, 26]), ((44, 511), [66, 66])],
    ids=["none", "left", "right", "both"],
)
def test_a_number_stands_below_a_code_that_is_at_its_corner(squares, tops):
    body = binding.bind([], [coded(*squares), coded(*squares)], [], title="卷")

    found = [page.get_text("words")[0] for page in pymupdf.open(stream=body)]
    assert [word[4] for word in found] == ["1", "2"]
    assert [round(word[3] - 8 - 3) for word in found] == pytest.approx(tops, abs=3)


def test_a_page_that_is_dark_all_over_bears_its_number_at_the_usual_place():
    dark = pymupdf.open()
    dark.new_page(width=595, height=842).draw_rect(pymupdf.Rect(0, 0, 595, 842), fill=0.3)

    body = binding.bind([], [Piece("dark", "application/pdf", dark.tobytes())], [], title="卷")

    (word,) = pymupdf.open(stream=body)[0].get_text("words")
    assert word[3] == pytest.approx(37, abs=3)
