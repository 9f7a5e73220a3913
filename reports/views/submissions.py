"""上报: the form that a decider signs, and the way to the file."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.acts import shown
from core.documents.models import Document
from core.documents.views import pdf_of, progress_of
from evidence.views.pages import form_page, posted
from reports import permissions
from reports.forms.submissions import SubmissionForm
from reports.presenters import submissions as present
from reports.queries import submissions as queries
from reports.services import submissions


def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what would go up and the form, or issue it."""
    row = get_object_or_404(queries.summaries_of(request.user), pk=pk)
    page = reverse("reports:campaign", args=[row.campaign_id])
    return form_page(
        request,
        submissions.submit,
        row,
        SubmissionForm(posted(request), addressee=present.addressee(row)),
        done=_("已签发，公文生成后会出现在统计页"),
        to=lambda _document: page,
        title=_("签发上报"),
        crumbs=[(_("全县汇总"), reverse("reports:summary-list")), (row.campaign.title, page)],
        facts=present.facts(row),
        after=_("本人为签发人，姓名印在版头；文号和附件自动生成。"),
        back=page,
        refusal=permissions.submit_summary.refusal(request.user, row),
    )


def _scoped(request: HttpRequest, pk: int) -> Document:
    return get_object_or_404(queries.of_user(request.user), pk=pk)


@require_GET
def submission_progress(request: HttpRequest, pk: int) -> HttpResponse:
    return progress_of(request, present.progress(_scoped(request, pk), at=timezone.now()))


@require_GET
def submission_file(request: HttpRequest, pk: int) -> FileResponse:
    """Answer the PDF after its hash was checked; its name holds kind, year and number."""
    row = _scoped(request, pk)
    if not row.is_ready:
        raise Http404
    shown(request, row, act="download")
    return pdf_of(row)
