"""The nomination list and page, for unit and department alike."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from accounts.enums import Role
from core import dates
from core.acts import searched, shown, words_of
from core.ui import lists
from recall.enums import NominationState as S
from recall.forms.office import NominationFilter, WordsForm
from recall.models import Campaign, Nomination
from recall.models.clocks import OFFICE
from recall.presenters import nominations as present
from recall.queries import hearings, nominations
from recall.queries.clocks import running_clock
from recall.views import panels as acts

_ORDER = {"name": "cadre__name", "unit": "unit__name", "due": "due_on", "at": "submitted_at"}


def scoped(request: HttpRequest, pk: int) -> Nomination:
    """Answer the nomination if the user may see it, else 404."""
    rows = Nomination.objects.visible_to(request.user).select_related(
        *("cadre", "unit", "campaign__county", "campaign__scheme_version", "round", "county"),
        *("allegation__document", "talk_request", "statement", "decision", "case"),
        "drafted_by",
        "submitted_by",
        "admitted_by",
    )
    marked = hearings.marked(rows).annotate(clock_pk=running_clock("nomination"))
    return get_object_or_404(marked, pk=pk)


def _labels() -> dict[str, str]:
    return {
        "all": _("全部"),
        "draft": _("单位填报"),
        "submitted": _("待核实"),
        "verified": _("待听取申辩"),
        "heard": _("待研究"),
        "done": _("已办结"),
    }


def _offered(counts: dict[str, int]) -> list[tuple[str, str, int | None]]:
    """Answer the saved views over the list, each with its number of rows."""
    labels = _labels()
    return [
        ("all", labels["all"], sum(counts.values())),
        *(
            (code, labels[code], sum(counts.get(s, 0) for s in states))
            for code, states in nominations.VIEWS.items()
        ),
    ]


@vary_on_headers("HX-Request")
def nomination_list(request: HttpRequest) -> HttpResponse:
    if answer := searched(request, "nominations"):
        return answer
    words = words_of(request, "nominations")
    mine = Nomination.objects.visible_to(request.user)
    filters = NominationFilter(
        request.GET or None, campaigns=Campaign.objects.visible_to(request.user)
    )
    campaign = filters.cleaned_data["campaign"] if filters.is_valid() else None
    view = request.GET.get("view", "all")
    rows = nominations.filtered(mine, q=words, campaign=campaign, view=view)
    rows = lists.in_order(nominations.listed(rows), request.GET, by=_ORDER, default="due")
    context = {
        "title": _("提名"),
        "page": lists.page_of(rows, request.GET),
        "tabs": lists.tabs(request.GET, _offered(nominations.counts(mine))),
        "filters": filters,
        "words": WordsForm(initial={"q": words}, auto_id="id_words_%s"),
        "chips": lists.chips(filters, request.GET, words=words),
        "default_sort": "due",
        "on": dates.legal_day(timezone.now()),
        "can_start": bool(request.user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)),
    }
    return render(request, "recall/nominations/list.html", context)


def is_drafted(request: HttpRequest, row: Nomination) -> bool:
    """Say whether the user's unit is still writing the nomination: then it has other pages."""
    is_unit = row.unit_id in request.user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)
    return is_unit and row.state in (S.DRAFT, S.SENT_BACK)


def nomination(request: HttpRequest, pk: int) -> HttpResponse:
    row = scoped(request, pk)
    if is_drafted(request, row):
        return redirect("recall:nomination-tasks", pk=pk)
    return _page(request, shown(request, row), None, 200)


def show(request: HttpRequest, row: Nomination, *, status: int = 200, form: Any = None):
    """Render the page of a nomination as it stands now, with one form bound if it failed."""
    return _page(request, scoped(request, row.pk), form, status)


def _page(request: HttpRequest, row: Nomination, form: Any, status: int) -> HttpResponse:
    on = dates.legal_day(timezone.now())
    context = present.detail(row, user=request.user, on=on)
    context["acts"] = acts.acts(row, user=request.user, on=on, bound=form)
    context["sees_clock"] = row.county_id in request.user.counties(*OFFICE)
    context["form"] = form
    return render(request, "recall/nominations/detail.html", context, status=status)
