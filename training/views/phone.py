"""Pages for a hand-held screen: the trainee's day and journal, the mentor's trainees."""

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core import dates
from core.acts import perform, shown
from evidence.queries import polls as evidence_polls
from evidence.views.pages import file_response
from training.forms.postings import JournalForm
from training.models import JournalPhoto, PracticePosting
from training.presenters import phone as present
from training.presenters import reflections as present_reflections
from training.presenters import timetables as present_timetables
from training.queries import ratings, reflections
from training.queries import today as queries
from training.services import journals


def today(request: HttpRequest) -> HttpResponse:
    """Today's sessions, the person's status, what is due next."""
    now = timezone.now()
    day = queries.today(request.user, dates.legal_day(now))
    context = present.today(day, user=request.user, at=now) | {
        "changes": present_timetables.changes(request.user, now),
        "ballots": evidence_polls.to_draw(request.user, at=now),
        "ratings": ratings.open_of(request.user, dates.legal_day(now)),
        "reflections": [] if day.suspension else present_reflections.due_of(request.user, now),
    }
    return render(request, "training/phone/today.html", context)


def journal_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write an entry and read the earlier ones; only the person's own posting is found.

    A script that sends what waited on the phone is answered with JSON.
    """
    rows = PracticePosting.objects.visible_to(request.user).filter(case__subject=request.user)
    row = get_object_or_404(rows.select_related("case", "host_unit", "mentor"), pk=pk)
    wants_json = request.headers.get("Accept") == "application/json"

    def show(form: Any, status: int) -> HttpResponse:
        if wants_json:
            said = [error for errors in form.errors.values() for error in errors]
            return JsonResponse({"said": " ".join(said)}, status=status)
        on = dates.legal_day(timezone.now())
        context = present.journal(row, form, user=request.user, on=on, params=request.GET)
        return render(request, "training/phone/journal.html", context, status=status)

    if request.method != "POST":
        on = dates.legal_day(timezone.now())
        return show(JournalForm(initial={"on": min(on, row.until_on)}), 200)
    answer = perform(
        request,
        journals.write,
        row,
        JournalForm(request.POST, request.FILES),
        done=_("已保存日志"),
        to=lambda _row: reverse("training:journal-write", args=[pk]),
        show=show,
    )
    if not (wants_json and answer.status_code == 302):
        return answer
    list(get_messages(request))  # said by the page itself; the next one need not say it again
    return JsonResponse({"said": _("已保存日志")})


def journal_photo(request: HttpRequest, pk: int) -> HttpResponse:
    """One photo of the journal, to who may read the entry."""
    rows = JournalPhoto.objects.visible_to(request.user).select_related("file", "entry__posting")
    row = get_object_or_404(rows, pk=pk)
    shown(request, row.entry)
    return file_response(row.file, pk=row.file_id)


def my_trainees(request: HttpRequest) -> HttpResponse:
    """The mentor's or host's trainees with their latest entries, each open for a remark."""
    on = dates.legal_day(timezone.now())
    context = present.my_trainees(request.user, on=on) | {
        "reflections": reflections.waiting_of_mentor(request.user)
    }
    return render(request, "training/phone/my_trainees.html", context)
