"""Study panels: the list, one panel, its acts, a member's scoring and recusal."""

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
from evidence.forms import panels as forms
from evidence.models import Panel, PanelCandidate
from evidence.presenters import panels as present
from evidence.presenters.polls import scopes
from evidence.queries import panels, places
from evidence.services import panels as acts
from evidence.views.pages import Page, act_page


def panel_of(request: HttpRequest, pk: int) -> Panel:
    """Answer the panel if the user may see it, else 404; note whom it shows."""
    rows = Panel.objects.visible_to(request.user).select_related("unit", "county", "ground")
    return get_object_or_404(rows, pk=pk)


def _seen(request: HttpRequest, row: Panel) -> Panel:
    for one in row.candidates.all() or [row]:
        shown(request, one)
    return row


@vary_on_headers("HX-Request")
def panel_list(request: HttpRequest) -> HttpResponse:
    found = Panel.objects.visible_to(request.user).select_related("unit", "county")
    page = lists.page_of(found.order_by("-planned_at", "-pk"), request.GET)
    context = {
        "title": _("研判小组"),
        "page": page,
        "rows": present.rows(page),
        "crumbs": [*present.crumbs()[:1], (_("研判小组"), None)],
        "can_plan": bool(scopes(request.user)),
    }
    return render(request, "evidence/panels/list.html", context)


def panel_new(request: HttpRequest) -> HttpResponse:
    """Set up a panel; 404 for who may set up none."""
    found = scopes(request.user)
    if not found:
        raise Http404
    title = _("成立研判小组")

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "title": title,
            "form": form,
            "submit": _("保存"),
            "back": reverse("evidence:panel-list"),
            "crumbs": present.crumbs((title, None)),
        }
        return render(request, "evidence/act.html", context, status=status)

    form = forms.PlanForm(request.POST or None, places=found, grounds=places.grounds())
    if request.method != "POST":
        return show(form, 200)
    return perform(
        request,
        lambda _none, *, county, **told: acts.plan(county, **told),
        None,
        form,
        done=_("已成立，请安排成员、列入人选"),
        to=lambda row: reverse("evidence:panel", args=[row.pk]),
        show=show,
    )


def panel(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, _seen(request, panel_of(request, pk)))


def _show(request: HttpRequest, row: Panel, *, status: int = 200, form: Any = None) -> HttpResponse:
    on = legal_day(timezone.now())
    context = present.detail(panel_of(request, row.pk), user=request.user, on=on)
    context["form"] = form
    return render(request, "evidence/panels/detail.html", context, status=status)


@require_POST
def panel_drop(request: HttpRequest, pk: int, kind: str, row_pk: int) -> HttpResponse:
    """Take back a seat or a candidate before scoring begins."""
    row = panel_of(request, pk)
    if kind not in _DROPS:
        raise Http404
    many, act = _DROPS[kind]
    found = get_object_or_404(getattr(row, many), pk=row_pk)
    return perform(
        request,
        lambda panel, **told: act(panel, **{kind: found}, **told),
        row,
        NoFields(request.POST),
        done=_("已移出"),
        to=lambda _none: reverse("evidence:panel", args=[pk]),
        show=lambda form, status: _show(request, row, status=status, form=form),
    )


_DROPS: dict[str, Any] = {
    "member": ("members", acts.unseat),
    "candidate": ("candidates", acts.drop_candidate),
}


def _people(panel: Panel, user: Any) -> dict[str, Any]:
    seen = Cadre.objects.visible_to(user).exclude(user=user)
    place = {"unit": panel.unit_id} if panel.unit_id else {"unit__county": panel.county_id}
    return {"people": seen.filter(**place).exclude(pk__in=panel.candidates.values("cadre"))}


