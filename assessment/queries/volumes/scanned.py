"""Scans of a case's papers that came back: signed, or written by hand."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from assessment.models import Appeal, Assessment, Outcome
from assessment.queries.volumes.papers import Paper
from assessment.queries.volumes.recalled import office
from core import dates
from evidence.enums import Release, SheetState
from evidence.models import ScanSheet
from recall.models import Allegation, Case
from recall.queries import statement_papers
from training.models import PracticePosting
from training.queries import journal_sheets


def pages(case: Case) -> list[Paper]:
    """Answer the filed page of each sheet of the case, in the order of the documents.

    Doubles are not bound. Of a class's sign-in sheet or a meeting's minutes nothing is: other
    people stand on them too.
    """
    own = (
        Q(page__document=case.notice_id)
        | Q(page__document__in=_documents(Allegation.objects.filter(nomination=case.nomination_id)))
        | Q(page__document__in=statement_papers.of_nomination(case.nomination).values("pk"))
        | Q(page__document__in=_documents(Outcome.objects.filter(case=case)))
        | Q(page__document__in=_documents(Assessment.objects.filter(case=case)))
        | Q(page__document__in=Appeal.objects.filter(case=case).values("receipt"))
        | Q(
            page__document__in=journal_sheets.of_postings(PracticePosting.objects.filter(case=case))
        )
    )
    rows = ScanSheet.objects.filter(own, state=SheetState.FILED)
    rows = rows.select_related("page__document", "file", "pile")
    author = office(case)
    return [_page(row, author) for row in rows.order_by("page__document", "page__number")]


def _documents(rows: QuerySet) -> QuerySet:
    return rows.exclude(document=None).values("document")


def _page(row: ScanSheet, author: str) -> Paper:
    page, file = row.page, row.file
    if page is None or file is None:
        raise RuntimeError("a filed page has neither page nor picture")  # the table forbids it
    return Paper(
        title=f"扫描件：{page.document.title}　第{page.number}页",
        on=dates.legal_day(row.pile.sent_at),
        author=author,
        file=file.pk,
        sha256=file.sha256,
        trouble="" if file.release == Release.RELEASED else _("文件没有放行"),
    )
