"""版记 on an even page without laying the document out twice, for WeasyPrint 70.0.

Only the layout tells on which page the imprint comes to stand. When an odd page has just been made
with it, its seat gets a page of its own and that one page is made again; all before it stands. A
seat that begins an odd page, since the even one before was full, leaves that one blank. It uses
internal interfaces, so the version is pinned, and a test compares the bytes with those of a whole
second layout.
"""

from typing import Any

from weasyprint.layout import page

COLOPHON = "banji"  # id of the 版记
SEAT = "banji-seat"  # class of the section that it stands in
_make = page.remake_page


def install() -> None:
    """Replace WeasyPrint's making of a page for this process."""
    page.remake_page = remake_page


def remake_page(index: int, context: Any, root_box: Any, html: Any) -> Any:
    before = list(context.footnotes), list(context.reported_footnotes)
    broken = dict(context.broken_out_of_flow)

    def made() -> Any:
        context.footnotes, context.reported_footnotes = list(before[0]), list(before[1])
        context.broken_out_of_flow = dict(broken)
        del context.page_maker[index + 1 :]
        return _make(index, context, root_box, html)

    page_made = _make(index, context, root_box, html)
    if not _is_odd_with_colophon(index, context):
        return page_made
    seat = _seat(root_box)
    if seat is None or seat.style["break_before"] == "left":
        return page_made
    seat.style = seat.style.copy()
    seat.style["break_before"], seat.style["page"] = "left", COLOPHON
    page_made = made()
    if not _is_odd_with_colophon(index, context):
        return page_made
    resume_at, _next, *rest = context.page_maker[index]  # it begins the page: leave that one blank
    asked = {"break": "left", "page": COLOPHON}
    context.page_maker[index] = (resume_at, asked, *rest)
    return made()


def _is_odd_with_colophon(index: int, context: Any) -> bool:
    return index % 2 == 0 and any(_is_colophon(note) for note in context.current_page_footnotes)


def _is_colophon(note: Any) -> bool:
    return note.element is not None and note.element.get("id") == COLOPHON


def _seat(box: Any) -> Any:
    """Answer the box of the imprint's seat, None if it has none."""
    for child in reversed(getattr(box, "children", ())):
        element = child.element
        if element is not None and element.get("class") == SEAT:
            return child
        if found := _seat(child):
            return found
    return None
