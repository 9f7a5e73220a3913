"""新闻稿件: the list, a draft from chosen cases, one text with its versions, and its decision."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.vary import vary_on_headers

from accounts.enums import Role
from core.acts import shown
from core.dates import legal_day
from core.ui import lists
from evidence.views.pages import form_page, posted
from recall.models import Campaign
from reports import forms, permissions
from reports.models import PressText
from reports.presenters import press as present
from reports.queries import press as queries
from reports.services import press

_TITLE = gettext_lazy("新闻稿件")
_OFFERED = 50  # cases to choose from, the latest


def _crumbs(*more: str) -> list[tuple[str, str | None]]:
    page = reverse("reports:press-list")
    return [(str(_TITLE), page if more else None), *((word, None) for word in more)]


@vary_on_headers("HX-Request")
def press_list(request: HttpRequest) -> HttpResponse:
    on = legal_day(timezone.now())
    rows = PressText.objects.visible_to(request.user).select_related("campaign", "made_by")
    page = lists.page_of(rows.order_by("-pk"), request.GET)
    own = request.user.counties(Role.COUNTY_ADMIN)
    context = {
        "title": _TITLE,
        "crumbs": _crumbs(),
        "page": page,
        "lines": [{"row": row, "mark": present.mark(row, on)} for row in page],
        "campaigns": Campaign.objects.visible_to(request.user)
        .filter(county__in=own, launched_at__isnull=False)
        .order_by("-pk")[:8],
    }
    return render(request, "reports/press/list.html", context)


def press_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the cases of a campaign of which a text tells; 404 where the user is no admin."""
    own = request.user.counties(Role.COUNTY_ADMIN)
    rows = Campaign.objects.visible_to(request.user).filter(county__in=own)
    campaign = get_object_or_404(rows.select_related("county"), pk=pk)
    told = queries.chosen(campaign, request.user)
    kept = list(told.values_list("pk", flat=True)[:_OFFERED])
    return form_page(
        request,
        press.make,
        campaign,
        forms.PressDraftForm(posted(request), cases=told.filter(pk__in=kept)),
        done=_("已起草，请修改后交另一人审批"),
        to=lambda row: reverse("reports:press", args=[row.pk]),
        title=_("起草新闻稿件"),
        about=campaign.title,
        crumbs=_crumbs(_("起草新闻稿件")),
        after=_("只写化名和概数；同类不足五人的特征自动略去。"),
        back=reverse("reports:press-list"),
    )


def _row(request: HttpRequest, pk: int) -> PressText:
    rows = PressText.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("campaign__county", "made_by"), pk=pk)


@never_cache
def press_text(request: HttpRequest, pk: int) -> HttpResponse:
    """One text: the last wording while it may be used, its versions, what may be done."""
    row = shown(request, _row(request, pk))
    context = present.detail(row, user=request.user, on=legal_day(timezone.now()))
    context["crumbs"] = _crumbs(row.campaign.title)
    return render(request, "reports/press/detail.html", context)


_ACTS: dict[str, tuple[Any, Any, Any, Any]] = {
    "rewrite": (
        press.rewrite,
        forms.PressTextForm,
        gettext_lazy("修改稿件"),
        permissions.make_press_text,
    ),
    "decide": (
        press.decide,
        forms.PressDecideForm,
        gettext_lazy("审批稿件"),
        permissions.decide_press_text,
    ),
    "withdraw": (
        press.withdraw,
        forms.PressStopForm,
        gettext_lazy("停用稿件"),
        permissions.withdraw_press_text,
    ),
}


def press_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Write again, decide, or stop the use of a text."""
    if name not in _ACTS:
        raise Http404
    act, form, title, rule = _ACTS[name]
    row = _row(request, pk)
    subject = row.campaign if name == "rewrite" else row
    first = {"text": row.versions.latest("number").text} if name == "rewrite" else {}
    return form_page(
        request,
        act,
        row,
        form(posted(request), initial=first),
        done=_("已登记"),
        to=lambda _row: reverse("reports:press", args=[row.pk]),
        title=title,
        about=row.campaign.title,
        crumbs=_crumbs(row.campaign.title, str(title)),
        back=reverse("reports:press", args=[row.pk]),
        refusal=rule.refusal(request.user, subject),
    )
