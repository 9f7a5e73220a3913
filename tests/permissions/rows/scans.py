"""Rows of scans in a world: a receipt that came back, one that did not, a page for a person."""

from typing import Any

from core.documents import codes
from core.documents.models import Document, PaperPage
from evidence.models import ScanPile
from evidence.services import scans
from tests.evidence.test_files import picture
from tests.factories import recall
from tests.factories.scans import sent
from tests.moments import NOW


def rows(where: Any) -> dict[str, Any]:
    """Answer a pile of two pictures, of which one was filed by hand with a notice's receipt."""
    admin = where.people["county_admin"]
    pile: ScanPile = sent(where.county, picture(), picture(), by=admin)
    filed, loose = pile.sheets.order_by("position")
    first, second = (_receipt(recall.open_case(where.campaign)) for _n in range(2))
    filed = scans.file_by_number(filed, number=first.code, by=admin, at=NOW)
    return {
        "scan_pile": pile,
        "scan_filed": filed,
        "scan_loose": loose,
        "sheet_out": second.document,
        "paper_page": second,
    }


def _receipt(case: Any) -> PaperPage:
    recall.print_notice(case)
    document = Document.objects.get(pk=case.notice_id)
    return PaperPage.objects.create(document=document, number=1, code=codes.mint(document.uid, 1))
