"""Questions to the unit during verification: those of a nomination, asking, each act, the file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import dates
from core.acts import perform, shown
from recall import permissions
from recall.forms import enquiries as forms
from recall.models import Enquiry, Nomination
from recall.presenters import enquiries as present
from recall.presenters.nominations import crumbs
from recall.services import enquiries as acts
from recall.views.responses import download


def _nomination(request: HttpRequest, pk: int) -> Nomination:
    rows = Nomination.objects.visible_to(request.user).select_related("cadre", "unit", "county")
    return get_object_or_404(rows, pk=pk)


def _enquiry(request: HttpRequest, pk: int) -> Enquiry:
    rows = Enquiry.objects.visible_to(request.user)
    related = ("nomination__cadre", "nomination__unit", "nomination__county", "file")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def enquiry_list(request: HttpRequest, pk: int) -> HttpResponse:
    """All questions about one nomination, the latest first."""
    row = shown(request, _nomination(request, pk))
    on = dates.legal_day(timezone.now())
    rows = row.enquiries.select_related("asked_by", "answered_by", "withdrawn_by", "file")
    context = present.listed(row, rows.order_by("-asked_at", "-pk"), user=request.user, on=on)
    return render(request, "recall/enquiries/list.html", context | {"on": on})


def _page(row: Nomination, form: Any, title: Any, **told: Any) -> dict[str, Any]:
    return {
        "form": form,
        "title": title,
        "submit": title,
        "about": f"{row.cadre.name}　{row.unit_then}",
        "crumbs": crumbs(row, str(title)),
        "back": reverse("recall:enquiries", args=[row.pk]),
    } | told


def enquiry_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the unit."""
    row = shown(request, _nomination(request, pk))

    def show(form: Any, status: int) -> HttpResponse:
        told = {
            "refusal": permissions.verify_nomination.refusal(request.user, row),
            "after": _("发出后立即告知单位；答复期限内不能作出认定，可以撤回询问。"),
        }
        context = _page(row, form, _("询问单位"), **told)
        return render(request, "evidence/act.html", context, status=status)

    if request.method != "POST":
        return show(forms.AskForm(), 200)
    return perform(
        request,
        acts.ask,
        row,
        forms.AskForm(request.POST),
        done=_("已发出询问"),
        to=lambda _row: reverse("recall:enquiries", args=[pk]),
        show=show,
    )


ACTS: dict[str, tuple[Any, Any, Any, Any]] = {
    "answer": (acts.answer, forms.AnswerForm, gettext_lazy("答复询问"), gettext_lazy("已答复")),
    "withdraw": (
        acts.withdraw,
        forms.WithdrawForm,
        gettext_lazy("撤回询问"),
        gettext_lazy("已撤回"),
    ),
}


def enquiry_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Answer for the unit, or take a question back for verification."""
    if name not in ACTS:
        raise Http404
    row = _enquiry(request, pk)
    shown(request, row.nomination)
    act, form, title, done = ACTS[name]
    rule: Any = permissions.draft_nomination if name == "answer" else permissions.verify_nomination
    data = (request.POST, request.FILES) if request.method == "POST" else ()

    def show(form: Any, status: int) -> HttpResponse:
        refusal = rule.refusal(request.user, row.nomination)
        told = {"facts": present.facts(row), "refusal": refusal}
        context = _page(row.nomination, form, title, **told)
        return render(request, "evidence/act.html", context, status=status)

    if request.method != "POST":
        return show(form(), 200)
    return perform(
        request,
        act,
        row,
        form(*data),
        done=str(done),
        to=lambda _row: reverse("recall:enquiries", args=[row.nomination_id]),
        show=show,
    )


def enquiry_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the paper of an answer once it was released."""
    row = _enquiry(request, pk)
    if row.file is None:
        raise Http404
    shown(request, row.nomination)
    return download(row.file, name=f"enquiry-{row.pk}")
