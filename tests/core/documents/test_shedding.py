"""Boxes let go of page by page, and room for deep calls: the same bytes, less of the machine."""

import resource

from weasyprint import pdf as weasyprint_pdf

from core.documents import frames, pdf, shedding

DEEPEST = 200
ROWS = "".join(f'<tr><th scope="row">某县第{n}号机关</th><td>{n}</td></tr>' for n in range(120))
HTML = f"""<!doctype html><html lang="zh-CN"><title>x</title><style>
@page {{ @bottom-center {{ content: counter(page) }} }} i {{ float: footnote }}
</style><h1 id="top">一</h1><p>见<a href="#last">末段</a><i>注</i></p>
<table><thead><tr><th>单位</th><th>数</th></tr></thead>{ROWS}</table>
<ol><li>二<ol><li>三</ol></ol><p id="last">末段</p></html>"""


def test_bytes_are_those_of_boxes_that_stay(monkeypatch):
    shed = pdf.render(HTML)
    monkeypatch.setattr(weasyprint_pdf, "add_tags", shedding._add)

    assert pdf.render(HTML) == shed
    assert shed.page_count > 2
    assert shed.anchors == {"top": 1, "last": shed.page_count}


def test_pages_lose_their_boxes_when_the_next_is_tagged():
    class Page:
        _page_box = "boxes"

    pages = [Page(), Page()]

    kept = [[page._page_box for page in pages] for _page in shedding.Going(pages)]

    assert kept == [["boxes", "boxes"], [None, "boxes"]]
    assert [page._page_box for page in pages] == [None, None]


def leaf():
    return None


def dig(depth):
    """Call a short function many times at each depth."""
    for _time in range(50):
        leaf()
    if depth:
        dig(depth - 1)


def fetched(act):
    """Answer how many pieces of memory the system gave meanwhile."""
    act()  # whatever is made once
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    act()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_deep_calls_fetch_no_memory_again_and_again():
    assert frames.roomy(lambda: fetched(lambda: dig(DEEPEST))) < 40
    assert frames.roomy(lambda: 7) == 7
