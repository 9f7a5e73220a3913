"""Pages for a hand-held screen: the trainee's day and journal, the mentor's trainees."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core import dates
from core.acts import perform
from training.forms.postings import JournalForm
from training.models import PracticePosting
from training.presenters import phone as present
from training.presenters import postings as present_postings
from training.presenters import timetables as present_timetables
from training.queries import today as queries
from training.services import journals


def today(request: HttpRequest) -> HttpResponse:
    """Today's sessions, the person's status, what is due next."""
    now = timezone.now()
    day = queries.today(request.user, dates.legal_day(now))
    context = present.today(day, user=request.user, at=now) | {
        "changes": present_timetables.changes(request.user, now)
    }
    return render(request, "training/phone/today.html", context)


def journal_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write an entry and read the earlier ones; only the person's own posting is found."""
    rows = PracticePosting.objects.visible_to(request.user).filter(case__subject=request.user)
    row = get_object_or_404(rows.select_related("case", "host_unit", "mentor"), pk=pk)
    on = dates.legal_day(timezone.now())

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "posting": row,
            "form": form,
            "entries": present_postings.own_entries(row, user=request.user),
            "on": on,
        }
        return render(request, "training/phone/journal.html", context, status=status)

    if request.method != "POST":
        return show(JournalForm(initial={"on": min(on, row.until_on)}), 200)
    return perform(
        request,
        journals.write,
        row,
        JournalForm(request.POST),
        done=_("已保存日志"),
        to=lambda _row: reverse("training:journal-write", args=[pk]),
        show=show,
    )


def my_trainees(request: HttpRequest) -> HttpResponse:
    """The mentor's or host's trainees with their latest entries, each open for a remark."""
    on = dates.legal_day(timezone.now())
    context = present.my_trainees(request.user, on=on)
    return render(request, "training/phone/my_trainees.html", context)
