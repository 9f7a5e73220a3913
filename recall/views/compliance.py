"""The unit's zero report, and the case list."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from core import dates
from core.acts import perform, searched, words_of
from core.ui import lists
from recall.forms.nominations import ZeroReportForm
from recall.forms.office import NominationFilter, WordsForm
from recall.models import Campaign, Case, Round
from recall.presenters import drafting as present
from recall.queries import cases as queries
from recall.services import compliance


def zero_report(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    """Sign that the unit nominates nobody in this round."""
    rounds = Round.objects.visible_to(request.user).select_related("campaign")
    round_ = get_object_or_404(rounds, pk=pk)
    unit = get_object_or_404(present.own_units(request.user), pk=unit_pk)

    def show(form: Any, status: int) -> HttpResponse:
        crumbs = [
            (_("提名"), reverse("recall:nomination-list")),
            (_("选择批次"), reverse("recall:rounds")),
            (_("零报告"), None),
        ]
        context = {"round": round_, "unit": unit, "form": form, "crumbs": crumbs}
        context["refusal"] = present.zero_refusal(request.user, unit)
        return render(request, "recall/nominations/zero.html", context, status=status)

    def act(unit: Any, *, reason: str, by: Any, at: Any) -> Any:
        return compliance.sign_zero_report(unit, round_=round_, reason=reason, by=by, at=at)

    if request.method != "POST":
        return show(ZeroReportForm(), 200)
    return perform(
        request,
        act,
        unit,
        ZeroReportForm(request.POST),
        done=_("已签署零报告"),
        to=lambda _row: reverse("recall:rounds"),
        show=show,
    )


_ORDER = {"name": "cadre__name", "unit": "unit__name", "due": "due_on", "at": "opened_at"}


def _offered(counts: dict[str, int]) -> list[tuple[str, str, int | None]]:
    """Answer the saved views over the list, each with its number of rows."""
    labels = {"closed": _("已定结果")}
    return [
        ("all", _("全部"), sum(counts.values())),
        *(
            (
                code,
                str(labels.get(code) or states[0].label),
                sum(counts.get(state, 0) for state in states),
            )
            for code, states in queries.VIEWS.items()
        ),
    ]


@vary_on_headers("HX-Request")
def case_list(request: HttpRequest, case_page: str = "recall:case") -> HttpResponse:
    """The cases in view; each line leads to `case_page`, which an upper floor may give."""
    if answer := searched(request, "cases"):
        return answer
    words = words_of(request, "cases")
    mine = Case.objects.visible_to(request.user)
    campaigns = Campaign.objects.visible_to(request.user)
    filters = NominationFilter(request.GET or None, campaigns=campaigns)
    campaign = filters.cleaned_data["campaign"] if filters.is_valid() else None
    view = request.GET.get("view", "all")
    rows = queries.filtered(mine, q=words, campaign=campaign, view=view)
    rows = lists.in_order(queries.listed(rows), request.GET, by=_ORDER, default="due")
    context = {
        "title": _("案件"),
        "case_page": case_page,
        "page": lists.page_of(rows, request.GET),
        "tabs": lists.tabs(request.GET, _offered(queries.counts(mine))),
        "filters": filters,
        "words": WordsForm(initial={"q": words}, auto_id="id_words_%s"),
        "chips": lists.chips(filters, request.GET, words=words),
        "default_sort": "due",
        "on": dates.legal_day(timezone.now()),
    }
    return render(request, "recall/cases/list.html", context)
