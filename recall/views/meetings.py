"""Pages of a meeting outside the room: list, preparation, agenda, roll, the acts."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from accounts.enums import Role
from accounts.queries import users
from core import dates
from core.acts import perform
from core.ui import lists
from core.ui.forms import NoFields
from evidence.queries import places
from evidence.views.pages import form_page, posted
from recall import permissions
from recall.enums import MeetingState
from recall.forms import meetings as forms
from recall.models import Meeting, MeetingItem, Nomination
from recall.presenters import meetings as present
from recall.queries import matters
from recall.queries import meetings as asked
from recall.services import meetings, results


def scoped(request: HttpRequest, pk: int) -> Meeting:
    """Answer the meeting if the user may see it, else 404."""
    rows = Meeting.objects.visible_to(request.user).select_related("county", "keeper")
    return get_object_or_404(rows, pk=pk)


def item_of(request: HttpRequest, pk: int, item_pk: int) -> MeetingItem:
    """Answer an item of a meeting that the user may read; nobody finds their own case here."""
    row, seen = scoped(request, pk), asked.told_to(request.user)
    if not present.reads(row, request.user):
        raise Http404
    rows = row.items.filter(nomination__in=seen)
    return get_object_or_404(rows.select_related("meeting", "nomination__cadre"), pk=item_pk)


@vary_on_headers("HX-Request")
def meeting_list(request: HttpRequest) -> HttpResponse:
    rows = asked.listed(Meeting.objects.visible_to(request.user))
    context = {
        "title": _("部务会、常委会"),
        "crumbs": present.crumbs(),
        "page": lists.page_of(rows, request.GET),
        "can_prepare": bool(request.user.counties(Role.DECIDER)),
    }
    return render(request, "recall/meetings/list.html", context)


def prepare(request: HttpRequest) -> HttpResponse:
    counties = places.counties(request.user, Role.DECIDER)
    if not counties:
        raise Http404
    today = dates.legal_day(timezone.now())
    form = forms.PrepareForm(
        posted(request),
        counties=counties,
        people=_deciders(counties, today),
        initial={"held_on": today},
    )
    return form_page(
        request,
        lambda _none, *, county, **told: meetings.prepare(county, **told),
        None,
        form,
        title=_("筹备会议"),
        crumbs=present.crumbs(None, _("筹备会议")),
        after=_("建立后列入议程，会前逐一登记到会。"),
        back=reverse("recall:meeting-list"),
        done=_("已建立，请列入议程"),
        to=lambda row: reverse("recall:meeting", args=[row.pk]),
    )


def _deciders(counties: Any, on: Any) -> Any:
    """Answer the deciders of the counties in which the user may prepare a meeting."""
    found: set[int] = set()
    for county in counties:
        found |= set(
            users.holders(Role.DECIDER, county_id=county.pk, on=on).values_list("pk", flat=True)
        )
    return asked.people(found)


def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, scoped(request, pk))


def show(request: HttpRequest, row: Meeting, form: Any = None, status: int = 200) -> HttpResponse:
    fresh = scoped(request, row.pk)
    context = present.page(fresh, user=request.user, at=timezone.now()) | {"form": form}
    return render(request, "recall/meetings/detail.html", context, status=status)


def _back(pk: int) -> Any:
    return lambda _row: reverse("recall:meeting", args=[pk])


def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    row = scoped(request, pk)
    waiting = matters.waiting(row, seen=Nomination.objects.visible_to(request.user))
    return form_page(
        request,
        meetings.place_all,
        row,
        forms.AgendaForm(posted(request), waiting=waiting),
        title=_("列入议程"),
        about=row.name,
        crumbs=present.crumbs(row, _("列入议程")),
        after=_("按期限先后排列。列入时记下材料的版本和校验值，之后有改动的须重新宣读。"),
        back=reverse("recall:meeting", args=[pk]),
        refusal=permissions.run_meeting.refusal(request.user, row),
        done=_("已列入议程"),
        to=_back(pk),
    )


def roll(request: HttpRequest, pk: int) -> HttpResponse:
    row = scoped(request, pk)
    return form_page(
        request,
        meetings.call_roll,
        row,
        forms.RollForm(posted(request), members=asked.members_of(row)),
        title=_("登记到会"),
        about=row.name,
        crumbs=present.crumbs(row, _("登记到会")),
        after=_("会中有人到会或者离会的，再登记一次；已表决的不变。"),
        back=reverse("recall:meeting", args=[pk]),
        refusal=permissions.keep_meeting.refusal(request.user, row),
        done=_("已登记到会"),
        to=_back(pk),
    )


_MOVES = {
    "open": (meetings.open_meeting, gettext_lazy("已开会")),
    "close": (meetings.close_meeting, gettext_lazy("已闭会")),
    "apply": (results.apply_meeting, gettext_lazy("已逐件登记，结果见下表")),
}
_ITEM_ACTS: dict[str, tuple[Any, Any]] = {
    "up": (meetings.move_up, gettext_lazy("已前移一位")),
    "drop": (meetings.take_off, gettext_lazy("已移出议程")),
    "renew": (meetings.renew, gettext_lazy("已按现在的材料重新列入，请重新宣读并表决")),
    "apply": (results.apply_item, gettext_lazy("已再次登记，结果见下表")),
}


@require_POST
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """The one act of the meeting's state."""
    row = scoped(request, pk)
    if name not in _MOVES:
        raise Http404
    service, done = _MOVES[name]
    opened = name == "open"
    return perform(
        request,
        service,
        row,
        NoFields(request.POST),
        done=str(done),
        to=lambda row: reverse(f"recall:meeting{'-room' if opened else ''}", args=[row.pk]),
        show=lambda form, status: show(request, row, form, status),
    )


@require_POST
def item_act(request: HttpRequest, pk: int, item_pk: int, name: str) -> HttpResponse:
    """The small acts on an item: off the agenda, read again, tried again by another hand."""
    item = item_of(request, pk, item_pk)
    if name not in _ITEM_ACTS:
        raise Http404
    service, done = _ITEM_ACTS[name]
    row = item.meeting
    in_room = name == "renew" and row.state == MeetingState.OPENED
    address = reverse("recall:meeting-room" if in_room else "recall:meeting", args=[pk])

    def act(meeting_: Meeting, **who: Any) -> Any:
        return service(item, **who) if name == "apply" else service(meeting_, item=item, **who)

    return perform(
        request,
        act,
        row,
        NoFields(request.POST),
        done=str(done),
        to=lambda _row: f"{address}#case-{item_pk}" if in_room else address,
        show=lambda form, status: show(request, row, form, status),
    )
