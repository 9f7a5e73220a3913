"""The outcome: deciding, its document, carrying it out, the person's own page."""

from datetime import date
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.enums import Role
from assessment.forms.outcomes import OutcomeForm, ProposalForm
from assessment.models import Assessment, Outcome
from assessment.presenters import cases as present
from assessment.presenters import own
from assessment.presenters import proposals as told
from assessment.queries import reading
from assessment.services import outcomes, proposals
from assessment.views.assessments import scoped, show_case
from core import dates
from core.acts import perform, shown
from core.documents.views import pdf_of, progress_of
from core.ui.forms import NoFields
from recall.forms.office import ServeForm
from recall.models import Case
from training.queries import postings


def outcome_decide(request: HttpRequest, case_pk: int) -> HttpResponse:
    """The collective decision; outcomes that the law refuses are shown with the reason."""
    case = shown(request, scoped(request, case_pk))
    rows = Assessment.objects.visible_to(request.user).filter(concluded_at__isnull=False)
    assessment = get_object_or_404(rows, case=case)
    now = timezone.now()
    form = _outcome_form(request, case, assessment, dates.legal_day(now))

    def show(form: Any, status: int) -> HttpResponse:
        fresh = scoped(request, case.pk)
        context = present.decide(fresh, assessment, user=request.user, form=form, at=now)
        return render(request, "assessment/outcomes/decide.html", context, status=status)

    if request.method != "POST":
        return show(form, 200)
    return perform(
        request,
        _decide,
        case,
        form,
        done=_("已决定结果，文书正在生成"),
        to=lambda _row: reverse("assessment:case", args=[case.pk]),
        show=show,
    )


def _outcome_form(
    request: HttpRequest, case: Case, assessment: Assessment, on: date
) -> OutcomeForm:
    return OutcomeForm(
        request.POST or None,
        people=reading.seats(case, assessment, on=on),
        off=told.heavy(case),
        **_given(case, on, held_on=on, content_hash=reading.digest(case)),
    )


def _given(case: Case, on: date, **initial: Any) -> dict[str, Any]:
    """Answer what both forms of an outcome need to know."""
    year_end = date(on.year, 12, 31)  # the usual end of the effects (石泉：年度内)
    first = {"effect_until_on": year_end, "approver": case.cadre.authority}
    return {
        "rulings": present.offered(case),
        "units": postings.host_units(case.county_id),
        "is_open": present.is_open(case),
        "initial": first | initial,
    }


def outcome_propose(request: HttpRequest, case_pk: int) -> HttpResponse:
    """Put one outcome to a meeting, which says yes or no to it in the room."""
    case = shown(request, scoped(request, case_pk))
    rows = Assessment.objects.visible_to(request.user).filter(concluded_at__isnull=False)
    assessment = get_object_or_404(rows, case=case)
    now = timezone.now()
    form = ProposalForm(request.POST or None, **_given(case, dates.legal_day(now)))

    def show(form: Any, status: int) -> HttpResponse:
        fresh = scoped(request, case.pk)
        context = present.propose(fresh, assessment, user=request.user, form=form, at=now)
        return render(request, "assessment/outcomes/propose.html", context, status=status)

    if request.method != "POST":
        return show(form, 200)
    return perform(
        request,
        proposals.propose,
        case,
        form,
        done=_("已提交会议研究，请列入议程"),
        to=lambda _row: reverse("assessment:case", args=[case.pk]),
        show=show,
    )


@require_POST
def proposal_withdraw(request: HttpRequest, case_pk: int) -> HttpResponse:
    """Take back the proposal that stands; whoever decides nothing meets none."""
    case = scoped(request, case_pk)
    if case.county_id not in request.user.counties(Role.DECIDER):
        raise Http404
    row = get_object_or_404(case.proposals.filter(ended_at=None))
    return perform(
        request,
        proposals.withdraw,
        row,
        NoFields(request.POST),
        done=_("已撤回建议"),
        to=lambda _row: reverse("assessment:case", args=[case.pk]),
        show=lambda form, status: show_case(request, case, status=status, form=form),
    )


def _decide(case: Case, *, meeting: str, **facts: Any) -> Outcome:
    names = (
        "held_on",
        "due_count",
        "agree_count",
        "disagree_count",
        "defer_count",
        "approver",
    )
    votes = {name: facts.pop(name) for name in names}
    return outcomes.decide_singly(case, meeting=outcomes.Meeting(meeting, **votes), **facts)


def _outcome(request: HttpRequest, pk: int) -> Outcome:
    rows = Outcome.objects.visible_to(request.user).select_related("case", "document")
    return get_object_or_404(rows, pk=pk)


@require_POST
def outcome_serve(request: HttpRequest, pk: int) -> HttpResponse:
    row = _outcome(request, pk)
    return perform(
        request,
        outcomes.serve,
        row,
        ServeForm(request.POST, auto_id=present.SERVE_IDS),
        done=_("已登记送达"),
        to=lambda _row: reverse("assessment:case", args=[row.case_id]),
        show=lambda form, status: show_case(request, row.case, status=status, form=form),
    )


@require_POST
def outcome_carry_out(request: HttpRequest, pk: int) -> HttpResponse:
    row = _outcome(request, pk)
    return perform(
        request,
        outcomes.carry_out,
        row,
        NoFields(request.POST),
        done=_("已办结"),
        to=lambda _row: reverse("assessment:case", args=[row.case_id]),
        show=lambda form, status: show_case(request, row.case, status=status, form=form),
    )


def outcome_document(request: HttpRequest, pk: int) -> HttpResponse:
    """The polled fragment: how far the document is."""
    return _progress(request, _outcome(request, pk), present.OFFICE_PAPER)


def outcome_document_file(request: HttpRequest, pk: int) -> FileResponse:
    return pdf_of(shown(request, _outcome(request, pk), act="download").document)


def own_document(request: HttpRequest, pk: int) -> HttpResponse:
    return _progress(request, _own_outcome(request, pk), "assessment:own-document")


def own_document_file(request: HttpRequest, pk: int) -> FileResponse:
    return pdf_of(shown(request, _own_outcome(request, pk), act="download").document)


def own_result(request: HttpRequest, case_pk: int) -> HttpResponse:
    """The person's own page: the numbers, the result, the remedy, the document."""
    rows = Case.objects.of_person(request.user).select_related("cadre", "unit", "campaign")
    case = shown(request, get_object_or_404(rows, pk=case_pk))
    context = own.own(case, user=request.user, at=timezone.now())
    return render(request, "assessment/outcomes/own.html", context)


def _own_outcome(request: HttpRequest, pk: int) -> Outcome:
    rows = Outcome.objects.visible_to(request.user).filter(case__subject=request.user)
    return get_object_or_404(rows.select_related("case", "document"), pk=pk)


def _progress(request: HttpRequest, row: Outcome, prefix: str) -> HttpResponse:
    if row.document is None:
        raise Http404
    context = present.progress(row, at=timezone.now(), prefix=prefix)
    return progress_of(request, context)
