"""The comparison before a nomination goes out: numbers, flags, and the unit's reasons."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core import dates
from core.acts import perform
from recall.forms.nominations import FlagForm
from recall.presenters import drafting
from recall.presenters import fairness as present
from recall.services import fairness
from recall.views.drafting import editable


def nomination_fairness(request: HttpRequest, pk: int) -> HttpResponse:
    """The nominee beside the colleagues; a POST gives the reason for one flag."""
    row = editable(request, pk)

    def show(form: Any, status: int) -> HttpResponse:
        fresh = row if status == 200 else editable(request, pk)
        on = dates.legal_day(timezone.now())
        context = present.page(fresh, on=on, params=request.GET, bound=form)
        context |= {"form": form, "crumbs": drafting.crumbs(fresh, _("公平核对"))}
        return render(request, "recall/nominations/fairness.html", context, status=status)

    if request.method != "POST":
        return show(None, 200)
    return perform(
        request,
        fairness.explain,
        row,
        FlagForm(request.POST),
        done=_("已记录理由"),
        to=lambda _answer: reverse("recall:nomination-fairness", args=[pk]),
        show=show,
    )
