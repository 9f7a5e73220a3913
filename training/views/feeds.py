"""The person's own calendar feed: its page, and the feed itself by its secret alone."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.acts import note_refusal, status_of
from core.audit import origin
from core.errors import DomainError
from core.guesses import SPAN, Guesses
from training.forms.timetables import FeedForm
from training.models import CalendarFeed
from training.presenters import feeds as present
from training.queries import feeds as queries
from training.services import feeds

ASKED, WRONG = Guesses("feed", 60), Guesses("feed-guess", 20)  # of one feed, from one address


def calendar(request: HttpRequest) -> HttpResponse:
    """Show whether a feed stands, and make a new one; its address is shown this once."""
    row = CalendarFeed.objects.visible_to(request.user).standing().first()
    if request.method != "POST":
        return _page(request, row, FeedForm(), 200)
    form = FeedForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, 422)
    try:
        made = feeds.make(request.user, by=request.user, at=timezone.now(), **form.cleaned_data)
    except DomainError as error:
        form.add_error(None, str(error))
        note_refusal(request, error)
        return _page(request, row, form, status_of(error))
    where = reverse("training:calendar-feed", args=[made.secret])
    response = _page(request, made.feed, FeedForm(), 200, request.build_absolute_uri(where))
    response["Cache-Control"] = "no-store"
    return response


def _page(
    request: HttpRequest, row: CalendarFeed | None, form: Any, status: int, address: str = ""
) -> HttpResponse:
    context = {"feed": row, "form": form, "address": address}
    return render(request, "training/phone/calendar.html", context, status=status)


@require_POST
def calendar_revoke(request: HttpRequest) -> HttpResponse:
    """Stop the person's feed; asked twice, the second finds none and says so."""
    row = CalendarFeed.objects.visible_to(request.user).standing().first()
    if row is None:
        messages.info(request, _("没有正在使用的订阅地址。"))
    else:
        feeds.revoke(row, by=request.user, at=timezone.now())
        messages.success(request, _("已停用订阅地址"))
    return redirect("training:calendar")


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer the feed to a calendar programme, which cannot sign in."""
    if WRONG.are_spent(origin.address()):
        return _later()
    row = queries.by_secret(secret)
    if row is None:
        WRONG.note(origin.address())
        return HttpResponse(status=404)
    if ASKED.are_spent(row.pk):
        return _later()
    ASKED.note(row.pk)
    response = HttpResponse(present.calendar(row), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="calendar.ics"'
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _later() -> HttpResponse:
    return HttpResponse(status=429, headers={"Retry-After": str(SPAN)})
