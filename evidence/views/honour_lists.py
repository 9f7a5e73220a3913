"""Red and yellow lists: the desk, one period, one entry with its acts, what stands up."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from cadres.models import Cadre
from core.acts import perform, shown
from core.dates import legal_day
from core.ui import lists
from core.ui.forms import NoFields
from evidence import permissions
from evidence.forms import honour_lists as forms
from evidence.models import HonourList, ListEntry
from evidence.presenters import honour_lists as present
from evidence.presenters.polls import scopes
from evidence.queries import honour_lists as figures
from evidence.queries import places
from evidence.services import honour_lists as acts
from evidence.views.pages import Page, act_page, form_page, posted


def _list(request: HttpRequest, pk: int) -> HonourList:
    rows = HonourList.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("unit", "county", "ground"), pk=pk)


def _entry(rows: Any, pk: int) -> ListEntry:
    related = ("list", "list__unit", "list__county", "cadre", "unit", "proposed_by")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def _to_list(row: HonourList) -> str:
    return reverse("evidence:honour-list", args=[row.pk])


@vary_on_headers("HX-Request")
def honour_lists(request: HttpRequest) -> HttpResponse:
    rows = HonourList.objects.visible_to(request.user).select_related("unit", "county")
    page = lists.page_of(rows.order_by("-from_on", "pk"), request.GET)
    context = {
        "title": _("红黄榜"),
        "crumbs": [*present.crumbs()[:1], (_("红黄榜"), None)],
        "page": page,
        "lines": [
            {"row": row, "place": present.place(row), "state": present.state(row)} for row in page
        ],
        "can_draw": bool(scopes(request.user)),
    }
    return render(request, "evidence/honour_lists/list.html", context)


def honour_list_new(request: HttpRequest) -> HttpResponse:
    """Draw lists up; 404 for who may for no place."""
    found = scopes(request.user)
    if not found:
        raise Http404

    def act(_subject: Any, *, county: Any, **given: Any) -> HonourList:
        return acts.draw_up(county, **given)

    return form_page(
        request,
        act,
        None,
        forms.ListForm(posted(request), places=found, grounds=places.grounds()),
        done=_("已建立，可以提出人选"),
        to=_to_list,
        title=_("新建红黄榜"),
        after=_("建立后规则不再改动；规则有变的，另建一期。"),
        back=reverse("evidence:honour-lists"),
        crumbs=present.crumbs(None, _("新建红黄榜")),
    )


def honour_list(request: HttpRequest, pk: int) -> HttpResponse:
    return _show_list(request, _list(request, pk))


def _show_list(
    request: HttpRequest, row: HonourList, *, form: Any = None, status: int = 200
) -> HttpResponse:
    rows = ListEntry.objects.visible_to(request.user).filter(list=row)
    related = rows.select_related("cadre", "unit").order_by("-proposed_at", "-pk")
    page = lists.page_of(related, request.GET)
    on = legal_day(timezone.now())
    context = present.list_page(row, page, user=request.user, on=on) | {"form": form}
    return render(request, "evidence/honour_lists/detail.html", context, status=status)


def list_entry_new(request: HttpRequest, pk: int) -> HttpResponse:
    row = _list(request, pk)
    people = Cadre.objects.visible_to(request.user).exclude(user=request.user)
    form = forms.EntryForm(
        posted(request), people=people.filter(unit__in=places.within(row)).select_related("unit")
    )
    return form_page(
        request,
        acts.propose,
        row,
        form,
        done=_("已提出"),
        to=lambda entry: reverse("evidence:list-entry", args=[entry.pk]),
        title=_("提出人选"),
        about=row.title,
        after=_("红榜由他人公布；黄榜先告知本人，申辩期满再由他人公布。"),
        back=_to_list(row),
        crumbs=present.crumbs(row, _("提出人选")),
        refusal=permissions.keep_list.refusal(request.user, row),
    )


def list_entry(request: HttpRequest, pk: int) -> HttpResponse:
    row = shown(request, _entry(ListEntry.objects.visible_to(request.user), pk))
    context = present.entry_page(row, user=request.user, on=legal_day(timezone.now()))
    return render(request, "evidence/honour_lists/entry.html", context)


ACTS = {
    "tell": Page(
        acts.tell,
        forms.TellForm,
        gettext_lazy("登记告知本人"),
        gettext_lazy("已登记，申辩期开始"),
        permissions.propose_entry.refusal,
    ),
    "answer": Page(
        acts.answer,
        forms.AnswerForm,
        gettext_lazy("答复申辩"),
        gettext_lazy("已答复"),
        permissions.publish_entry.refusal,
        gettext_lazy("申辩成立的，立即撤下。"),
    ),
    "publish": Page(
        acts.publish,
        NoFields,
        gettext_lazy("公布"),
        gettext_lazy("已公布"),
        permissions.publish_entry.refusal,
        gettext_lazy("从今天起按规定天数公布，到期自动撤下。"),
    ),
    "file": Page(
        acts.file,
        NoFields,
        gettext_lazy("记入干部档案"),
        gettext_lazy("已记入"),
        permissions.file_entry.refusal,
        gettext_lazy("作为红名单记入表彰奖励，人才筛选可以查到。"),
    ),
    "withdraw": Page(
        acts.withdraw,
        forms.WithdrawForm,
        gettext_lazy("撤下"),
        gettext_lazy("已撤下"),
        permissions.withdraw_entry.refusal,
        gettext_lazy("立即不再公布；已记入档案的一并撤销，所产生的线索不再成立的一并撤销。"),
    ),
}


def list_entry_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Tell, answer, publish, file or withdraw an entry."""
    if name not in ACTS:
        raise Http404
    row = shown(request, _entry(ListEntry.objects.visible_to(request.user), pk))
    page = ACTS[name]
    back = reverse("evidence:list-entry", args=[pk])
    crumbs = [
        *present.crumbs(row.list, row.cadre.name)[:-1],
        (row.cadre.name, back),
        (str(page.title), None),
    ]
    return act_page(request, row, page, back=back, about=row.cadre.name, crumbs=crumbs)


