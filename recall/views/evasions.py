"""Refusals and concealments of units: recorded, answered, confirmed, withdrawn, measured."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import dates
from core.acts import shown
from evidence.models import Signal
from evidence.views.pages import Page, act_page, form_page, posted
from recall import permissions
from recall.forms import evasions as forms
from recall.models import Challenge, Evasion, Round, UnitMeasure
from recall.models.clocks import OFFICE
from recall.presenters import challenges as asked
from recall.presenters import evasions as present
from recall.queries import challenges, evasions
from recall.services import compliance
from recall.services import evasions as acts


def _to(row: Evasion) -> str:
    return reverse("recall:evasion", args=[row.pk])


def evasion_refused(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a unit refused to answer a challenge."""
    rows = Challenge.objects.visible_to(request.user).filter(
        campaign__county__in=request.user.counties(*OFFICE)
    )
    row = get_object_or_404(rows.select_related("campaign", "round", "unit"), pk=pk)
    return form_page(
        request,
        acts.refuse,
        row,
        forms.RefusedForm(posted(request)),
        done=_("已认定拒报"),
        to=_to,
        title=_("认定拒报"),
        about=row.unit.name,
        after=_("须在答复期限届满、单位仍未答复之后；认定可以撤回，撤回后所依据的措施一并撤回。"),
        back=reverse("recall:challenge", args=[pk]),
        crumbs=asked.crumbs(row.campaign, row.unit.name, _("认定拒报")),
        refusal=permissions.record_measure.refusal(request.user, row.campaign),
    )


def evasion_concealed(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    """Say that a unit knew of a fact and kept it back; the unit is heard first."""
    rounds = Round.objects.visible_to(request.user).select_related("campaign")
    round_ = get_object_or_404(
        rounds.filter(campaign__county__in=request.user.counties(*OFFICE)), pk=pk
    )
    row = get_object_or_404(round_.campaign.campaign_units.select_related("unit"), unit=unit_pk)
    today = dates.legal_day(timezone.now())
    report = challenges.report_of(round_, row.unit, on=today)
    until = (report.reported_on if report else None) or today
    known = evasions.known(round_, row.unit, request.user, until=until)

    def act(one: Round, **told: Any) -> Evasion:
        return acts.conceal(one, unit=row.unit, **told)

    return form_page(
        request,
        act,
        round_,
        forms.ConcealedForm(posted(request), signals=known),
        done=_("已送单位说明，期满后由他人确认"),
        to=_to,
        title=_("认定瞒报"),
        about=row.unit.name,
        after=_("先听取单位说明，再由另一人确认；确认之前单位状态不变。"),
        back=reverse("recall:challenge-board", args=[round_.campaign_id]),
        crumbs=asked.crumbs(round_.campaign, row.unit.name, _("认定瞒报")),
        refusal=permissions.record_measure.refusal(request.user, round_.campaign),
    )


def _evasion(request: HttpRequest, pk: int) -> Evasion:
    rows = Evasion.objects.visible_to(request.user)
    related = ("campaign__county", "campaign__scheme_version", "round", "unit", "challenge")
    return get_object_or_404(rows.select_related(*related, "signal__cadre"), pk=pk)


def evasion(request: HttpRequest, pk: int) -> HttpResponse:
    row = _evasion(request, pk)
    if row.signal and Signal.objects.visible_to(request.user).filter(pk=row.signal_id).exists():
        shown(request, row.signal)  # the page says whom it names
    context = present.detail(row, user=request.user, on=dates.legal_day(timezone.now()))
    context["crumbs"] = _crumbs(request, row)
    return render(request, "recall/challenges/evasion.html", context)


def _crumbs(request: HttpRequest, row: Evasion, *more: str) -> list[tuple[str, str | None]]:
    """Answer the way to a page: by the county's board for the department, else by itself."""
    here = (present.heading(row), _to(row) if more else None)
    ends = [here, *((label, None) for label in more)]
    if row.campaign.county_id not in request.user.counties(*OFFICE):
        return ends
    board = reverse("recall:challenge-board", args=[row.campaign_id])
    way = asked.crumbs(row.campaign)[:-1]
    return [*way, (_("零报告质询"), board), *ends]


def _measure(row: Evasion, *, by: Any, at: datetime, **told: Any) -> UnitMeasure:
    return compliance.record_measure(row.campaign, unit=row.unit, evasion=row, by=by, at=at, **told)


def _ladder(row: Evasion, _user: Any) -> dict[str, Any]:
    return {"initial": {"kind": challenges.next_step(row.campaign, row.unit)}}


ACTS = {
    "say": Page(
        acts.say,
        forms.SayForm,
        gettext_lazy("作出说明"),
        gettext_lazy("已提交说明"),
        lambda user, row: permissions.sign_zero_report.refusal(user, row.unit),
    ),
    "confirm": Page(
        acts.confirm,
        forms.ReasonForm,
        gettext_lazy("确认瞒报"),
        gettext_lazy("已确认瞒报"),
        permissions.confirm_evasion.refusal,
    ),
    "withdraw": Page(
        acts.withdraw,
        forms.ReasonForm,
        gettext_lazy("撤回认定"),
        gettext_lazy("已撤回认定和所依据的措施"),
        permissions.withdraw_evasion.refusal,
    ),
    "measure": Page(
        _measure,
        forms.EvasionMeasureForm,
        gettext_lazy("登记措施"),
        gettext_lazy("已登记单位问责措施"),
        lambda user, row: permissions.record_measure.refusal(user, row.campaign),
        given=_ladder,
    ),
}


def evasion_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One act on a refusal or concealment."""
    if name not in ACTS:
        raise Http404
    row = _evasion(request, pk)
    page = ACTS[name]
    return act_page(
        request,
        row,
        page,
        back=_to(row),
        about=row.unit.name,
        crumbs=_crumbs(request, row, str(page.title)),
    )
