"""Show-and-compare rounds at the desk: the list, one round with its acts, one member."""

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
from evidence.forms import presentations as forms
from evidence.models import PresentationMember, PresentationRound
from evidence.presenters import presentations as present
from evidence.presenters.polls import scopes
from evidence.queries import panels, places
from evidence.services import presentation_papers as papers
from evidence.services import presentations as acts
from evidence.views.pages import Page, act_page, form_page, posted


def _round(request: HttpRequest, pk: int) -> PresentationRound:
    rows = PresentationRound.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("unit", "county", "ground"), pk=pk)


def _to_round(row: PresentationRound) -> str:
    return reverse("evidence:presentation", args=[row.pk])


@vary_on_headers("HX-Request")
def presentation_list(request: HttpRequest) -> HttpResponse:
    rows = PresentationRound.objects.visible_to(request.user).select_related("unit", "county")
    page = lists.page_of(rows.order_by("-session_on", "pk"), request.GET)
    context = {
        "title": _("晒比述评"),
        "crumbs": [*present.crumbs()[:1], (_("晒比述评"), None)],
        "page": page,
        "lines": [
            {"row": row, "place": present.place(row), "state": present.state(row)} for row in page
        ],
        "can_draw": bool(scopes(request.user)),
    }
    return render(request, "evidence/presentations/list.html", context)


def presentation_new(request: HttpRequest) -> HttpResponse:
    """Draw a round up; 404 for who may for no place."""
    found = scopes(request.user)
    if not found:
        raise Http404

    def act(_subject: Any, *, county: Any, **given: Any) -> PresentationRound:
        return acts.draw_up(county, **given)

    return form_page(
        request,
        act,
        None,
        forms.RoundForm(posted(request), places=found, grounds=places.grounds()),
        done=_("已建立，请列入指标、参加人和评议人"),
        to=_to_round,
        title=_("新建晒比述评"),
        after=_("建立后这些规则不再改动；写错的另建一轮。"),
        back=reverse("evidence:presentation-list"),
        crumbs=present.crumbs(None, _("新建晒比述评")),
    )


def presentation(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, _round(request, pk))


def _show(
    request: HttpRequest, row: PresentationRound, *, form: Any = None, status: int = 200
) -> HttpResponse:
    rows = PresentationMember.objects.visible_to(request.user).filter(round=row)
    related = rows.select_related("cadre", "unit", "report", "round").order_by("cadre__name", "pk")
    page = lists.page_of(related, request.GET)
    context = present.round_page(row, page, user=request.user) | {"form": form}
    return render(request, "evidence/presentations/detail.html", context, status=status)


def _people(row: PresentationRound, user: Any) -> dict[str, Any]:
    seen = Cadre.objects.visible_to(user).exclude(user=user).filter(unit__in=places.within(row))
    return {"people": seen.exclude(pk__in=row.members.values("cadre")).select_related("unit")}


def _seatable(row: PresentationRound, _user: Any) -> dict[str, Any]:
    found = panels.people_to_seat(row.county_id, row.seats)
    return {"people": found.exclude(cadre__in=row.members.values("cadre"))}


def _preview(row: PresentationRound, _user: Any) -> dict[str, Any]:
    return present.preview(row, on=legal_day(timezone.now()))