@require_POST
def honour_list_close(request: HttpRequest, pk: int) -> HttpResponse:
    row = _list(request, pk)
    return perform(
        request,
        acts.close,
        row,
        NoFields(request.POST),
        done=_("已结束，公布中的到期自动撤下"),
        to=_to_list,
        show=lambda form, status: _show_list(request, row, form=form, status=status),
    )


def _preview(row: HonourList, _user: Any) -> dict[str, Any]:
    return present.preview(row, on=legal_day(timezone.now()))


SIGNALS = Page(
    acts.raise_for,
    NoFields,
    gettext_lazy("产生线索"),
    gettext_lazy("已产生线索"),
    permissions.keep_list.refusal,
    gettext_lazy("线索只供提名参考，不改变任何人的处境；此人不会因此自动被提名。"),
    more=_preview,
)


def honour_list_signals(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom the rule names, then, by a button, the signals."""
    row = _list(request, pk)
    crumbs = present.crumbs(row, _("产生线索"))
    return act_page(request, row, SIGNALS, back=_to_list(row), about=row.title, crumbs=crumbs)


@vary_on_headers("HX-Request")
def honour_board(request: HttpRequest) -> HttpResponse:
    """What stands on the lists today for the reader: name, unit, what for, until when."""
    on = legal_day(timezone.now())
    rows = figures.board(request.user, on=on).select_related("cadre", "unit", "list")
    page = lists.page_of(rows.order_by("colour", "-published_on", "-pk"), request.GET)
    context = {
        "title": _("红黄榜公布"),
        "crumbs": [(_("红黄榜公布"), None)],
        "tabs": None,  # the phone's own tabs are no views of this list
        "page": page,
        "lines": [{"row": row, "colour": present.colour(row)} for row in page],
    }
    return render(request, "evidence/honour_lists/board.html", context)


def own_list_entries(request: HttpRequest) -> HttpResponse:
    on = legal_day(timezone.now())
    rows = ListEntry.objects.told_to(request.user).select_related("list").order_by("-proposed_at")
    context = {"lines": [present.line(row, on) for row in rows[:100]]}
    return render(request, "evidence/honour_lists/own_list.html", context)


def own_list_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """What the person reads about themselves, and their objection."""
    row = shown(request, _entry(ListEntry.objects.told_to(request.user), pk))

    def show(form: Any, status: int) -> HttpResponse:
        fresh = _entry(ListEntry.objects.told_to(request.user), pk)
        context = present.own_page(fresh, on=legal_day(timezone.now())) | {"form": form}
        return render(request, "evidence/honour_lists/own.html", context, status=status)

    if request.method != "POST":
        return show(forms.SayForm(), 200)
    return perform(
        request,
        acts.say,
        row,
        forms.SayForm(request.POST),
        done=_("已收到您的申辩"),
        to=lambda _row: reverse("evidence:own-list-entry", args=[pk]),
        show=show,
    )
