"""谈心谈话: the list, one talk with both signatures, a new one from the class or the posting."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from core import dates
from core.acts import perform, shown
from core.ui import lists
from core.ui.forms import NoFields
from evidence.views.pages import form_page, posted
from training.forms.talks import AcknowledgeForm, TalkForm
from training.models import Enrolment, HeartTalk, PracticePosting
from training.permissions import talks as permissions
from training.presenters import talks as present
from training.queries import talks as queries
from training.services import talks

_ORDER = {"on": "on", "name": "case__cadre__name", "follow": "follow_up_on"}
_ACTS: dict[str, tuple[Any, Any, Any]] = {
    "acknowledge": (talks.acknowledge, AcknowledgeForm, gettext_lazy("已确认谈话记录")),
    "note": (talks.note, NoFields, gettext_lazy("已阅知")),
}


@vary_on_headers("HX-Request")
def talk_list(request: HttpRequest) -> HttpResponse:
    """Those that one may read: the department's, one's own, those that one held."""
    rows = queries.listed(HeartTalk.objects.visible_to(request.user))
    if "sort" in request.GET:
        rows = lists.in_order(rows, request.GET, by=_ORDER, default="-on")
    page, on = lists.page_of(rows, request.GET), dates.legal_day(timezone.now())
    context = {
        "title": _("谈心谈话"),
        "page": page,
        "rows": present.rows(page, on=on),
        "default_sort": "",
        "tabs": [],  # those of the person's phone pages are no filter of this list
    }
    return render(request, "training/talks/list.html", context)


def _talk(request: HttpRequest, pk: int) -> HeartTalk:
    rows = HeartTalk.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("case__cadre", "held_by", "posting"), pk=pk)


def talk(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, shown(request, _talk(request, pk)))


def _show(
    request: HttpRequest, row: HeartTalk, *, status: int = 200, form: Any = None
) -> HttpResponse:
    context = present.detail(_talk(request, row.pk), user=request.user, bound=form)
    return render(request, "training/talks/detail.html", context | {"form": form}, status=status)


@require_POST
def talk_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Sign a talk as the person, or note what the person wrote."""
    row = _talk(request, pk)
    if name not in _ACTS:
        raise Http404
    act, form, done = _ACTS[name]
    return perform(
        request,
        act,
        row,
        form(request.POST, auto_id=f"id_{name}_%s"),
        done=done,
        to=lambda _row: reverse("training:talk", args=[pk]),
        show=lambda form, status: _show(request, row, status=status, form=form),
    )


def talk_in_class(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a talk with a trainee of a class."""
    rows = Enrolment.objects.visible_to(request.user).select_related("case__cadre")
    row = get_object_or_404(rows, pk=pk)
    back = reverse("training:class-detail", args=[row.training_class_id])
    return _new(request, row, back=back)


def talk_in_practice(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a talk with who practises here."""
    rows = PracticePosting.objects.visible_to(request.user).select_related("case__cadre")
    row = get_object_or_404(rows, pk=pk)
    return _new(request, row, back=reverse("training:posting-detail", args=[pk]))


def _new(request: HttpRequest, row: Any, *, back: str) -> HttpResponse:
    if permissions.hold_talk.refusal(request.user, row):
        raise Http404
    form = TalkForm(posted(request), initial={"on": dates.legal_day(timezone.now())})
    return form_page(
        request,
        talks.hold,
        shown(request, row),
        form,
        title=_("登记谈心谈话"),
        about=row.case.cadre.name,
        crumbs=present.crumbs(_("登记谈心谈话")),
        back=back,
        after=_("登记即表示您对记录负责，登记后不能改；本人会收到消息，请他确认。"),
        done=_("已登记谈心谈话"),
        to=lambda made: reverse("training:talk", args=[made.pk]),
    )
