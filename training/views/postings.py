"""Practice postings: list, page, sending, the host's opinion, the mentor's remark."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from accounts.enums import OFFICE_ROLES
from core import dates
from core.acts import perform, shown
from core.ui import lists
from recall.models import Case
from training.forms.postings import FinishForm, HostForm, PostingForm, RemarkForm
from training.models import JournalEntry, PracticePosting
from training.permissions.reviews import appraise
from training.presenters import phone
from training.presenters import postings as present
from training.queries import mentors, places
from training.queries import postings as queries
from training.services import journals, postings

_ORDER = {"name": "case__cadre__name", "until": "until_on", "host": "host_unit__name"}


def _scoped(request: HttpRequest, pk: int) -> PracticePosting:
    rows = PracticePosting.objects.visible_to(request.user).select_related(
        "case__cadre", "case__unit", "case__campaign__scheme_version", "host_unit", "mentor"
    )
    return get_object_or_404(rows, pk=pk)


def _today() -> Any:
    return dates.legal_day(timezone.now())


@vary_on_headers("HX-Request")
def posting_list(request: HttpRequest) -> HttpResponse:
    rows = queries.listed(PracticePosting.objects.visible_to(request.user), on=_today())
    rows = lists.in_order(rows, request.GET, by=_ORDER, default="until")
    context = {
        "title": _("实践锻炼"),
        "page": lists.page_of(rows, request.GET),
        "default_sort": "until",
        "shows_places": bool(request.user.counties(*OFFICE_ROLES)),
        "awaiting": queries.awaiting_practice(Case.objects.visible_to(request.user)),
        "on": _today(),
    }
    return render(request, "training/postings/list.html", context)


def posting_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, shown(request, _scoped(request, pk)))


def _show(
    request: HttpRequest, row: PracticePosting, *, status: int = 200, form: Any = None
) -> HttpResponse:
    fresh = _scoped(request, row.pk)
    context = present.detail(fresh, user=request.user, on=_today(), bound=form)
    context["form"] = form
    return render(request, "training/postings/detail.html", context, status=status)


_SENT = ("cadre", "unit", "campaign__scheme_version")


def _mentors(unit: Any, case: Case) -> Any:
    people = queries.mentors(unit, besides=mentors.unfit_for(case), on=_today())
    return mentors.with_load(people, on=_today())


def posting_send(request: HttpRequest, case_pk: int) -> HttpResponse:
    """Two steps without script: the host unit by GET, then mentor, place, dates and tasks."""
    cases = Case.objects.visible_to(request.user).select_related(*_SENT)
    case = get_object_or_404(cases, pk=case_pk)
    hosts = HostForm(request.GET or None, units=queries.host_units(case.county_id))
    unit = hosts.cleaned_data["host_unit"] if hosts.is_bound and hosts.is_valid() else None
    people = _mentors(unit, case) if unit else None
    given = {"mentors": people, "places": places.open_at(unit) if unit else None}
    start = {"months": queries.months_each(case), "from_on": _today()}

    def show(form: Any, status: int) -> HttpResponse:
        context = present.send(case, host_unit=unit, host_form=hosts, form=form)
        context["refusal"] = present.send_refusal(request.user, case)
        return render(request, "training/postings/send.html", context, status=status)

    def act(case: Case, **facts: Any) -> PracticePosting:
        return postings.send(case, host_unit=unit, **facts)

    if unit is None:
        return show(None, 200)
    if request.method != "POST":
        return show(PostingForm(**given, initial=start), 200)
    return perform(
        request,
        act,
        case,
        PostingForm(request.POST, **given),
        done=_("已派出实践锻炼"),
        to=lambda row: reverse("training:posting-detail", args=[row.pk]),
        show=show,
    )


@require_POST
def posting_finish(request: HttpRequest, pk: int) -> HttpResponse:
    row = _scoped(request, pk)
    appraises = appraise.allows(request.user, row)
    return perform(
        request,
        postings.finish,
        row,
        FinishForm(request.POST, auto_id="id_finish_%s", appraises=appraises),
        done=_("已期满鉴定"),
        to=lambda row: reverse("training:posting-detail", args=[row.pk]),
        show=lambda form, status: _show(request, row, status=status, form=form),
    )


@require_POST
def journal_remark(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a remark from the posting's page or from the mentor's phone page (`?from=phone`)."""
    rows = JournalEntry.objects.visible_to(request.user).select_related("posting__case")
    row = get_object_or_404(rows, pk=pk)
    is_phone = request.GET.get("from") == "phone"

    def show(form: Any, status: int) -> HttpResponse:
        if not is_phone:
            return _show(request, row.posting, status=status, form=form)
        context = phone.my_trainees(request.user, on=_today(), bound=form)
        return render(request, "training/phone/my_trainees.html", context, status=status)

    back = "training:my-trainees" if is_phone else "training:posting-detail"
    return perform(
        request,
        journals.remark,
        row,
        RemarkForm(request.POST, auto_id=f"id_remark{pk}_%s"),
        done=_("已点评"),
        to=lambda row: reverse(back, args=[] if is_phone else [row.posting_id]),
        show=show,
    )
