"""Notes on a case: those in view, a new one, mending and striking."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.vary import vary_on_headers

from core import dates
from core.acts import perform, shown
from recall.forms import notes as forms
from recall.models import Case, CaseNote
from recall.permissions import notes as may
from recall.presenters import notes as present
from recall.services import notes as acts
from recall.views.cases import scoped


@vary_on_headers("HX-Request")
def case_notes(request: HttpRequest, pk: int) -> HttpResponse:
    """The notes on a case that the user may read, the latest first."""
    row = shown(request, scoped(request, pk))
    context = present.listed(row, user=request.user, params=request.GET, at=timezone.now())
    return render(request, "recall/notes/list.html", context)


def _page(case: Case, form: Any, title: Any, **told: Any) -> dict[str, Any]:
    return {
        "form": form,
        "title": title,
        "submit": title,
        "about": f"{case.cadre.name}　{case.unit_then}",
        "crumbs": present.crumbs(case, str(title)),
        "back": reverse("recall:case-notes", args=[case.pk]),
    } | told


def note_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a note for the circle that it names."""
    row = shown(request, scoped(request, pk))
    refusal = may.write_note.refusal(request.user, row)

    def show(form: Any, status: int) -> HttpResponse:
        context = _page(row, form, _("写备注"), refusal=refusal)
        return render(request, "evidence/act.html", context, status=status)

    posted = request.POST if request.method == "POST" else None
    on = dates.legal_day(timezone.now())
    form = present.form(row, user=request.user, on=on, posted=posted)
    if posted is None:
        return show(form, 200)
    return perform(
        request,
        acts.write,
        row,
        form,
        done=_("已写下备注"),
        to=lambda _row: reverse("recall:case-notes", args=[pk]),
        show=show,
    )


ACTS: dict[str, tuple[Any, Any, Any, Any, Any]] = {
    "edit": (
        acts.edit,
        may.edit_note,
        forms.EditForm,
        gettext_lazy("修改备注"),
        gettext_lazy("已修改"),
    ),
    "strike": (
        acts.strike,
        may.strike_note,
        forms.StrikeForm,
        gettext_lazy("划去备注"),
        gettext_lazy("已划去"),
    ),
}


def note_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Mend the words of a note or strike it through."""
    if name not in ACTS:
        raise Http404
    rows = CaseNote.objects.visible_to(request.user).select_related("case__cadre", "case__unit")
    row = shown(request, get_object_or_404(rows, pk=pk))
    act, rule, form, title, done = ACTS[name]

    def show(form: Any, status: int) -> HttpResponse:
        told = {"label": _("备注"), "value": row.text, "wide": True}
        refusal = rule.refusal(request.user, row)
        context = _page(row.case, form, title, facts=[told], refusal=refusal)
        return render(request, "evidence/act.html", context, status=status)

    if request.method != "POST":
        return show(form(initial={"text": row.text}), 200)
    return perform(
        request,
        act,
        row,
        form(request.POST),
        done=str(done),
        to=lambda _row: reverse("recall:case-notes", args=[row.case_id]),
        show=show,
    )
