"""The library of places, and the acts that change a posting under way."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.vary import vary_on_headers

from core import dates
from core.acts import shown
from core.ui import lists
from core.ui.forms import NoFields
from evidence.views.pages import Page, act_page, form_page, posted
from training.forms import practice as forms
from training.models import HostPlace, PracticePosting
from training.permissions import practice as permissions
from training.presenters import posting_changes as present
from training.queries import mentors, postings
from training.queries import places as queries
from training.services import places, posting_changes

_ORDER = {"name": "name", "free": "free_count", "km": "seat_km", "kind": "kind"}


def _today() -> Any:
    return dates.legal_day(timezone.now())


@vary_on_headers("HX-Request")
def place_list(request: HttpRequest) -> HttpResponse:
    rows = queries.listed(HostPlace.objects.visible_to(request.user), _today())
    rows = lists.in_order(rows, request.GET, by=_ORDER, default="name")
    context = {
        "title": _("锻炼点"),
        "crumbs": [(_("实践锻炼"), reverse("training:posting-list")), (_("锻炼点"), None)],
        "page": lists.page_of(rows, request.GET),
        "default_sort": "name",
        "can_enter": queries.counties(request.user).exists(),
    }
    return render(request, "training/places/list.html", context)


def _crumbs(*more: tuple[Any, str | None]) -> list[tuple[Any, str | None]]:
    return [
        (_("实践锻炼"), reverse("training:posting-list")),
        (_("锻炼点"), reverse("training:place-list")),
        *more,
    ]


def place_new(request: HttpRequest) -> HttpResponse:
    """Enter a place; 404 for who keeps no county's places."""
    if not queries.counties(request.user).exists():
        raise Http404

    def act(_none: None, *, unit: Any, **told: Any) -> HostPlace:
        return places.enter(unit, **told)

    back = reverse("training:place-list")
    return form_page(
        request,
        act,
        None,
        forms.PlaceForm(posted(request), units=queries.units(request.user)),
        title=_("登记锻炼点"),
        crumbs=_crumbs((_("登记锻炼点"), None)),
        after=_("登记后，派出和转接时可以选用，系统核对名额。"),
        back=back,
        done=_("已登记锻炼点"),
        to=lambda _row: back,
    )


def _held(place: HostPlace, _user: Any) -> dict[str, Any]:
    return {"initial": {"capacity": place.capacity, "lodging": place.lodging}}


PLACE_ACTS = {
    "resize": Page(
        places.resize,
        forms.RoomForm,
        _("修改名额"),
        _("已修改名额"),
        permissions.keep_places.refusal,
        _("名额不能少于现有和已安排的人数。"),
        given=_held,
    ),
    "close": Page(
        places.close,
        NoFields,
        _("停用锻炼点"),
        _("已停用锻炼点"),
        permissions.keep_places.refusal,
        _("停用后不再派人去；已在那里锻炼的不受影响，直到期满。"),
    ),
}


def place_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Show one act on a place, or do it."""
    row = get_object_or_404(HostPlace.objects.visible_to(request.user), pk=pk)
    if name not in PLACE_ACTS:
        raise Http404
    crumbs = _crumbs((row.name, None))
    back = reverse("training:place-list")
    return act_page(request, row, PLACE_ACTS[name], back=back, about=row.name, crumbs=crumbs)


def _day(name: str) -> Any:
    return lambda _row, _user: {"initial": {name: _today()}}


def _elsewhere(posting: PracticePosting, user: Any) -> dict[str, Any]:
    """Answer where to and to whom; who may not move anybody is told no names."""
    county, on = posting.case.county_id, _today()
    besides = mentors.unfit_for(posting.case)
    people = mentors.with_load(postings.transfer_mentors(county, besides=besides, on=on), on=on)
    may = permissions.change_posting.allows(user, posting)
    return {
        "places": HostPlace.objects.visible_to(user).standing().filter(county=county),
        "mentors": people if may else people.none(),
        "initial": {"on": on},
    }


def _pause_told(posting: PracticePosting, _user: Any) -> dict[str, Any]:
    return {"after": present.after_resume(posting)}


_REFUSAL = permissions.change_posting.refusal
POSTING_ACTS = {
    "pause": Page(
        posting_changes.pause,
        forms.PauseForm,
        _("暂停实践锻炼"),
        _("已暂停"),
        _REFUSAL,
        _("暂停期间不写日志，期限停止计算；恢复时终止日期按暂停天数顺延。"),
        given=_day("from_on"),
    ),
    "resume": Page(
        posting_changes.resume,
        forms.ResumeForm,
        _("恢复实践锻炼"),
        _("已恢复"),
        _REFUSAL,
        given=_day("on"),
        more=_pause_told,
    ),
    "extend": Page(
        posting_changes.extend,
        forms.ExtendForm,
        _("延期"),
        _("已延期"),
        _REFUSAL,
        _("只能延期一次；连同原期限不超过 6 个月，暂停、中止的天数不计在内。"),
    ),
    "transfer": Page(
        posting_changes.transfer,
        forms.TransferForm,
        _("转到另一个锻炼点"),
        _("已转接"),
        _REFUSAL,
        _("转接后由新的带教人点评；原接收单位和原带教人不再看到这项实践锻炼，写过的留着。"),
        given=_elsewhere,
    ),
}


def posting_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Show one act that changes a posting, or do it."""
    rows = PracticePosting.objects.visible_to(request.user)
    row = get_object_or_404(rows.select_related("case__cadre", "host_unit", "mentor"), pk=pk)
    if name not in POSTING_ACTS:
        raise Http404
    page, back = POSTING_ACTS[name], reverse("training:posting-detail", args=[pk])
    about = row.case.cadre.name
    crumbs = [
        (_("实践锻炼"), reverse("training:posting-list")),
        (about, back),
        (str(page.title), None),
    ]
    return act_page(request, shown(request, row), page, back=back, about=about, crumbs=crumbs)
