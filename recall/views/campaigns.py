"""Pages of the county admin: campaigns, rounds, unit board, measures."""

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from accounts.enums import Role
from core import dates
from core.acts import perform
from core.ui import lists
from recall.forms.campaigns import CloneForm, MeasureForm, RoundForm
from recall.models import Campaign
from recall.models.clocks import OFFICE
from recall.presenters import campaigns as present
from recall.presenters import evasions
from recall.queries import compliance as queries
from recall.queries import evasions as states
from recall.services import campaign_drafts, campaigns, compliance


@vary_on_headers("HX-Request")
def campaign_list(request: HttpRequest) -> HttpResponse:
    rows = Campaign.objects.visible_to(request.user).select_related(
        "county", "scheme_version__scheme"
    )
    context = {
        "title": pgettext("many", "批次"),
        "page": lists.page_of(rows.order_by("-created_at", "-pk"), request.GET),
        "can_create": bool(request.user.counties(Role.COUNTY_ADMIN)),
    }
    return render(request, "recall/campaigns/list.html", context)


def _campaign(request: HttpRequest, pk: int) -> Campaign:
    rows = Campaign.objects.visible_to(request.user).select_related(
        "county", "parent", "scheme_version__scheme"
    )
    return get_object_or_404(rows, pk=pk)


def _show(request: HttpRequest, campaign: Campaign, *, status: int = 200, **forms: object):
    fresh = _campaign(request, campaign.pk)
    context = present.detail(fresh, user=request.user, on=dates.legal_day(timezone.now()))
    is_admin = request.user.holds(Role.COUNTY_ADMIN, county_id=fresh.county_id)
    context |= {
        "is_admin": is_admin,
        "sees_challenges": fresh.county_id in request.user.counties(*OFFICE),
        "round_form": RoundForm(auto_id="id_round_%s") if is_admin else None,
        "clone_form": CloneForm(auto_id="id_clone_%s") if is_admin else None,
        "measure_form": MeasureForm(campaign=fresh, auto_id="id_measure_%s") if is_admin else None,
        **forms,
    }
    return render(request, "recall/campaigns/detail.html", context, status=status)


def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, _campaign(request, pk))


@vary_on_headers("HX-Request")
def campaign_board(request: HttpRequest, pk: int) -> HttpResponse:
    """Every due unit in every round: nominated, zero, nothing; late or not."""
    row = _campaign(request, pk)
    reports = queries.reports(row, on=dates.legal_day(timezone.now()))
    reports = evasions.told_to(request.user, row, reports)
    counts = states.counts(reports)
    view = request.GET.get("view", "all")
    shown = [one for one in reports if view not in counts or one.state == view]
    page = lists.page_of(shown, request.GET)
    offered = [("all", str(pgettext("units", "全部")), len(reports))]
    offered += [(state.value, str(state.label), n) for state, n in counts.items() if n]
    crumbs = [
        (pgettext("many", "批次"), reverse("recall:campaign-list")),
        (row.title, reverse("recall:campaign", args=[pk])),
        (_("单位落实情况"), None),
    ]
    context = {
        "title": _("单位落实情况"),
        "page": page,
        "lines": evasions.lines(page),
        "tabs": lists.tabs(request.GET, offered),
        "crumbs": crumbs,
    }
    return render(request, "recall/campaigns/board.html", context)


_MOVES = {"launch": campaigns.launch, "close": campaigns.close}


@require_POST
def campaign_move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    row = _campaign(request, pk)
    if name not in _MOVES:
        raise Http404
    return perform(
        request,
        _MOVES[name],
        row,
        Form(request.POST),
        done=_("已启动") if name == "launch" else _("已结束"),
        to=lambda _row: reverse("recall:campaign", args=[pk]),
        show=lambda form, status: _show(request, row, status=status, form=form),
    )


@require_POST
def round_add(request: HttpRequest, pk: int) -> HttpResponse:
    row = _campaign(request, pk)
    return perform(
        request,
        campaigns.add_round,
        row,
        RoundForm(request.POST, auto_id="id_round_%s"),
        done=_("已增加一轮推荐"),
        to=lambda _row: reverse("recall:campaign", args=[pk]),
        show=lambda form, status: _show(request, row, status=status, form=form, round_form=form),
    )


@require_POST
def measure_add(request: HttpRequest, pk: int) -> HttpResponse:
    row = _campaign(request, pk)
    return perform(
        request,
        compliance.record_measure,
        row,
        MeasureForm(request.POST, campaign=row, auto_id="id_measure_%s"),
        done=_("已登记单位问责措施"),
        to=lambda _row: reverse("recall:campaign", args=[pk]),
        show=lambda form, status: _show(request, row, status=status, form=form, measure_form=form),
    )


@require_POST
def campaign_clone(request: HttpRequest, pk: int) -> HttpResponse:
    """The same again: last year's campaign as a draft of this year's."""
    row = _campaign(request, pk)
    return perform(
        request,
        campaign_drafts.clone,
        row,
        CloneForm(request.POST, auto_id="id_clone_%s"),
        done=_("已按原批次建立草稿，请核对单位、日期和参数"),
        to=lambda made: reverse("recall:campaign-setup", args=[made.pk, "units"]),
        show=lambda form, status: _show(request, row, status=status, form=form, clone_form=form),
    )
