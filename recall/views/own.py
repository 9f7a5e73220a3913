"""The person's own pages: what is alleged and on what, the reply, the notice."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core import dates
from core.acts import perform, shown
from recall.forms.nominations import ReplyForm, WaiveForm
from recall.models import Case, Nomination
from recall.presenters import cases, nominations, reasons, settlements
from recall.queries import helpers, notes
from recall.services import verifications
from recall.views.responses import notice_progress, notice_response

NOTES = 20  # on one page, and as many helpers; all of them stand in one's own copy


def _told(request: HttpRequest, pk: int) -> Nomination:
    rows = Nomination.objects.told_to(request.user).select_related(
        "cadre", "unit", "campaign", "round", "allegation__document", "talk_request"
    )
    return get_object_or_404(rows, pk=pk)


def own_nomination(request: HttpRequest, pk: int) -> HttpResponse:
    """What is alleged, and the reply; the two buttons tell two different wishes."""
    row = shown(request, _told(request, pk))
    is_waiver = request.POST.get("act") == "waive"
    posted = request.POST if request.method == "POST" else None
    reply = ReplyForm(None if is_waiver else posted, auto_id="id_reply_%s")
    waiver = WaiveForm(posted if is_waiver else None, auto_id="id_waive_%s")

    def show(form: Any, status: int) -> HttpResponse:
        context = nominations.own(_told(request, row.pk)) | {
            "reply": reply,
            "waiver": waiver,
            "form": form,
            "on": dates.legal_day(timezone.now()),
        }
        return render(request, "recall/own/nomination.html", context, status=status)

    if request.method != "POST":
        return show(None, 200)
    return perform(
        request,
        verifications.waive if is_waiver else verifications.reply,
        row,
        waiver if is_waiver else reply,
        done=_("已登记，您不申辩") if is_waiver else _("已收到您的陈述申辩"),
        to=lambda _row: reverse("recall:own-nomination", args=[pk]),
        show=show,
    )


def _own(request: HttpRequest, pk: int) -> Case:
    rows = Case.objects.of_person(request.user).select_related(
        "cadre", "unit", "campaign", "nomination", "notice"
    )
    return get_object_or_404(rows, pk=pk)


def own_case(request: HttpRequest, pk: int, appeal_page: str) -> HttpResponse:
    row = shown(request, _own(request, pk))
    context = {
        "case": row,
        "appeal_page": appeal_page,
        "stages": cases.stages(row),
        "fact_rows": nominations.fact_rows(
            row.nomination, own=True, settlement=settlements.settled(row.nomination)
        ),
        "reasons_url": reasons.link(row.nomination, own=True),
        "receipt": getattr(row, "receipt", None),
        "helpers": helpers.for_person(row, request.user)[:NOTES],
        "notes": notes.for_person(row, request.user)[:NOTES],
        "on": dates.legal_day(timezone.now()),
        **cases.notice(row, page="recall:own-case", at=timezone.now()),
    }
    return render(request, "recall/own/case.html", context)


def own_notice(request: HttpRequest, pk: int) -> HttpResponse:
    return notice_progress(request, _own(request, pk), page="recall:own-case")


def own_notice_file(request: HttpRequest, pk: int) -> FileResponse:
    return notice_response(shown(request, _own(request, pk), act="download"))
