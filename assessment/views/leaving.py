"""The act on the case of somebody who left the service; it stands on the case's page."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessment.presenters import leaving as present
from assessment.services import leaving
from assessment.views.assessments import scoped, show_case
from core.acts import perform
from core.ui.forms import NoFields
from recall.forms.office import LeaveForm


@require_POST
def case_leave(request: HttpRequest, case_pk: int) -> HttpResponse:
    """End the case, or, after its outcome, call off the visits that wait."""
    case = scoped(request, case_pk)
    ends = case.state in present.ENDABLE or "opinion" in request.POST
    form = LeaveForm(request.POST, auto_id=present.LEAVE_IDS) if ends else NoFields(request.POST)
    return perform(
        request,
        leaving.end if ends else leaving.call_off_visits,
        case,
        form,
        done=_("已按离任终止") if ends else _("已停止回访"),
        to=lambda _row: reverse("assessment:case", args=[case.pk]),
        show=lambda form, status: show_case(request, case, status=status, form=form),
    )
