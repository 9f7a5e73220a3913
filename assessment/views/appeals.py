"""Review and appeal: the list, one step with its acts and plan, filing."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.vary import vary_on_headers

from accounts.enums import Role
from accounts.queries import users
from assessment import permissions
from assessment.forms import appeals as forms
from assessment.models import Appeal, OutsideTerm, Reversal
from assessment.presenters import appeals as present
from assessment.queries import appeals as queries
from assessment.services import appeals as acts
from assessment.services import outside
from core import dates
from core.acts import perform, shown
from core.documents.views import pdf_of, progress_of
from core.ui import lists
from core.ui.forms import NoFields
from recall.models import Case


@vary_on_headers("HX-Request")
def appeal_list(request: HttpRequest) -> HttpResponse:
    rows = Appeal.objects.visible_to(request.user).exclude(case__subject=request.user)
    related = rows.select_related("case__cadre", "case__unit", "outcome", "pay")
    page = lists.page_of(related.order_by("decided_at", "due_on", "-filed_at", "pk"), request.GET)
    context = {
        "title": _("复核申诉"),
        "crumbs": present.crumbs(),
        "page": page,
        "lines": [{"row": row, "mark": present.mark(row)} for row in page],
        "on": dates.legal_day(timezone.now()),
    }
    return render(request, "assessment/appeals/list.html", context)


def appeal_file(request: HttpRequest, case_pk: int) -> HttpResponse:
    """File a step: the person, or the handler for what came on paper."""
    mine = Case.objects.of_person(request.user)
    rows = (mine | queries.handled(request.user)).select_related("cadre", "campaign")
    case = shown(request, get_object_or_404(rows, pk=case_pk))
    on = dates.legal_day(timezone.now())
    data = request.POST if request.method == "POST" else None
    form = forms.FileForm(data, steps=present.choices(case), initial={"filed_on": on})

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "form": form,
            "case": case,
            "title": _("提出复核、申诉或异议"),
            "is_own": case.subject_id == request.user.pk,
            "remedies": present.remedies(case, user=request.user),
        }
        return render(request, "assessment/appeals/file.html", context, status=status)

    if request.method != "POST":
        return show(form, 200)
    return perform(
        request,
        acts.file,
        case,
        form,
        done=_("已提出，将按期答复"),
        to=lambda row: reverse("assessment:appeal", args=[row.pk]),
        show=show,
    )


def _appeal(request: HttpRequest, pk: int) -> Appeal:
    rows = Appeal.objects.visible_to(request.user)
    related = ("case__cadre", "case__nomination", "outcome", "pay", "filed_by", "receipt")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    row = shown(request, _appeal(request, pk))
    context = present.detail(row, user=request.user, at=timezone.now())
    return render(request, "assessment/appeals/detail.html", context)


def appeal_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """The polled fragment: how far the receipt is."""
    row = _appeal(request, pk)
    if row.receipt is None:
        raise Http404
    context = present.receipt(row, user=request.user, at=timezone.now())
    return progress_of(request, context)


def appeal_receipt_file(request: HttpRequest, pk: int) -> FileResponse:
    """The receipt's PDF after its hash was checked; 404 while there is none."""
    row = shown(request, _appeal(request, pk), act="download")
    if row.receipt is None or not row.receipt.is_ready:
        raise Http404
    return pdf_of(row.receipt, name=f"receipt-{row.receipt.year}-{row.receipt.number}")


def outside_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Write down that the person applied outside, or that the award arrived."""
    if name not in OUTSIDE:
        raise Http404
    rows = OutsideTerm.objects.visible_to(request.user).select_related("outcome__case__cadre")
    row = shown(request, get_object_or_404(rows, pk=pk))
    act, title = OUTSIDE[name]
    case = row.outcome.case
    back = reverse("assessment:appeal-file", args=[case.pk])
    given = {"refusal": permissions.keep_outside.refusal(request.user, case)}
    form = forms.DayForm
    return _page(request, row, act, form, {}, case=case, title=str(title), back=back, **given)


def appeal_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet of reasons, as the person and the department read it."""
    row = shown(request, _appeal(request, pk))
    context = present.sheet(row, user=request.user, at=timezone.now())
    return render(request, "assessment/appeals/sheet.html", context)


def appeal_sheet_file(request: HttpRequest, pk: int) -> FileResponse:
    """The sheet's paper after its hash was checked; 404 while there is none."""
    found = queries.sheet(shown(request, _appeal(request, pk), act="download"))
    if found is None or not found.document.is_ready:
        raise Http404
    return pdf_of(found.document, name=f"reasons-{found.pk}")


ACTS: dict[str, tuple[Any, Any, Any, Any]] = {
    "accept": (acts.accept, NoFields, gettext_lazy("受理"), gettext_lazy("已受理")),
    "refuse": (acts.refuse, forms.ReasonForm, gettext_lazy("不予受理"), gettext_lazy("已答复")),
    "extend": (acts.extend, forms.ExtendForm, gettext_lazy("延长期限"), gettext_lazy("已延长")),
    "decide": (
        acts.decide,
        forms.DecideForm,
        gettext_lazy("作出处理决定"),
        gettext_lazy("已决定，请送达本人"),
    ),
    "tell": (acts.tell, forms.TellForm, gettext_lazy("登记答复送达"), gettext_lazy("已登记")),
    "withdraw": (acts.withdraw, NoFields, gettext_lazy("撤回"), gettext_lazy("已撤回")),
}


OUTSIDE = {
    "filed": (outside.tell_filed, gettext_lazy("登记申请日期")),
    "award": (outside.tell_award, gettext_lazy("登记收到裁决书")),
}


def appeal_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Accept, refuse, extend, decide, tell or withdraw a step."""
    if name not in ACTS:
        raise Http404
    row = shown(request, _appeal(request, pk))
    act, form, title, done = ACTS[name]
    given = {}
    if name == "decide":
        on = dates.legal_day(timezone.now())
        people = users.holders(Role.APPEAL_HANDLER, county_id=row.case.county_id, on=on)
        given = {"people": people.exclude(pk__in=row.hands())}
    return _act(request, row, act, form, given, title=str(title), done=str(done))


def reversal_done(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """Tick one line of the plan."""
    row = shown(request, _appeal(request, pk))
    line = get_object_or_404(Reversal, appeal=row, pk=line_pk)

    def act(_row: Any, **told: Any) -> Any:
        return acts.put_back(line, **told)

    form, title = forms.PutBackForm, line.what
    given = {"is_of_others": bool(line.entry_id or line.listed_id)}
    return _act(request, row, act, form, given, title=title, done=_("已登记"))


def _act(
    request: HttpRequest, row: Appeal, act: Any, form: Any, given: Any, *, title: str, done: str
) -> HttpResponse:
    back = reverse("assessment:appeal", args=[row.pk])
    told = {"title": title, "back": back, "done": done}
    return _page(request, row, act, form, given, case=row.case, **told)


def _page(
    request: HttpRequest,
    row: Any,
    act: Any,
    form: Any,
    given: Any,
    *,
    case: Case,
    title: str,
    back: str,
    done: str = "",
    refusal: str = "",
) -> HttpResponse:
    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "form": form,
            "title": title,
            "submit": _("确认"),
            "about": str(case.cadre),
            "crumbs": present.crumbs(str(case)),
            "back": back,
            "refusal": refusal,
        }
        return render(request, "evidence/act.html", context, status=status)

    if request.method != "POST":
        return show(form(**given), 200)
    return perform(
        request,
        act,
        row,
        form(request.POST, **given),
        done=done or _("已登记"),
        to=lambda _row: back,
        show=show,
    )
