"""Keeping by itself what is typed on a page of a draft: the same on every device of its writer."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.acts import perform
from core.ui.forms import NoFields
from recall.forms.nominations import FactForm, UnitOpinionForm
from recall.models import Nomination
from recall.presenters import unsaved as present
from recall.presenters.nominations import address
from recall.services import unsaved as acts
from recall.views.drafting import editable, tasks


def _typed(request: HttpRequest, row: Nomination, page: str) -> dict[str, Any]:
    if page == present.OPINION:
        return UnitOpinionForm(request.POST).typed()
    if page != present.NEW and not (
        page.isascii() and page.isdigit() and row.facts.filter(pk=page).exists()
    ):
        raise Http404
    return FactForm(request.POST, nomination=row).typed()


def _out(row: Nomination, page: str, is_dropped: bool) -> str:
    """Answer where to go without script: the page again, or away for now."""
    return present.page_url(row, page) if is_dropped else address(row, "recall:nomination-tasks")


def unsaved(request: HttpRequest, pk: int, page: str) -> HttpResponse:
    """Keep what is typed (htmx, or the button without script), throw it away, or say when."""
    is_part = bool(request.headers.get("HX-Request"))
    if request.method != "POST" and not is_part:
        return tasks(request, pk)  # which reads the row, and says so, by itself
    row = editable(request, pk)
    typed = _typed(request, row, page)
    is_dropped = "drop" in request.POST
    here = reverse("recall:unsaved", args=[pk, page])

    def show(form: Any, status: int) -> HttpResponse:
        told = {"kept": present.kept(row, page, user=request.user), "form": form}
        return render(request, "recall/nominations/_kept.html", told, status=status)

    def act(row: Nomination, **who: Any) -> Nomination:
        if is_dropped:
            return acts.drop(row, page=page, **who)
        return acts.keep(row, page=page, values=typed, **who)

    if request.method == "POST":
        return perform(
            request,
            act,
            row,
            NoFields(request.POST),
            done=_("已丢弃没有保存的填写") if is_dropped else _("已存下，下次从任务清单接着填"),
            to=lambda _row: here if is_part else _out(row, page, is_dropped),
            show=show,
        )
    list(messages.get_messages(request))  # the line itself says so; no page owes it later
    return show(None, 200)
