"""The addresses of scans and of papers that come back."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from core.documents import codes
from tests.factories.recall import PDF
from tests.permissions.routes.asking import SAID, Route, of
from tests.permissions.worlds import Place


def _act(name: str, form: Any) -> Route:
    return Route(
        "evidence:scan-act",
        of("scan_loose"),
        lambda w: {"pk": w.scan_loose.pk, "name": name},
        form,
        case=name,
    )


def _pile(where: Place) -> dict[str, Any]:
    return {"county": where.county.pk, "contents": SimpleUploadedFile("a.pdf", PDF)}


SCANS = [
    Route("evidence:scan-list"),
    Route("evidence:scan-new", form=_pile),
    Route("evidence:scan-queue"),
    Route("evidence:scan-pile", of("scan_pile")),
    Route("evidence:scan-progress", of("scan_pile")),
    Route("evidence:scan-sheet", of("scan_filed")),
    Route("evidence:scan-sheet", of("scan_loose"), case="queued"),
    Route("evidence:scan-picture", of("scan_filed")),
    Route("evidence:scan-file", of("scan_filed")),
    _act("number", lambda w: {"number": codes.spoken(w.paper_page.code)}),
    _act("drop", lambda _w: {"why": SAID}),
    Route("evidence:paper-list"),
    Route("evidence:paper", of("sheet_out")),
    Route("evidence:paper-waive", of("sheet_out"), form=lambda _w: {"why": SAID}),
]
