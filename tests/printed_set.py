"""The printed set: one paper of each kind as PDF and as pictures, to be looked at one by one.

A plugin of pytest, `make papers`. While the tests that issue papers run, it keeps of each kind the
longest and the shortest that they asked for; at the end it prints both into the folder, a picture
of each page beside them. The run fails if a template of a paper was not met, or if a file lacks
what an archive asks for (tests/core/documents/archival.py).
"""

import os
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple

import pymupdf
import pytest
from django.template.loader import render_to_string

BARE = {"base", "letter_base", "summary_base", "volume_base", "verified", "verify", "worded"}
DPI = 90
SITE = "https://recall.example/V/ABCDEFGHJKMNPQRS"


class Sheet(NamedTuple):
    html: str
    is_official: bool
    comes_back: bool


class Printed:
    """What the tests asked for: kind → the shortest and the longest."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.kept: dict[str, tuple[Sheet, Sheet]] = {}
        self.met: set[str] = set()
        self.faults: list[str] = []

    def keep(self, kind: str, template: str, sheet: Sheet) -> None:
        self.met.add(template.removeprefix("documents/").removesuffix(".html"))
        held = [*self.kept.get(kind, ()), sheet]
        held.sort(key=lambda one: len(one.html))
        self.kept[kind] = (held[0], held[-1])

    def missing(self) -> set[str]:
        """Answer the papers' templates that no test asked for."""
        known = {path.stem for path in Path("templates/documents").glob("[a-z]*.html")}
        return known - BARE - self.met

    def draw(self) -> None:
        from core.documents import pdf  # noqa: PLC0415 - a plugin is loaded before Django's set-up
        from tests.core.documents import archival  # noqa: PLC0415 - as above

        self.folder.mkdir(parents=True, exist_ok=True)
        for kind, sheets in sorted(self.kept.items()):
            for name, sheet in zip(("short", "long"), sheets, strict=True):
                code = (lambda page: f"{page:016}") if sheet.comes_back else None
                body = pdf.render(
                    sheet.html, code=code, mark=SITE if sheet.is_official else ""
                ).body
                self.faults += [f"{kind}: {one}" for one in archival.faults(body)]
                self._write(f"{kind}-{name}", body)

    def _write(self, name: str, body: bytes) -> None:
        (self.folder / f"{name}.pdf").write_bytes(body)
        for number, page in enumerate(pymupdf.open(stream=body), 1):
            page.get_pixmap(dpi=DPI).save(self.folder / f"{name}-{number:02}.png")


def _listen(printed: Printed) -> None:
    from assessment.services import volumes  # noqa: PLC0415 - before Django's set-up
    from core.documents import glyphs, rendering  # noqa: PLC0415 - as above

    ask, draw = rendering.request, volumes._printed

    @wraps(ask)
    def request(template: str, **told: Any) -> Any:
        document = ask(template, **told)
        sheet = Sheet(rendering.html(document), bool(document.verify_code), document.comes_back)
        printed.keep(document.kind, template, sheet)
        return document

    @wraps(draw)
    def bound(template: str, told: dict[str, Any]) -> Any:
        html = render_to_string(f"documents/{template}.html", glyphs.drawn(told))
        printed.keep(template, template, Sheet(html, is_official=False, comes_back=False))
        return draw(template, told)

    rendering.request, volumes._printed = request, bound  # type: ignore[assignment]


PRINTED = Printed(Path(os.environ.get("RECALL_PAPERS", "var/papers")).absolute())


def pytest_collection_finish(session: pytest.Session) -> None:
    _listen(PRINTED)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    PRINTED.draw()
    if PRINTED.missing() or PRINTED.faults:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any) -> None:
    write = terminalreporter.write_line
    write(f"{len(PRINTED.kept)} kinds of paper in {PRINTED.folder}")
    for name in sorted(PRINTED.missing()):
        write(f"no test asked for documents/{name}.html")
    for fault in PRINTED.faults:
        write(fault)
