"""Polls about trainees: what stands for a class, and the page that opens one."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.acts import perform, shown
from training.enums import PollPart
from training.forms.polls import OpenForm, closing
from training.models import Enrolment, TrainingClass
from training.permissions import polls as permissions
from training.presenters import polls as present
from training.services import polls
from training.views.classes import scoped


def _room(request: HttpRequest, pk: int) -> TrainingClass:
    """Answer the class for who runs it; for all others it is no page."""
    row = scoped(request, pk)
    if not permissions.open_poll.allows(request.user, row):
        raise Http404
    return row


def class_polls(request: HttpRequest, pk: int) -> HttpResponse:
    context = present.of_class(_room(request, pk))
    return render(request, "training/polls/class.html", context)


def peer_poll(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a class judge itself."""
    row = _room(request, pk)
    return _open(request, polls.open_peer, row, row, None, PollPart.PEER)


def trainee_poll(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """Let a trainee's unit or fellow trainees judge them."""
    rows = Enrolment.objects.visible_to(request.user).standing()
    rows = rows.select_related("case__cadre", "case__unit", "case__campaign", "training_class")
    row = get_object_or_404(rows, pk=pk)
    room = _room(request, row.training_class_id)
    if part not in PollPart.values:
        raise Http404
    shown(request, row)

    def act(one: Enrolment, **told: Any) -> Any:
        return polls.open_for(one, part=part, **told)

    return _open(request, act, row, room, row, part)


def _open(
    request: HttpRequest, act: Any, subject: Any, room: TrainingClass, one: Any, part: str
) -> HttpResponse:
    def show(form: Any, status: int) -> HttpResponse:
        context = present.opening(room, one, part) | {"form": form}
        return render(request, "training/polls/open.html", context, status=status)

    if request.method != "POST":
        return show(OpenForm(initial={"closes_at": closing(timezone.now())}), 200)
    return perform(
        request,
        act,
        subject,
        OpenForm(request.POST),
        done=_("投票已开始"),
        to=lambda _row: reverse("training:class-polls", args=[room.pk]),
        show=show,
    )
