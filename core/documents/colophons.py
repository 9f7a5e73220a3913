"""版记 on an even page without laying the document out twice, for WeasyPrint 70.0.

Only the layout tells on which page the imprint comes to stand. When an odd page has just been made
with it, its seat gets a page of its own and that one page is made again; all before it stands. Only
a seat that begins an odd page, full as the even page was, takes a second layout (pdf.render).
It uses internal interfaces, so the version is pinned, and a test compares the bytes with those of
a whole second layout.
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
    notes, reported = list(context.footnotes), list(context.reported_footnotes)
    broken = dict(context.broken_out_of_flow)
    made = _make(index, context, root_box, html)
    is_odd = index % 2 == 0
    if not (is_odd and any(_is_colophon(note) for note in context.current_page_footnotes)):
        return made
    seat = _seat(root_box)
    if seat is None or seat.style["break_before"] == "left":
        return made
    seat.style = seat.style.copy()
    seat.style["break_before"], seat.style["page"] = "left", COLOPHON
    context.footnotes, context.reported_footnotes = notes, reported
    context.broken_out_of_flow = broken
    del context.page_maker[index + 1 :]
    return _make(index, context, root_box, html)


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
