"""The room: every case of a meeting on a screen of its own, and the votes as they are cast."""

from typing import Any

from django.contrib.messages import get_messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import dates
from core.acts import perform, shown
from evidence.views.pages import form_page, posted
from recall import permissions
from recall.forms.meetings import MemberRecusalForm
from recall.models import Meeting
from recall.presenters import meetings as present
from recall.queries import matters
from recall.queries import meetings as asked
from recall.services import votes
from recall.views.meetings import item_of, scoped


def room(request: HttpRequest, pk: int) -> HttpResponse:
    """All cases at once, so that the meeting goes on while the network is gone."""
    return _show(request, scoped(request, pk))


def _show(request: HttpRequest, row: Meeting, bound: Any = None, status: int = 200) -> HttpResponse:
    if not present.reads(row, request.user):
        raise Http404
    on = dates.legal_day(timezone.now())
    context = present.room(scoped(request, row.pk), user=request.user, on=on, bound=bound)
    for case in context["cases"]:
        shown(request, case["nomination"])
    return render(request, "recall/meetings/room.html", context, status=status)


@require_POST
def vote(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Keep one case's counts; a script that sends what waited is answered with JSON."""
    item = item_of(request, pk, item_pk)
    wants_json = request.headers.get("Accept") == "application/json"

    def show(form: Any, status: int) -> HttpResponse:
        if wants_json:
            said = [error for errors in form.errors.values() for error in errors]
            return JsonResponse({"said": " ".join(said)}, status=status)
        return _show(request, item.meeting, (item.pk, form), status)

    kept: list[Any] = []
    answer = perform(
        request,
        lambda row, **told: kept.append(votes.vote(row, **told)),
        item,
        present.form_of(item, request.POST),
        done=_("已登记表决"),
        to=lambda _row: f"{reverse('recall:meeting-room', args=[pk])}#case-{item_pk}",
        show=show,
    )
    if not (wants_json and kept):
        return answer
    list(get_messages(request))  # said in the room itself; the next page need not say it again
    return JsonResponse({"said": present.said(kept[0])})


def recuse(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    item = shown(request, item_of(request, pk, item_pk))
    row, room_ = item.meeting, reverse("recall:meeting-room", args=[pk])
    told = matters.interests([item])[item.nomination_id]
    due = asked.roll(item, asked.members_of(row), told).due
    back = f"{room_}#case-{item_pk}"
    return form_page(
        request,
        votes.recuse_member,
        item,
        MemberRecusalForm(
            posted(request), members=row.members.filter(pk__in=[m.pk for m in due]).order_by("pk")
        ),
        title=_("会上登记回避"),
        about=item.nomination.cadre.name,
        crumbs=present.crumbs(row, _("会上登记回避")),
        after=_("登记后该同志不计入此件的应到和到会人数；此件已表决的，须重新表决。"),
        back=back,
        refusal=permissions.run_meeting.refusal(request.user, row),
        done=_("已登记回避"),
        to=lambda _row: back,
    )
