"""The page that asks why somebody looks at so many people in a day."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from core.acts import perform
from core.audit import budget
from portal.forms import BudgetForm


def reason(request: HttpRequest) -> HttpResponse:
    """Take the reason, then go back to the page that was asked for."""
    asked = request.GET.get("next", "")
    back = asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else "/"

    def show(form: Any, status: int = 200) -> HttpResponse:
        context = {"form": form, "limit": settings.DETAIL_VIEW_BUDGET}
        return render(request, "portal/budget.html", context, status=status)

    if request.method != "POST":
        return show(BudgetForm())
    return perform(
        request,
        budget.exceed,
        request.user,
        BudgetForm(request.POST),
        done=_("已记录理由"),
        to=lambda _user: back,
        show=show,
    )
