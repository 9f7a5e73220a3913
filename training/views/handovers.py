"""The change of a mentor: put forward by the department, signed or refused by both."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from core import dates
from core.acts import perform, shown
from core.ui.forms import NoFields
from evidence.views.pages import form_page, posted
from training.forms.handovers import HandoverForm, RefusalForm
from training.models import MentorHandover, PracticePosting
from training.permissions import practice as permissions
from training.presenters import handovers as present
from training.queries import mentors, postings
from training.services import handovers

_ACTS: dict[str, tuple[Any, Any, Any]] = {
    "sign": (handovers.sign, NoFields, _("已签字")),
    "refuse": (handovers.refuse, RefusalForm, _("已登记不同意")),
    "withdraw": (handovers.withdraw, NoFields, _("已撤回")),
}


def handover_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a change of mentor forward; who may not change the posting is told no names."""
    rows = PracticePosting.objects.visible_to(request.user)
    row = get_object_or_404(rows.select_related("case__cadre", "host_unit", "mentor"), pk=pk)
    refusal = permissions.change_posting.refusal(request.user, row)
    on, county = dates.legal_day(timezone.now()), row.case.county_id
    besides = {*mentors.unfit_for(row.case), row.mentor_id}
    people = postings.transfer_mentors(county, besides=besides, on=on)
    people = mentors.with_load(people.none() if refusal else people, on=on)
    back = reverse("training:posting-detail", args=[pk])
    return form_page(
        request,
        handovers.open_,
        shown(request, row),
        HandoverForm(posted(request), mentors=people),
        title=_("更换带教人"),
        about=row.case.cadre.name,
        crumbs=[(_("实践锻炼"), reverse("training:posting-list")), (row.case.cadre.name, back)],
        back=back,
        refusal=refusal,
        after=_("地点和期限不变；原带教人和新带教人都签字后生效，有一方不同意就不换。"),
        done=_("已发起带教交接，等两位带教人签字"),
        to=lambda made: reverse("training:handover", args=[made.pk]),
    )


def _handover(request: HttpRequest, pk: int) -> MentorHandover:
    rows = MentorHandover.objects.visible_to(request.user).select_related(
        "posting__case__cadre", "posting__host_unit", "from_mentor", "to_mentor", "refused_by"
    )
    return get_object_or_404(rows, pk=pk)


def handover(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, shown(request, _handover(request, pk)))


def _show(
    request: HttpRequest, row: MentorHandover, *, status: int = 200, form: Any = None
) -> HttpResponse:
    context = present.detail(_handover(request, row.pk), user=request.user, bound=form)
    return render(
        request, "training/handovers/detail.html", context | {"form": form}, status=status
    )


@require_POST
def handover_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Sign, refuse or withdraw; who no longer reads it afterwards goes to whom they guide."""
    row = _handover(request, pk)
    if name not in _ACTS:
        raise Http404
    act, form, done = _ACTS[name]

    def page_of(_row: Any) -> str:
        if MentorHandover.objects.visible_to(request.user).filter(pk=pk).exists():
            return reverse("training:handover", args=[pk])
        return reverse("training:my-trainees")

    return perform(
        request,
        act,
        row,
        form(request.POST, auto_id=f"id_{name}_%s"),
        done=str(done),
        to=page_of,
        show=lambda form, status: _show(request, row, status=status, form=form),
    )
