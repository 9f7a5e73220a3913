"""Style sheets read once and streams packed once: what is printed is the same."""

from io import BytesIO

import pydyf
import pytest
from django.template.loader import render_to_string
from pypdf import PdfReader
from weasyprint import CSS, css

from core.documents import pdf, sheets, streams
from tests.core.documents.snapshots import NOTICE

MARK = "HTTPS://RECALL.EXAMPLE/V/0123456789ABCDEF"


def printed():
    html = render_to_string("documents/recall_notice.html", NOTICE)
    return pdf.render(html, code=lambda number: f"{number:016}", mark=MARK)


def test_sheets_read_once_print_the_bytes_of_sheets_read_anew(monkeypatch):
    once = printed()
    monkeypatch.setattr(css, "CSS", CSS)
    monkeypatch.setattr(sheets, "parsed", lambda text: CSS(string=text))

    assert printed() == once


def test_own_sheet_is_read_once_and_any_other_each_time():
    told = {"media_type": "print", "url_fetcher": pdf.ClosedFetcher()}

    assert sheets.read(url="app:gongwen.css", **told) is sheets.read(url="app:gongwen.css", **told)
    assert sheets.read(string="p {}", **told) is not sheets.read(string="p {}", **told)


def contents(body):
    """Answer what stands unpacked in each stream of a file."""
    reader = PdfReader(BytesIO(body))
    numbers = range(1, reader.trailer["/Size"])
    found = [reader.get_object(number) for number in numbers]
    return [one.get_data() for one in found if hasattr(one, "get_data")]


def test_streams_packed_once_hold_what_pydyf_packs(monkeypatch):
    once = printed().body
    monkeypatch.setattr(streams, "settle", lambda _document, _pdf: None)

    packed_by_pydyf = printed().body

    kept = [one for one in contents(packed_by_pydyf) if b"/ObjStm" not in one]
    assert contents(once)[:-1] == kept[:-1]  # but the table of places, which are others
    assert len(once) == pytest.approx(len(packed_by_pydyf), rel=0.02)


@pytest.mark.parametrize(
    "item", [b"a", "q", 7, -7, 7.0, -0.0, 1e20, 0.1, -2.50, True, pydyf.String("一")]
)
def test_items_are_written_as_pydyf_writes_them(item):
    assert streams.to_bytes(item) == streams._to_bytes(item)
