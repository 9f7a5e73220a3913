"""保全: what is held, a new hold, and its end."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from cadres.models import Cadre
from core.acts import searched, shown, words_of
from core.ui import lists
from evidence.views.pages import form_page, posted
from keeping import permissions
from keeping import presenters as present
from keeping.enums import HoldKind
from keeping.forms import HoldForm, ReasonForm
from keeping.models import Hold
from keeping.queries import lists as queries
from keeping.services import holds
from recall.models import Campaign, Nomination

_ROWS: dict[str, Any] = {
    HoldKind.CADRE: Cadre,
    HoldKind.NOMINATION: Nomination,
    HoldKind.CAMPAIGN: Campaign,
}


@vary_on_headers("HX-Request")
def hold_list(request: HttpRequest) -> HttpResponse:
    """What is held; a search leads to the people, matters and campaigns that may be."""
    if answer := searched(request, "holds"):
        return answer
    words = words_of(request, "holds")
    view = request.GET.get("view", "waiting")
    rows = queries.holds(request.user, view if view in queries.VIEWS else "waiting")
    page = lists.page_of(rows, request.GET)
    context = {
        "title": _("保全登记"),
        "crumbs": present.crumbs("keeping:hold-list", _("保全登记")),
        "page": page,
        "tabs": present.tabs(request.GET, _("保全中"), _("已解除"), _("全部")),
        "lines": [
            {
                "row": row,
                "mark": present.hold_mark(row),
                "target": present.hold_target(row),
                "may_lift": row.lifted_at is None
                and permissions.lift_hold.allows(request.user, row),
            }
            for row in page
        ],
        "may_place": bool(request.user.counties(*permissions.DECIDING)),
        **_found(words, request.user),
    }
    return render(request, "keeping/holds.html", context)


def _found(words: str, user: Any) -> dict[str, Any]:
    people = list(queries.people(words, user)) if words else []
    return {
        "words": words,
        "people": people,
        "matters": list(queries.matters(people, user)) if people else [],
        "campaigns": list(queries.campaigns(words, user)) if words else [],
    }


def hold_new(request: HttpRequest, what: str, pk: int) -> HttpResponse:
    """Hold a person, a matter or a campaign."""
    if what not in _ROWS:
        raise Http404
    row = get_object_or_404(_ROWS[what].objects.visible_to(request.user), pk=pk)
    is_own = request.user.pk in permissions.subjects_of(row)
    if is_own or permissions.county_of(row).pk not in request.user.counties(*permissions.DECIDING):
        raise Http404
    if what != HoldKind.CAMPAIGN:
        shown(request, row)
    refusal = permissions.place_hold.refusal(request.user, row)
    return form_page(
        request,
        holds.place,
        row,
        HoldForm(posted(request)),
        done=_("已登记保全"),
        to=lambda _row: reverse("keeping:hold-list"),
        title=_("登记保全"),
        about=row.title if what == HoldKind.CAMPAIGN else str(row),
        crumbs=present.crumbs("keeping:hold-list", _("保全登记"), _("登记保全")),
        after=_("登记后立即生效，由另一人解除；保全期间不销毁有关材料。"),
        back=reverse("keeping:hold-list"),
        refusal=refusal,
    )


def hold_lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Lift a hold."""
    rows = Hold.objects.visible_to(request.user).select_related(
        "county", "cadre", "nomination__cadre", "campaign"
    )
    row = shown(request, get_object_or_404(rows, pk=pk))
    return form_page(
        request,
        holds.lift,
        row,
        ReasonForm(posted(request)),
        done=_("已解除保全"),
        to=lambda _row: reverse("keeping:hold-list"),
        title=_("解除保全"),
        about=present.hold_target(row),
        crumbs=present.crumbs("keeping:hold-list", _("保全登记"), _("解除保全")),
        back=reverse("keeping:hold-list"),
        refusal=permissions.lift_hold.refusal(request.user, row),
    )
