"""A stack: papers in order in one file, each on the front of a sheet, found by its bookmark."""

import logging
from io import BytesIO

import pymupdf
import pypdfium2
from pypdf import PdfReader, PdfWriter

from core.documents.stacking import Stack


def paper(words, pages):
    """A paper of so many pages, each saying which it is."""
    with pymupdf.open() as document:
        for number in range(1, pages + 1):
            document.new_page(width=595, height=842).insert_text((72, 72), f"{words} {number}")
        return document.tobytes()


def stacked(tmp_path, *blocks):
    """Answer a finished stack's bytes and where each paper lies."""
    place, found = tmp_path / "volume.pdf", []
    with place.open("wb") as file:
        stack = Stack(file)
        for block in blocks:
            found += stack.add(block)
        half = [(f"N {page}", place_) for page, place_ in found]
        stack.finish(title="批量打印", marks=[("农业局", half[:1]), ("水利局", half[1:])])
    return place.read_bytes(), [page for page, _place in found], stack.page_count


def words(body):
    with pymupdf.open(stream=body) as document:
        assert not document.is_repaired
        return [page.get_text().strip() for page in document]


def test_each_paper_begins_on_an_odd_page_across_blocks(tmp_path):
    body, pages, count = stacked(tmp_path, [paper("A", 3), paper("B", 2)], [paper("C", 1)])

    assert words(body) == ["A 1", "A 2", "A 3", "", "B 1", "B 2", "C 1", ""]
    assert (pages, count) == ([1, 5, 7], 8)


def test_bookmarks_name_headings_and_lead_to_the_papers(tmp_path):
    body, _pages, _count = stacked(tmp_path, [paper("A", 1)], [paper("B", 1), paper("C", 1)])

    with pymupdf.open(stream=body) as document:
        assert document.get_toc() == [
            [1, "农业局", 1],
            [2, "N 1", 1],
            [1, "水利局", 3],
            [2, "N 3", 3],
            [2, "N 5", 5],
        ]
        assert document.metadata["title"] == "批量打印"


def test_all_readers_open_it_without_complaint(tmp_path, caplog):
    body, _pages, count = stacked(tmp_path, [paper("A", 2)], [paper("B", 2)])

    with caplog.at_level(logging.WARNING):
        reader = PdfReader(BytesIO(body), strict=True)
        assert len(reader.pages) == count
        PdfWriter(clone_from=reader)
    with pypdfium2.PdfDocument(body) as document:
        assert len(document) == count
    assert caplog.records == []


def test_same_papers_give_the_same_bytes(tmp_path):
    papers = [paper("A", 3)]

    assert stacked(tmp_path, papers, papers)[0] == stacked(tmp_path, papers, papers)[0]


def test_pages_of_another_size_keep_it_and_so_does_the_blank_one(tmp_path):
    with pymupdf.open() as document:
        document.new_page(width=842, height=595).insert_text((72, 72), "wide")
        wide = document.tobytes()

    body, _pages, _count = stacked(tmp_path, [wide], [paper("B", 2)])

    sizes = [tuple(map(round, page.mediabox[2:])) for page in PdfReader(BytesIO(body)).pages]
    assert sizes == [(842, 595), (842, 595), (595, 842), (595, 842)]
