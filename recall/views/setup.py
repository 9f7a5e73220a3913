"""The campaign wizard: version, units, window, parameters, check and launch."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.queries import users
from core import dates
from core.acts import perform
from recall.enums import CampaignState
from recall.forms.campaigns import StartCampaignForm
from recall.models import Campaign
from recall.presenters import setup as present
from recall.services import campaign_drafts, campaigns


def campaign_create(request: HttpRequest) -> HttpResponse:
    """Step 1 makes the draft; it can be left at any step and taken up again."""
    county = users.administered(request.user)
    if county is None:
        raise Http404
    form = StartCampaignForm(request.POST or None, county=county, on=_today())

    def show(form: Any, status: int = 200) -> HttpResponse:
        context = present.page(None, "version", form)
        return render(request, "recall/campaigns/setup.html", context, status=status)

    if request.method != "POST":
        return show(form)
    return perform(
        request,
        campaigns.create,
        county,
        form,
        done=_("已建立批次草稿"),
        to=lambda row: reverse("recall:campaign-setup", args=[row.pk, "units"]),
        show=show,
    )


def _today() -> Any:
    return dates.legal_day(timezone.now())


_ACTS = {
    "units": campaign_drafts.put_units,
    "window": campaign_drafts.put_window,
    "parameters": campaign_drafts.put_parameters,
}


def campaign_setup(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Steps 2 to 5 of a draft campaign."""
    rows = Campaign.objects.visible_to(request.user).select_related(
        "county", "scheme_version__scheme"
    )
    own = request.user.counties(Role.COUNTY_ADMIN)
    row = get_object_or_404(rows, pk=pk, county__in=own, state=CampaignState.DRAFT)
    if step == "check":
        return render(request, "recall/campaigns/setup.html", present.page(row, step, None))
    if step not in _ACTS:
        raise Http404
    form = present.form(row, step, request.POST or None, on=_today())

    def show(form: Any, status: int = 200) -> HttpResponse:
        context = present.page(row, step, form)
        return render(request, "recall/campaigns/setup.html", context, status=status)

    if request.method != "POST":
        return show(form)
    return perform(
        request,
        _ACTS[step],
        row,
        form,
        done=_("已保存"),
        to=lambda _row: reverse("recall:campaign-setup", args=[pk, present.after(step)]),
        show=show,
    )