_PREPARE = permissions.prepare_panel.refusal
ACTS = {
    "seat": Page(
        acts.seat,
        forms.SeatForm,
        gettext_lazy("安排成员"),
        gettext_lazy("已安排"),
        _PREPARE,
        gettext_lazy("记录人不评分；组长、记录人各一名。"),
        given=lambda panel, _user: {
            "people": panels.people_to_seat(panel.county_id, panel.members)
        },
        stays=True,
    ),
    "candidate": Page(
        acts.add_candidate,
        forms.CandidateForm,
        gettext_lazy("列入人选"),
        gettext_lazy("已列入"),
        _PREPARE,
        given=_people,
        stays=True,
    ),
    "signalled": Page(
        acts.add_signalled,
        NoFields,
        gettext_lazy("列入有线索的人员"),
        gettext_lazy("已列入"),
        _PREPARE,
        more=lambda panel, _user: {"names": panels.people_with_signals(panel)},
    ),
    "open": Page(
        acts.open_,
        NoFields,
        gettext_lazy("开始研判"),
        gettext_lazy("已开始，成员可以评分"),
        _PREPARE,
        gettext_lazy("成员、评分项和人选从此固定；结束前，成员只看到自己的评分。"),
    ),
    "close": Page(
        acts.close,
        forms.CloseForm,
        gettext_lazy("结束研判"),
        gettext_lazy("已结束，可以查看结果"),
        permissions.close_panel.refusal,
        gettext_lazy(
            "结束后评分和记录都不能再改，成员能看到彼此的评分；回避的看不到那一名人选的。"
        ),
        given=lambda panel, _user: {"seats": present.seats_to_tick(panel)},
    ),
    "propose": Page(
        acts.propose,
        forms.ProposeForm,
        gettext_lazy("提出人选"),
        gettext_lazy("已产生线索"),
        permissions.propose_from_panel.refusal,
        gettext_lazy("小组只提出，不作决定；线索供提名时参考，重复提出不会重复。"),
        given=lambda panel, user: {"offered": present.offered(panel, user)},
        more=lambda panel, user: {"excluded": present.left_out(panel, user)},
    ),
}


def panel_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Show one act's page, or do it."""
    if name not in ACTS:
        raise Http404
    return _act(request, _seen(request, panel_of(request, pk)), ACTS[name])


def _act(request: HttpRequest, row: Panel, page: Page, *, about: str = "") -> HttpResponse:
    back = reverse("evidence:panel", args=[row.pk])
    crumbs = present.crumbs((row.title, back), (str(page.title), None))
    return act_page(request, row, page, back=back, about=about or row.title, crumbs=crumbs)


def panel_score(request: HttpRequest, pk: int, candidate_pk: int) -> HttpResponse:
    """A member's own sheet of one candidate."""
    row = panel_of(request, pk)
    candidate = shown(request, _candidate(row, candidate_pk))
    on = legal_day(timezone.now())
    own = row.members.filter(user=request.user).first()
    tie = panels.ties(row, [own]).get((own.pk, candidate.pk), "") if own else ""
    page = Page(
        lambda panel, **told: acts.score(panel, candidate=candidate, **told),
        forms.ScoreForm,
        _("评分"),
        _("已评分"),
        lambda user, panel: permissions.score_on_panel.refusal(user, panel) or tie,
        _("结束前可以修改；结束前只有您自己看得到。"),
        given=lambda panel, user: {
            "criteria": list(panel.criteria.order_by("pk")),
            "held": present.sheet_of(panel, candidate, user),
        },
        more=lambda panel, _user: present.beside(panel, candidate, on=on),
    )
    return _act(request, row, page, about=candidate.cadre.name)


def panel_recuse(request: HttpRequest, pk: int, candidate_pk: int) -> HttpResponse:
    """A member's recusal from one candidate."""
    row = panel_of(request, pk)
    candidate = shown(request, _candidate(row, candidate_pk))
    page = Page(
        lambda panel, **told: acts.recuse(panel, candidate=candidate, **told),
        forms.RecuseForm,
        _("回避"),
        _("已登记回避"),
        permissions.sit_on_panel.refusal,
        _("回避后不评分，也看不到这名人选的评分；不能撤回。"),
    )
    return _act(request, row, page, about=candidate.cadre.name)


def _candidate(row: Panel, pk: int) -> PanelCandidate:
    return get_object_or_404(row.candidates.select_related("cadre"), pk=pk)
