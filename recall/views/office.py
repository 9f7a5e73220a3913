"""Pages of the department: verification, hearing on record, recusal, decision."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.enums import Role
from core import dates
from core.acts import perform, shown
from recall import permissions
from recall.forms.office import DecideForm, VerifyForm
from recall.models import Nomination
from recall.presenters import nominations as present
from recall.presenters import submissions
from recall.queries import meetings
from recall.queries.nominations import facts_of
from recall.services import decisions, lateness, leaving, nominations, verifications
from recall.views import panels as office
from recall.views.nominations import scoped, show


def _in_office(request: HttpRequest, pk: int, role: Role) -> Nomination:
    """Answer the nomination for a holder of the role in its county, else 404."""
    rows = Nomination.objects.visible_to(request.user).filter(
        county__in=request.user.counties(role)
    )
    rows = rows.select_related("cadre", "unit", "campaign", "campaign__county", "round")
    return shown(request, get_object_or_404(rows, pk=pk))


def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Every fact with its evidence, a finding for each, then the conclusion."""
    row = _in_office(request, pk, Role.VERIFIER)
    form = VerifyForm(request.POST or None, facts=facts_of(row), initial={"version": row.version})

    def again(form: Any, status: int) -> HttpResponse:
        fresh = scoped(request, row.pk)
        context = {
            **present.detail(fresh, user=request.user, on=dates.legal_day(timezone.now())),
            **submissions.changes(fresh),
            "form": form,
            "crumbs": present.crumbs(fresh, _("核实")),
            "refusal": permissions.verify_nomination.refusal(request.user, fresh),
            "is_open": fresh.state == "SUBMITTED",
        }
        return render(request, "recall/nominations/verify.html", context, status=status)

    if request.method != "POST":
        return again(form, 200)
    return perform(
        request,
        verifications.conclude,
        row,
        form,
        done=_("已登记核实认定"),
        to=lambda row: reverse("recall:nomination", args=[row.pk]),
        show=again,
    )


def decide(request: HttpRequest, pk: int, consequences_page: str) -> HttpResponse:
    """The meeting's decision on one nomination."""
    row = _in_office(request, pk, Role.DECIDER)
    on = dates.legal_day(timezone.now())
    read = {"version": row.version, "content_hash": meetings.digest(row)}
    form = DecideForm(
        request.POST or None, people=office.seats(row, on=on), initial=read | {"held_on": on}
    )

    def again(form: Any, status: int) -> HttpResponse:
        fresh = scoped(request, row.pk)
        context = {
            **present.detail(fresh, user=request.user, on=on),
            "form": form,
            "consequences_page": consequences_page,
            "crumbs": present.crumbs(fresh, _("集体研究决定")),
            "refusal": permissions.decide_nomination.refusal(request.user, fresh),
            "is_open": fresh.state == "HEARD",
        }
        return render(request, "recall/nominations/decide.html", context, status=status)

    if request.method != "POST":
        return again(form, 200)
    return perform(
        request,
        decisions.decide,
        row,
        form,
        done=_("已登记集体研究决定"),
        to=lambda row: reverse("recall:nomination", args=[row.pk]),
        show=again,
    )


_ACTS = {
    "waive": (verifications.waive, gettext_lazy("已登记不申辩")),
    "lapse": (verifications.lapse, gettext_lazy("已登记逾期未申辩")),
    "admit": (lateness.admit, gettext_lazy("已准予受理")),
    "withdraw": (nominations.withdraw, gettext_lazy("已撤回")),
    "leave": (leaving.end_nomination, gettext_lazy("已按离任终止")),
    "recuse": (decisions.recuse, gettext_lazy("已登记回避")),
}


@require_POST
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """The small acts of the panel beside a nomination."""
    row = scoped(request, pk)
    if name not in _ACTS:
        raise Http404
    service, done = _ACTS[name]
    on = dates.legal_day(timezone.now())
    given = {"people": office.recusable(row, on=on)} if name == "recuse" else {}
    return perform(
        request,
        service,
        row,
        office.form_of(name, request.POST, **given),
        done=str(done),
        to=lambda _row: reverse("recall:nomination", args=[pk]),
        show=lambda form, status: show(request, row, status=status, form=form),
    )


@require_POST
def confirm(request: HttpRequest, pk: int, fact_pk: int) -> HttpResponse:
    """A second admin confirms a fact under "其他"."""
    row = _in_office(request, pk, Role.COUNTY_ADMIN)
    fact = get_object_or_404(row.facts, pk=fact_pk)
    return perform(
        request,
        lambda nomination, **who: verifications.confirm(nomination, fact=fact, **who),
        row,
        Form(request.POST),
        done=_("已确认"),
        to=lambda _row: reverse("recall:nomination", args=[pk]),
        show=lambda form, status: show(request, row, status=status, form=form),
    )
