"""Challenges: the board of units without nominations, the lot, one challenge and its acts."""

import secrets
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from core import dates
from core.acts import perform
from core.ui import lists
from recall import permissions
from recall.forms import challenges as forms
from recall.models import Campaign, Challenge, Round
from recall.models.clocks import OFFICE
from recall.presenters import challenges as present
from recall.queries import challenges as queries
from recall.services import challenges as acts


def _campaign(request: HttpRequest, pk: int) -> Campaign:
    """Answer a campaign of the department's county: units read no board of other units."""
    rows = Campaign.objects.visible_to(request.user).filter(
        county__in=request.user.counties(*OFFICE)
    )
    return get_object_or_404(rows.select_related("county", "scheme_version"), pk=pk)


@vary_on_headers("HX-Request")
def challenge_board(request: HttpRequest, pk: int) -> HttpResponse:
    return _board(request, _campaign(request, pk), None, 200)


def _board(request: HttpRequest, row: Campaign, form: Any, status: int) -> HttpResponse:
    on = dates.legal_day(timezone.now())
    page = lists.page_of(queries.quiet(row, on=on), request.GET)
    context = present.board(row, user=request.user, on=on) | {
        "title": _("零报告质询"),
        "page": page,
        "lines": present.lines(page, on),
        "rounds": list(row.rounds.filter(sample=None).order_by("number")),
        "form": form,
        "sample_form": form or forms.SampleForm(auto_id="id_sample_%s"),
    }
    return render(request, "recall/challenges/board.html", context, status=status)


@require_POST
def sample_draw(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw units of a round by lot and ask each; the seed is made here and kept."""
    round_ = get_object_or_404(_rounds(request), pk=pk)

    def act(row: Round, **told: Any) -> Any:
        return acts.draw(row, seed=secrets.token_hex(8), **told)

    return perform(
        request,
        act,
        round_,
        forms.SampleForm(request.POST, auto_id="id_sample_%s"),
        done=_("已抽取并发出质询"),
        to=lambda _rows: reverse("recall:challenge-board", args=[round_.campaign_id]),
        show=lambda form, status: _board(
            request, _campaign(request, round_.campaign_id), form, status
        ),
    )


def _rounds(request: HttpRequest) -> Any:
    rows = Round.objects.visible_to(request.user).select_related("campaign")
    return rows.filter(campaign__county__in=request.user.counties(*OFFICE))


def challenge_new(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    """Ask one unit of a round."""
    round_ = get_object_or_404(_rounds(request), pk=pk)
    row = get_object_or_404(round_.campaign.campaign_units.select_related("unit"), unit=unit_pk)
    on = dates.legal_day(timezone.now())
    seen = queries.signals(round_.campaign, {row.unit_id}, on=on).get(row.unit_id, [])

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "form": form,
            "title": _("发出质询"),
            "submit": _("发出质询"),
            "about": row.unit.name,
            "facts": [{"label": _("已知线索"), "value": present.seen(seen), "wide": True}],
            "crumbs": present.crumbs(round_.campaign, row.unit.name),
            "back": reverse("recall:challenge-board", args=[round_.campaign_id]),
            "refusal": permissions.record_measure.refusal(request.user, round_.campaign),
        }
        return render(request, "evidence/act.html", context, status=status)

    if request.method != "POST":
        return show(forms.ChallengeForm(), 200)
    return perform(
        request,
        lambda one, **told: acts.raise_(one, unit=row.unit, **told),
        round_,
        forms.ChallengeForm(request.POST),
        done=_("已发出质询"),
        to=lambda made: reverse("recall:challenge", args=[made.pk]),
        show=show,
    )


def _challenge(request: HttpRequest, pk: int) -> Challenge:
    rows = Challenge.objects.visible_to(request.user)
    related = ("campaign", "campaign__county", "round", "unit")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def challenge(request: HttpRequest, pk: int) -> HttpResponse:
    row = _challenge(request, pk)
    context = present.detail(row, user=request.user, on=dates.legal_day(timezone.now()))
    return render(request, "recall/challenges/detail.html", context)


ACTS: dict[str, tuple[Any, Any, Any, Any]] = {
    "answer": (acts.answer, forms.AnswerForm, gettext_lazy("答复质询"), gettext_lazy("已答复")),
    "close": (acts.close, forms.OutcomeForm, gettext_lazy("结束质询"), gettext_lazy("已结束")),
}


def _refusal(name: str, row: Challenge, user: Any) -> str:
    if name == "answer":
        return permissions.sign_zero_report.refusal(user, row.unit)
    return permissions.record_measure.refusal(user, row.campaign)


def challenge_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Answer for the unit, or close for the department."""
    if name not in ACTS:
        raise Http404
    row = _challenge(request, pk)
    act, form, title, done = ACTS[name]
    back = reverse("recall:challenge", args=[pk])
    on = dates.legal_day(timezone.now())

    def show(form: Any, status: int) -> HttpResponse:
        context = present.detail(row, user=request.user, on=on) | {
            "form": form,
            "title": title,
            "submit": title,
            "about": row.unit.name,
            "back": back,
            "refusal": _refusal(name, row, request.user),
        }
        return render(request, "evidence/act.html", context, status=status)

    if request.method != "POST":
        return show(form(), 200)
    return perform(
        request, act, row, form(request.POST), done=str(done), to=lambda _row: back, show=show
    )


def measure_close(request: HttpRequest, pk: int, measure_pk: int) -> HttpResponse:
    """Close a measure on a unit."""
    row = _campaign(request, pk)
    measure = get_object_or_404(row.unit_measures.select_related("unit"), pk=measure_pk)
    back = reverse("recall:campaign", args=[pk])

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "form": form,
            "title": _("销号"),
            "submit": _("销号"),
            "about": f"{measure.unit.name}　{measure.get_kind_display()}",
            "crumbs": present.crumbs(row, _("销号")),
            "back": back,
            "refusal": permissions.record_measure.refusal(request.user, row),
        }
        return render(request, "evidence/act.html", context, status=status)

    if request.method != "POST":
        return show(forms.CloseMeasureForm(), 200)
    return perform(
        request,
        acts.close_measure,
        measure,
        forms.CloseMeasureForm(request.POST),
        done=_("已销号"),
        to=lambda _row: back,
        show=show,
    )
