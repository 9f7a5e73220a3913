"""The figure of the paper bridge: how many generated scans file themselves right, none wrong.

`make scans` runs 500 pages (SCAN_PAGES), `make test` a few; each page is turned up to 5 degrees,
scanned at 150 to 300 dpi, stained and pressed to JPEG by its own seed (tools/made_scans.py).
"""

import os
import sys
import time

import pytest

from core.documents import rendering
from core.documents.models import PaperPage
from evidence.models import ScanSheet
from recall.services import statement_papers
from tests.factories import appeals, recall
from tests.factories import scans as make
from tests.factories.accounts import grant, holder
from tests.moments import NOW, VERIFIED_AT
from tools import made_scans

pytestmark = pytest.mark.django_db(transaction=True)  # each slice is committed, as at work
PAGES = int(os.environ.get("SCAN_PAGES", "20"))
PEOPLE = max(2, PAGES // 25)  # receipts of so many people; the rest are pages of sign-in sheets
OF_A_SHEET = 12  # pages
AT_ONCE = 10  # pictures of a pile
LEAST = 0.99


def by_hand(where, admin):
    """Answer what is written or signed at the desk: statements, forms of assessment, receipts."""
    for _n in range(max(1, PAGES // 20)):
        told = recall.verified_nomination(where.recall_campaign)
        yield rendering.render(statement_papers.request(told, by=admin, at=VERIFIED_AT), at=NOW)
        outcome = appeals.removed(where)
        yield rendering.render(outcome.case.assessment.document, at=NOW)
        yield rendering.render(appeals.filed(outcome).receipt, at=NOW)


def printed(where, admin):
    """Answer documents of at least so many pages that come back, of many people and classes."""
    documents = list(by_hand(where, admin))
    for _n in range(PEOPLE):
        case = recall.open_case(where.recall_campaign)
        documents.append(rendering.render(case.notice, at=NOW))
    for start in range(0, PAGES - PEOPLE, OF_A_SHEET):
        pages = min(OF_A_SHEET, PAGES - PEOPLE - start)
        documents.append(make.roll(where.course, by=where.admin, pages=pages))
    return documents


def scanned(page, seed):
    """Answer one page's scan."""
    fate = made_scans.wear(seed)
    body = rendering.storage.open_verified(page.document).getvalue()
    return made_scans.scan(made_scans.page(body, page.number, dpi=fate.dpi), fate)


def test_scans_file_themselves_and_never_with_another(capsys):
    where = make.world()
    where.recall_campaign = recall.open_campaign()
    county = where.recall_campaign.county
    type(where.course).objects.filter(pk=where.course.pk).update(county=county)
    admin = holder("COUNTY_ADMIN", county)
    grant(admin, "COUNTY_ADMIN", where.county)  # where people are assessed
    documents = printed(where, admin)
    rows = PaperPage.objects.filter(document__in=documents).select_related("document")
    pages = list(rows.order_by("pk"))[:PAGES]
    right = wrong = 0
    reading = 0.0  # seconds of CPU

    for start in range(0, len(pages), AT_ONCE):
        seeds = range(start, min(start + AT_ONCE, len(pages)))
        pictures = [scanned(pages[seed], seed) for seed in seeds]
        began = time.process_time()
        pile = make.sent(county, *pictures, by=admin)
        reading += time.process_time() - began
        for sheet, seed in zip(pile.sheets.order_by("position"), seeds, strict=True):
            right += sheet.page_id == pages[seed].pk
            wrong += sheet.page_id not in (None, pages[seed].pk)

    with capsys.disabled():
        queued = ScanSheet.objects.queued().count()
        each = 1000 * reading / len(pages)
        sys.stdout.write(
            f"\n{len(pages)} pages of {len(documents)} documents: {right} filed right"
            f" ({right / len(pages):.1%}), {wrong} filed wrong, {queued} for a person;"
            f" {each:.0f} ms of CPU a page\n"
        )
    assert len(pages) == PAGES
    assert wrong == 0
    assert right >= int(LEAST * len(pages))