_KEEP = permissions.keep_round.refusal
ACTS = {
    "indicator": Page(
        acts.add_indicator,
        forms.IndicatorForm,
        gettext_lazy("增加指标"),
        gettext_lazy("已增加"),
        _KEEP,
        stays=True,
    ),
    "member": Page(
        acts.add_member,
        forms.MemberForm,
        gettext_lazy("列入参加人"),
        gettext_lazy("已列入"),
        _KEEP,
        given=_people,
        stays=True,
    ),
    "seat": Page(
        acts.seat,
        forms.SeatForm,
        gettext_lazy("安排评议人"),
        gettext_lazy("已安排"),
        _KEEP,
        gettext_lazy("亲属、共同居住的人和所在单位主要负责人，不能评，系统自动回避。"),
        given=_seatable,
        stays=True,
    ),
    "settle": Page(
        acts.settle,
        NoFields,
        gettext_lazy("规则定案"),
        gettext_lazy("已定案，可以填报"),
        _KEEP,
        gettext_lazy("定案后指标、参加人和评议人不再改动。先有规则，后有填报。"),
    ),
    "show": Page(
        acts.show,
        NoFields,
        gettext_lazy("晒出报告"),
        gettext_lazy("已晒出"),
        _KEEP,
        gettext_lazy("晒出后报告和数据不再改动，本轮参加人和评议人都能看到。"),
    ),
    "begin": Page(
        acts.begin_comments,
        NoFields,
        gettext_lazy("开始评议"),
        gettext_lazy("已开始，评议人可以评分"),
        _KEEP,
        gettext_lazy("述职登记从此固定；未到会的不评分。"),
    ),
    "close": Page(
        acts.close,
        NoFields,
        gettext_lazy("结束评议"),
        gettext_lazy("已结束，本人可以看到结果"),
        _KEEP,
        gettext_lazy("结束后不再评分。本人看到平均分和理由，看不到是谁评的。"),
    ),
    "signals": Page(
        acts.raise_for,
        NoFields,
        gettext_lazy("产生线索"),
        gettext_lazy("已产生线索"),
        _KEEP,
        gettext_lazy("线索只供提名参考，不改变任何人的处境；此人不会因此自动被提名。"),
        more=_preview,
    ),
}


def presentation_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Fill the round, take it a step on, or look at whom it names and write the signals."""
    if name not in ACTS:
        raise Http404
    row, page = _round(request, pk), ACTS[name]
    crumbs = present.crumbs(row, str(page.title))
    return act_page(request, row, page, back=_to_round(row), about=row.title, crumbs=crumbs)


_LISTS = {"indicator": "indicators", "member": "members", "seat": "seats"}


@require_POST
def presentation_drop(request: HttpRequest, pk: int, kind: str, row_pk: int) -> HttpResponse:
    """Take an indicator, a member or a commentator out before the rules are fixed."""
    row = _round(request, pk)
    if kind not in _LISTS:
        raise Http404
    line = get_object_or_404(getattr(row, _LISTS[kind]), pk=row_pk)
    return perform(
        request,
        lambda subject, **told: acts.drop(subject, line=line, **told),
        row,
        NoFields(request.POST),
        done=_("已移出"),
        to=_to_round,
        show=lambda form, status: _show(request, row, form=form, status=status),
    )


def _member(request: HttpRequest, pk: int) -> PresentationMember:
    rows = PresentationMember.objects.visible_to(request.user)
    related = ("round", "round__unit", "round__county", "cadre", "unit", "report")
    return shown(request, get_object_or_404(rows.select_related(*related), pk=pk))


def presentation_member(request: HttpRequest, pk: int) -> HttpResponse:
    row = _member(request, pk)
    context = present.office_page(row, user=request.user, on=legal_day(timezone.now()))
    return render(request, "evidence/presentations/member.html", context)


def reporting(member: PresentationMember, _user: Any) -> dict[str, Any]:
    """Answer what the report's form needs."""
    return {
        "indicators": list(member.round.indicators.order_by("pk")),
        "held": getattr(member, "report", None),
        "values": dict(member.values.values_list("indicator", "value")),
    }


MEMBER_ACTS = {
    "report": Page(
        papers.report,
        forms.ReportForm,
        gettext_lazy("填报"),
        gettext_lazy("已填报"),
        permissions.write_report.refusal,
        gettext_lazy("晒出前可以改；晒出后本轮参加人和评议人都能看到，不再改动。"),
        given=reporting,
    ),
    "state": Page(
        acts.record_statement,
        forms.StatementForm,
        gettext_lazy("登记述职"),
        gettext_lazy("已登记"),
        lambda user, member: _KEEP(user, member.round),
        gettext_lazy("开始评议前可以改；未到会的不评分，不因缺席得低分。"),
    ),
}


def presentation_member_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Enter a member's report, or whether they stated."""
    if name not in MEMBER_ACTS:
        raise Http404
    row, page = _member(request, pk), MEMBER_ACTS[name]
    back = reverse("evidence:presentation-member", args=[pk])
    crumbs = [
        *present.crumbs(row.round, row.cadre.name)[:-1],
        (row.cadre.name, back),
        (str(page.title), None),
    ]
    return act_page(request, row, page, back=back, about=row.cadre.name, crumbs=crumbs)
