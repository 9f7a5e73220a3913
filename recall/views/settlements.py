"""The page on which two verifiers' difference is settled by a written record."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Role
from core import dates
from core.acts import perform, shown
from recall.forms.settlements import SettleForm
from recall.models import Nomination
from recall.presenters import nominations as about
from recall.presenters import settlements as present
from recall.services import settlements


def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Both findings side by side, the records, and the ruling fact by fact."""
    mine = request.user.counties(Role.COUNTY_ADMIN)
    rows = Nomination.objects.visible_to(request.user).filter(county__in=mine)
    rows = rows.select_related("cadre", "unit", "campaign", "campaign__county", "round")
    row = shown(request, get_object_or_404(rows, pk=pk))
    told = {"disputes": present.disputes(row), "initial": {"version": row.version}}
    form = SettleForm(request.POST or None, **told)

    def again(form: Any, status: int) -> HttpResponse:
        fresh = get_object_or_404(rows, pk=pk)
        context = {
            "nomination": fresh,
            "form": form,
            "on": dates.legal_day(timezone.now()),
            "crumbs": about.crumbs(fresh, _("按记录认定")),
            **present.page(fresh, user=request.user),
        }
        return render(request, "recall/nominations/settle.html", context, status=status)

    if request.method != "POST":
        return again(form, 200)
    return perform(
        request,
        settlements.settle,
        row,
        form,
        done=_("已按记录认定"),
        to=lambda _row: reverse("recall:nomination", args=[pk]),
        show=again,
    )
