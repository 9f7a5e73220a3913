"""跟踪回访、限制查询: visits that fall due, the time after an outcome, one question at a time."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from accounts.enums import OFFICE_ROLES
from assessment import permissions
from assessment.forms import after as forms
from assessment.models import Ban, BanInquiry, ClearingNote, FollowUp
from assessment.presenters import after as present
from assessment.presenters import stayers as stayer
from assessment.queries import followups as queries
from assessment.queries import stayers
from assessment.services import bans, followups
from core import dates
from core.acts import perform, shown
from core.documents.presenters import progress
from core.documents.views import pdf_of, progress_of
from core.ui import lists
from core.ui.forms import NoFields
from recall.models import Case


@vary_on_headers("HX-Request")
def follow_up_list(request: HttpRequest) -> HttpResponse:
    """The visits of the county, those due first."""
    on = dates.legal_day(timezone.now())
    view = request.GET.get("view", "due")
    rows = _viewed(FollowUp.objects.visible_to(request.user), view, on)
    page = lists.page_of(queries.listed(rows), request.GET)
    context = {
        "title": _("跟踪回访"),
        "crumbs": present.crumbs(),
        "page": page,
        "tabs": present.tabs(view if view in present.VIEWS else "due"),
        "lines": [{"row": row, "mark": present.mark(row, on)} for row in page],
        "on": on,
    }
    return render(request, "assessment/after/list.html", context)


@vary_on_headers("HX-Request")
def stayer_list(request: HttpRequest) -> HttpResponse:
    """Who stayed at the grass roots by their own wish, for the department."""
    rows = stayers.listed(request.user, on=dates.legal_day(timezone.now()))
    page = lists.page_of(rows, request.GET)
    context = {
        "title": _("自愿留任"),
        "crumbs": present.crumbs(_("自愿留任")),
        "page": page,
        "lines": [stayer.line(row) for row in page],
    }
    return render(request, "assessment/after/stayers.html", context)


def _viewed(rows: QuerySet[FollowUp], view: str, on: Any) -> QuerySet[FollowUp]:
    if view == "late":
        return rows.late(on)  # type: ignore[attr-defined]
    if view == "done":
        return rows.filter(done_at__isnull=False)
    return rows if view == "all" else rows.waiting()  # type: ignore[attr-defined]


def _case(request: HttpRequest, pk: int) -> Case:
    rows = Case.objects.visible_to(request.user)
    rows = rows.filter(county__in=request.user.counties(*OFFICE_ROLES))
    related = ("cadre", "unit", "campaign__scheme_version")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def after_case(request: HttpRequest, case_pk: int) -> HttpResponse:
    """The time after an outcome: visits, bans, the label, recalls before."""
    row = shown(request, _case(request, case_pk))
    return _after(request, row, None, 200)


def _after(request: HttpRequest, row: Case, form: Any, status: int) -> HttpResponse:
    context = present.case(row, user=request.user, at=timezone.now()) | {"form": form}
    return render(request, "assessment/after/case.html", context, status=status)


def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down one visit."""
    rows = FollowUp.objects.visible_to(request.user).select_related("case__cadre", "outcome")
    row = shown(request, get_object_or_404(rows, pk=pk))
    initial = {"visited_on": dates.legal_day(timezone.now()), "visitor": request.user.name}
    form = forms.VisitForm(request.POST or None, initial=initial)
    title = _("第%(n)s个月回访") % {"n": row.months}
    return _act(request, followups.record, row, form, case=row.case, title=title)


def ban_lift(request: HttpRequest, pk: int) -> HttpResponse:
    """End a ban before its day."""
    rows = Ban.objects.visible_to(request.user).select_related("case__cadre")
    row = shown(request, get_object_or_404(rows, pk=pk))
    form = forms.LiftForm(request.POST or None)
    title = _("解除限制：%(what)s") % {"what": row.get_kind_display()}
    return _act(request, bans.lift, row, form, case=row.case, title=title)


def _act(
    request: HttpRequest, act: Any, row: Any, form: Any, *, case: Case, title: str
) -> HttpResponse:
    back = reverse("assessment:after-case", args=[case.pk])

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "form": form,
            "title": title,
            "submit": _("登记"),
            "about": str(case.cadre),
            "crumbs": present.crumbs(str(case)),
            "back": back,
            "refusal": permissions.keep_after.refusal(request.user, case),
        }
        return render(request, "evidence/act.html", context, status=status)

    if request.method != "POST":
        return show(form, 200)
    return perform(request, act, row, form, done=_("已登记"), to=lambda _row: back, show=show)


@require_POST
def label_clear(request: HttpRequest, case_pk: int) -> HttpResponse:
    """Give the paper that the label is over."""
    row = _case(request, case_pk)
    return perform(
        request,
        followups.clear,
        row,
        NoFields(request.POST),
        done=_("期满说明正在生成"),
        to=lambda _row: reverse("assessment:after-case", args=[row.pk]),
        show=lambda form, status: _after(request, row, form, status),
    )


def _note(request: HttpRequest, case_pk: int) -> ClearingNote:
    """Answer the paper for the office that gave it, and for the person."""
    rows = ClearingNote.objects.visible_to(request.user).select_related("document", "case")
    return get_object_or_404(rows, case=case_pk)


def clearing_note(request: HttpRequest, case_pk: int) -> HttpResponse:
    """The polled fragment: how far the paper is."""
    row = _note(request, case_pk)
    page = reverse("assessment:clearing-note", args=[case_pk])
    file = reverse("assessment:clearing-note-file", args=[case_pk])
    context = progress(row.document, at=timezone.now(), poll_url=page, file_url=file)
    return progress_of(request, context)


def clearing_note_file(request: HttpRequest, case_pk: int) -> FileResponse:
    """The paper after its hash was checked; 404 while there is none."""
    row = _note(request, case_pk)
    if not row.document.is_ready:
        raise Http404
    shown(request, row, act="download")
    name = f"label-over-{row.document.year}-{row.document.number}"
    return pdf_of(row.document, name=name)


def ban_ask(request: HttpRequest) -> HttpResponse:
    """Ask whether one person may be put up; the answer comes on a page of its own."""
    if refusal := permissions.ask_ban.refusal(request.user, request.user):
        raise PermissionDenied(refusal)

    def show(form: Any, status: int) -> HttpResponse:
        mine = BanInquiry.objects.visible_to(request.user).select_related("cadre")
        context = {
            "form": form,
            "title": _("能否推荐"),
            "crumbs": [(_("能否推荐"), None)],
            "inquiries": list(mine.order_by("-pk")[:5]),
        }
        return render(request, "assessment/after/ask.html", context, status=status)

    if request.method != "POST":
        return show(forms.AskForm(), 200)
    return perform(
        request,
        bans.ask,
        request.user,
        forms.AskForm(request.POST),
        done=_("已查询，本次查询已留痕"),
        to=lambda row: reverse("assessment:ban-inquiry", args=[row.pk]),
        show=show,
    )


def ban_inquiry(request: HttpRequest, pk: int) -> HttpResponse:
    """One question of one's own with its answer."""
    rows = BanInquiry.objects.visible_to(request.user).select_related("cadre")
    row = shown(request, get_object_or_404(rows, pk=pk))
    crumbs = [(_("能否推荐"), reverse("assessment:ban-ask")), (_("答复"), None)]
    context = {"crumbs": crumbs, **present.inquiry(row)}
    return render(request, "assessment/after/inquiry.html", context)
