"""澄清正名: who is to be cleared, one clearing with its lines, and the person's own page."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from core.acts import perform, shown
from core.documents.views import pdf_of, progress_of
from core.ui import lists
from recall.forms.rehabilitations import CloseForm, LineForm, OpenForm
from recall.models import Nomination, Rehabilitation
from recall.models.rehabilitations import CLEARING
from recall.presenters import rehabilitations as present
from recall.queries import rehabilitations
from recall.services import rehabilitations as acts


def _counties(request: HttpRequest) -> set[int]:
    """Answer the counties whose department the user belongs to."""
    return set(request.user.counties(*CLEARING))


@vary_on_headers("HX-Request")
def rehabilitation_list(request: HttpRequest) -> HttpResponse:
    mine = Nomination.objects.visible_to(request.user)
    mine = mine.filter(county__in=_counties(request))
    counts, view = rehabilitations.counts(mine), request.GET.get("view", "waiting")
    labels = {"waiting": _("待澄清"), "open": _("办理中"), "done": _("已办结")}
    page = lists.page_of(rehabilitations.listed(mine, view), request.GET)
    context = {
        "title": _("澄清正名"),
        "crumbs": present.crumbs(),
        "page": page,
        "tabs": lists.tabs(request.GET, [(code, labels[code], counts[code]) for code in labels]),
        "lines": present.lines(page),
    }
    return render(request, "recall/rehabilitations/list.html", context)


def rehabilitation_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the clearing of a nomination that did not stand."""
    rows = Nomination.objects.visible_to(request.user).select_related("cadre", "unit", "campaign")
    row = shown(request, get_object_or_404(rows, pk=pk, county__in=_counties(request)))
    kept = Rehabilitation.objects.visible_to(request.user).filter(nomination=row).first()
    if kept and request.method != "POST":
        return redirect("recall:rehabilitation", kept.pk)

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "form": form,
            "title": _("登记澄清正名"),
            "submit": _("登记并生成澄清函"),
            "about": f"{row.cadre.name}　{row.unit_then}",
            "after": _("登记后生成澄清函，逐项办理，全部办完才能办结。"),
            "crumbs": present.crumbs(row.cadre.name),
            "back": reverse("recall:rehabilitation-list"),
            "refusal": present.refusal(row, request.user),
        }
        return render(request, "evidence/act.html", context, status=status)

    if request.method != "POST":
        return show(OpenForm(), 200)
    return perform(
        request,
        acts.open_,
        row,
        OpenForm(request.POST),
        done=_("已登记，澄清函正在生成"),
        to=lambda made: reverse("recall:rehabilitation", args=[made.pk]),
        show=show,
    )


def _row(request: HttpRequest, pk: int) -> Rehabilitation:
    return get_object_or_404(_rows(Rehabilitation.objects.visible_to(request.user)), pk=pk)


def _rows(rows: Any) -> Any:
    return rows.select_related("cadre", "letter", "nomination__campaign", "nomination__unit")


def rehabilitation(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, shown(request, _row(request, pk)), None, 200)


def _page(request: HttpRequest, row: Rehabilitation, form: Any, status: int) -> HttpResponse:
    told = present.detail(row, user=request.user, at=timezone.now(), bound=form)
    context = {**told, "form": form}
    return render(request, "recall/rehabilitations/detail.html", context, status=status)


_ACTS: dict[str, tuple[Any, Any]] = {
    "clear": (acts.clear, LineForm),
    "close": (acts.close, CloseForm),
}


@require_POST
def rehabilitation_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Record a line as done, or close the clearing."""
    row = _row(request, pk)
    if name not in _ACTS:
        raise Http404
    act, form = _ACTS[name]
    return perform(
        request,
        act,
        row,
        form(request.POST),
        done=_("已登记") if name == "clear" else _("澄清正名已办结"),
        to=lambda _row: reverse("recall:rehabilitation", args=[pk]),
        show=lambda bound, status: _page(request, _row(request, pk), bound, status),
    )


def letter(request: HttpRequest, pk: int) -> HttpResponse:
    return _progress(request, _row(request, pk), present.OFFICE_PAGE)


def letter_file(request: HttpRequest, pk: int) -> FileResponse:
    return _file(shown(request, _row(request, pk), act="download"))


def _told(request: HttpRequest, pk: int) -> Rehabilitation:
    return get_object_or_404(_rows(Rehabilitation.objects.told_to(request.user)), pk=pk)


def own_list(request: HttpRequest) -> HttpResponse:
    """The person's own clearings."""
    rows = Rehabilitation.objects.told_to(request.user).select_related("nomination__campaign")
    context = {"rows": rows.order_by("-opened_at")[:50]}
    return render(request, "recall/own/rehabilitations.html", context)


def own(request: HttpRequest, pk: int) -> HttpResponse:
    context = present.own(shown(request, _told(request, pk)), at=timezone.now())
    return render(request, "recall/own/rehabilitation.html", context)


def own_letter(request: HttpRequest, pk: int) -> HttpResponse:
    return _progress(request, _told(request, pk), "recall:own-rehabilitation")


def own_letter_file(request: HttpRequest, pk: int) -> FileResponse:
    return _file(shown(request, _told(request, pk), act="download"))


def _progress(request: HttpRequest, row: Rehabilitation, name: str) -> HttpResponse:
    context = present.letter(row, name=name, at=timezone.now())
    return progress_of(request, context)


def _file(row: Rehabilitation) -> FileResponse:
    """Answer the letter after its hash was checked; 404 while there is none."""
    return pdf_of(row.letter, name=f"letter-{row.letter.year}-{row.letter.number}")
