"""What an operator sees when documents do not come out: the jobs, their errors, a second try."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from accounts.enums import Role
from core.acts import perform
from core.documents import seal_state
from core.jobs import outbox
from core.ui import lists
from core.ui.forms import NoFields
from portal.queries import operations


@vary_on_headers("HX-Request")
def job_list(request: HttpRequest) -> HttpResponse:
    rows = operations.troubled(request.user, at=timezone.now())
    is_operator = request.user.duty == Role.SYSTEM_ADMIN
    context = {
        "title": _("后台任务") if is_operator else _("文件生成"),
        "page": lists.page_of(rows, request.GET),
        "states": operations.states(timezone.now()) if is_operator else None,
        "seal": seal_state.line() if is_operator else None,
    }
    return render(request, "portal/jobs.html", context)


@require_POST
def job_revive(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a job that was given up try again."""
    job = get_object_or_404(operations.troubled(request.user, at=timezone.now()), pk=pk)
    return perform(
        request,
        lambda job, *, by, at: outbox.revive(job, at=at),
        job,
        NoFields(request.POST),
        done=_("已重新排队"),
        to=lambda _job: reverse("portal:job-list"),
        show=lambda form, status: job_list(request),
    )
