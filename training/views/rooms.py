"""The library of rooms: the list, a room's week, and the acts on it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from core import dates
from core.acts import perform
from core.ui import lists
from core.ui.forms import NoFields
from evidence.views.pages import Page, act_page
from training import permissions
from training.forms.timetables import RefitForm, RoomForm, WeekForm
from training.models import Room
from training.presenters import timetables as present
from training.queries import classes, timetables
from training.queries import rooms as queries
from training.services import rooms


def room_list(request: HttpRequest) -> HttpResponse:
    """Show the rooms, and take a new one."""
    counties = classes.planning_counties(request.user)
    if not counties:
        raise Http404
    given = {"counties": classes.divisions(counties)}

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "form": form,
            "page": lists.page_of(queries.listed(counties, timezone.now()), request.GET),
            "crumbs": [(_("培训班"), reverse("training:class-list")), (_("教室库"), None)],
        }
        return render(request, "training/timetable/rooms.html", context, status=status)

    def act(_none: None, *, county: Any, **facts: Any) -> Room:
        return rooms.enter(county, **facts)

    if request.method != "POST":
        return show(RoomForm(**given), 200)
    return perform(
        request,
        act,
        None,
        RoomForm(request.POST, **given),
        done=str(_("已登记教室")),
        to=lambda _row: reverse("training:room-list"),
        show=show,
    )


@require_GET
def room_week(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a room's lessons of one week, of whatever class."""
    row = get_object_or_404(Room.objects.visible_to(request.user), pk=pk)
    form = WeekForm(request.GET if "week" in request.GET else None)
    asked = form.cleaned_data.get("week") if form.is_valid() else None
    start = timetables.monday(asked or dates.legal_day(timezone.now()))
    context = present.room_week(row, start, user=request.user) | {"form": form}
    return render(request, "training/timetable/room.html", context)


def _held(room: Room, _user: Any) -> dict[str, Any]:
    return {"initial": {"seats": room.seats, "features": room.features}}


_REFUSAL = permissions.plan_class.refusal
ROOM_ACTS = {
    "refit": Page(
        rooms.refit,
        RefitForm,
        _("修改座位和设施"),
        _("已修改"),
        _REFUSAL,
        _("已排的课不变；座位不够的课在课程表上标出。"),
        given=_held,
    ),
    "close": Page(
        rooms.close,
        NoFields,
        _("停用教室"),
        _("已停用"),
        _REFUSAL,
        _("停用后不再出现在排课的选项里，已排的课不受影响。"),
    ),
    "reopen": Page(
        rooms.reopen,
        NoFields,
        _("恢复使用"),
        _("已恢复使用"),
        _REFUSAL,
        _("恢复后又可以排课。"),
    ),
}


def room_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Show one act on a room, or do it."""
    row = get_object_or_404(Room.objects.visible_to(request.user), pk=pk)
    if name not in ROOM_ACTS:
        raise Http404
    back = reverse("training:room-week", args=[pk])
    crumbs = [
        (_("培训班"), reverse("training:class-list")),
        (_("教室库"), reverse("training:room-list")),
        (row.name, back),
    ]
    return act_page(
        request, row, ROOM_ACTS[name], back=back, about=f"{row.place} {row.name}", crumbs=crumbs
    )
