"""保管期限: the schedule, a longer term proposed, and its decision."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.acts import perform
from core.ui.forms import NoFields
from evidence.views.pages import form_page, posted
from keeping import permissions
from keeping import presenters as present
from keeping.enums import RecordKind
from keeping.forms import TermForm
from keeping.models import Term
from keeping.permissions import DECIDING
from keeping.queries import lists as queries
from keeping.queries import schedule
from keeping.queries import terms as in_force
from keeping.services import terms
from units.models import Jurisdiction


def home(request: HttpRequest) -> HttpResponse:
    """The schedule of every kind, with the terms of one of the user's divisions."""
    return _schedule(request, request.GET.get("division", ""))


def _schedule(
    request: HttpRequest, asked: str, *, refused: Any = None, status: int = 200
) -> HttpResponse:
    own = list(queries.divisions(request.user.counties(*DECIDING)))
    chosen = next((row for row in own if str(row.pk) == asked), own[0] if own else None)
    context = {
        "refused": refused,
        "title": _("保管期限"),
        "crumbs": [(_("保管期限"), None)],
        "division": chosen,
        "divisions": own if len(own) > 1 else [],
        "kinds": present.kinds(chosen, request.user),
    }
    return render(request, "keeping/home.html", context, status=status)


def _division(request: HttpRequest, pk: int) -> Jurisdiction:
    return get_object_or_404(queries.divisions(request.user.counties(*DECIDING)), pk=pk)


def term_new(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Propose for how long a division keeps a kind."""
    division = _division(request, pk)
    if kind not in RecordKind.values:
        raise Http404
    least = in_force.floor(division, kind)
    told = {"least": least, "most": schedule.limit(kind)}
    return form_page(
        request,
        lambda subject, **given: terms.propose(subject, kind=kind, **given),
        division,
        TermForm(posted(request), initial={"years": in_force.in_force(division)[kind]}),
        done=_("已提出，等待另一人审批"),
        to=lambda row: f"{reverse('keeping:home')}?division={row.division_id}",
        title=_("调整保管期限"),
        about=f"{division.name}　{RecordKind(kind).label}",
        crumbs=[(_("保管期限"), reverse("keeping:home")), (_("调整保管期限"), None)],
        after=_("可以设 %(least)s 年至 %(most)s 年；另一人审批后执行。") % told,
        back=f"{reverse('keeping:home')}?division={division.pk}",
        refusal=permissions.propose_term.refusal(request.user, division),
    )


@require_POST
def term_decide(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Confirm or refuse a proposed term."""
    if name not in ("confirm", "refuse"):
        raise Http404
    rows = Term.objects.visible_to(request.user).select_related("division")
    row = get_object_or_404(rows, pk=pk)
    return perform(
        request,
        lambda subject, **given: terms.decide(subject, is_confirmed=name == "confirm", **given),
        row,
        NoFields(request.POST),
        done=_("已审批"),
        to=lambda _row: f"{reverse('keeping:home')}?division={row.division_id}",
        show=lambda form, status: _schedule(
            request, str(row.division_id), refused=form, status=status
        ),
    )
