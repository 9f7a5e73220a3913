"""Polls as their organiser and the department see them: list, plan, page, roll, signals."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from core import dates
from core.acts import perform, shown
from core.ui import lists
from core.ui.forms import NoFields
from evidence import permissions
from evidence.forms.polls import PlanForm
from evidence.models import Poll
from evidence.presenters import polls as present
from evidence.queries import places
from evidence.queries import polls as queries
from evidence.services import polls


def poll_of(request: HttpRequest, pk: int) -> Poll:
    """Answer the poll if the user may see it, else 404."""
    rows = Poll.objects.visible_to(request.user).select_related("unit", "county", "ground", "void")
    return get_object_or_404(rows, pk=pk)


@vary_on_headers("HX-Request")
def poll_list(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    rows = queries.listed(Poll.objects.visible_to(request.user), state=state)
    page = lists.page_of(rows, request.GET)
    context = {
        "title": _("民主测评"),
        "page": page,
        "rows": present.rows(page),
        "tabs": present.tabs(request.GET),
        "crumbs": [*present.crumbs()[:1], (_("民主测评"), None)],
        "can_plan": bool(present.scopes(request.user)),
    }
    return render(request, "evidence/polls/list.html", context)


def poll_new(request: HttpRequest) -> HttpResponse:
    """Plan a poll, from a preset or from nothing; 404 for who may plan none."""
    scopes = present.scopes(request.user)
    if not scopes:
        raise Http404
    chosen = request.GET.get("preset", "")
    told: dict[str, Any] = {"places": scopes, "grounds": places.grounds()}

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "form": form,
            "presets": present.offered(chosen),
            "crumbs": present.crumbs((_("新建"), None)),
        }
        return render(request, "evidence/polls/new.html", context, status=status)

    if request.method != "POST":
        return show(PlanForm(initial=present.preset(chosen), **told), 200)
    return perform(
        request,
        lambda _none, *, county, **facts: polls.plan(county, **facts),
        None,
        PlanForm(request.POST, **told),
        done=_("已建立测评"),
        to=lambda row: reverse("evidence:poll", args=[row.pk]),
        show=show,
    )


def poll(request: HttpRequest, pk: int) -> HttpResponse:
    return show_poll(request, shown(request, poll_of(request, pk)))


def show_poll(
    request: HttpRequest, row: Poll, *, status: int = 200, form: Any = None
) -> HttpResponse:
    """Show a poll's page, with the errors of an act that was refused."""
    on = dates.legal_day(timezone.now())
    context = present.detail(poll_of(request, row.pk), user=request.user, on=on)
    context["form"] = form
    return render(request, "evidence/polls/detail.html", context, status=status)


@vary_on_headers("HX-Request")
def poll_roll(request: HttpRequest, pk: int) -> HttpResponse:
    """The roll, for the organiser alone; 404 for all others who see the poll."""
    row = poll_of(request, pk)
    if not permissions.organise_poll.allows(request.user, row):
        raise Http404
    voters = row.voters.select_related("group", "cadre__unit")
    page = lists.page_of(voters.order_by("group__position", "name", "pk"), request.GET)
    context = {
        "title": _("名册"),
        "poll": row,
        "page": page,
        "rows": present.roll(page),
        "can_edit": row.opened_at is None,
        "crumbs": present.crumbs(
            (row.title, reverse("evidence:poll", args=[pk])), (_("名册"), None)
        ),
    }
    return render(request, "evidence/polls/roll.html", context)


@require_POST
def poll_drop(request: HttpRequest, pk: int, kind: str, row_pk: int) -> HttpResponse:
    """Take a person off the ballot or somebody off the roll, before the poll opens."""
    row = poll_of(request, pk)
    if kind not in _DROPS:
        raise Http404
    find, act, back = _DROPS[kind]
    found = find(row, row_pk)
    if found is None:
        raise Http404
    return perform(
        request,
        lambda poll, **told: act(poll, **{kind: found}, **told),
        row,
        NoFields(request.POST),
        done=_("已移出"),
        to=lambda _none: reverse(back, args=[pk]),
        show=lambda form, status: show_poll(request, row, status=status, form=form),
    )


_DROPS: dict[str, Any] = {
    "subject": (present.subject_of, polls.drop_subject, "evidence:poll"),
    "voter": (present.voter_of, polls.drop_voter, "evidence:poll-roll"),
}
