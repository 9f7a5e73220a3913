"""公示: the desk, a proposal, one notice with its acts, the record of names that were shown."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.vary import vary_on_headers

from accounts.enums import Role
from assessment import permissions
from assessment.forms import disclosures as forms
from assessment.models import Disclosure, DisclosureEntry, DisclosurePlace
from assessment.presenters import disclosure_papers
from assessment.presenters import disclosures as present
from assessment.queries import disclosures as queries
from assessment.services import disclosures, takedowns
from core import dates
from core.acts import shown
from core.ui import lists
from core.ui.forms import NoFields
from evidence.views.pages import Page, act_page, file_response, form_page, posted

_OFFERED = 50


def _today() -> Any:
    return dates.legal_day(timezone.now())


def _row(request: HttpRequest, pk: int) -> Disclosure:
    rows = Disclosure.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("county", "unit", "proposed_by", "decided_by"), pk=pk
    )


def _to(row: Disclosure) -> str:
    return reverse("assessment:disclosure", args=[row.pk])


@vary_on_headers("HX-Request")
def disclosure_list(request: HttpRequest) -> HttpResponse:
    """The desk: what waits for a word, what stands, what is to be taken off or corrected."""
    on = _today()
    rows = Disclosure.objects.visible_to(request.user)
    view = request.GET.get("view", "waiting")
    view = view if view in queries.VIEWS else "waiting"
    page = lists.page_of(queries.viewed(rows, view, on), request.GET)
    context = {
        "title": _("公示"),
        "crumbs": present.crumbs(),
        "page": page,
        "tabs": present.tabs(request.GET),
        "lines": [{"row": row, "mark": present.mark(row, on, is_up=row.is_up)} for row in page],
        "counties": present.proposable(request.user),
    }
    return render(request, "assessment/disclosures/list.html", context)


def disclosure_new(request: HttpRequest, county_pk: int) -> HttpResponse:
    """Propose a notice; `?case` ticks one person. 404 where the user is no admin."""
    counties = queries.counties_of(request.user.counties(Role.COUNTY_ADMIN))
    county = get_object_or_404(counties, pk=county_pk)
    asked = request.GET.get("case", "")
    rows = queries.disclosable(request.user, county.pk)
    kept = list(rows.values_list("pk", flat=True)[:_OFFERED])
    first = [int(asked)] if asked.isdecimal() and len(asked) < 10 else []
    form = forms.ProposeForm(
        posted(request),
        cases=rows.filter(pk__in=[*kept, *first]),
        initial={"cases": first, "wished_on": _today()},
    )
    return form_page(
        request,
        disclosures.propose,
        county,
        form,
        done=_("已提出，等待审批"),
        to=_to,
        title=_("提出公示"),
        about=county.name,
        crumbs=present.crumbs(_("提出公示")),
        after=_("默认不公示。只显示姓名、单位、决定和救济途径；批准之前任何人都看不到。"),
        back=reverse("assessment:disclosure-list"),
    )


@never_cache
def disclosure(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice: what is shown of whom, on what it stands, where it hangs."""
    return show(request, pk)


def show(request: HttpRequest, pk: int, *, form: Any = None, status: int = 200) -> HttpResponse:
    """Render a notice as it stands now, with the form that failed."""
    row, now = _row(request, pk), timezone.now()
    context = present.detail(row, user=request.user, at=now) | {"form": form}
    context |= disclosure_papers.section(row, at=now) if row.is_approved else {}
    for line in context["entries"]:
        shown(request, line["row"])
    context["crumbs"] = present.crumbs(row=row)
    return render(request, "assessment/disclosures/detail.html", context, status=status)


def _today_first(*names: str) -> Callable[[Any, Any], dict[str, Any]]:
    return lambda _row, _user: {"initial": dict.fromkeys(names, _today())}


def _keeps(user: Any, row: Disclosure) -> str:
    return permissions.keep_disclosure.refusal(user, row)


def _page(act: Any, form: Any, title: Any, done: Any, **more: Any) -> Page:
    return Page(act, form, title, done, **({"refusal": _keeps} | more))


_ACTS = {
    "withdraw": _page(
        disclosures.withdraw, NoFields, gettext_lazy("撤回公示"), gettext_lazy("已撤回")
    ),
    "impact": _page(
        disclosures.assess_impact,
        forms.ImpactForm,
        gettext_lazy("个人信息保护影响评估"),
        gettext_lazy("已登记影响评估"),
        after=gettext_lazy("登记后不能更改，保存三年。"),
    ),
    "decide": _page(
        disclosures.decide,
        forms.DecideForm,
        gettext_lazy("审批公示"),
        gettext_lazy("已登记审批"),
        refusal=permissions.approve_disclosure.refusal,
        after=gettext_lazy("同意后按日期显示，到期自动撤下，不需要另外办理。"),
    ),
    "down": _page(
        takedowns.take_down,
        forms.ReasonForm,
        gettext_lazy("立即撤下"),
        gettext_lazy("已撤下"),
        refusal=permissions.take_down.refusal,
        after=gettext_lazy("立即生效，所有姓名都不再显示；纸质张贴须另行撤除。"),
    ),
    "place": _page(
        takedowns.put_up,
        forms.PlaceForm,
        gettext_lazy("登记张贴处"),
        gettext_lazy("已登记"),
        given=_today_first("put_up_on"),
    ),
}


def disclosure_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Withdraw, weigh the impact, decide, take down, or write down where else it hangs."""
    if name not in _ACTS:
        raise Http404
    row = _row(request, pk)
    return _act(request, row, _ACTS[name], None, about=present.title(row))


_ENTRY_ACTS = {
    "paper": _page(
        disclosures.consent_on_paper,
        forms.PaperForm,
        gettext_lazy("登记书面同意"),
        gettext_lazy("已登记同意"),
        after=gettext_lazy("只收本人就这一次公示签字的同意书；本人随时可以撤回。"),
    ),
    "correct": _page(
        takedowns.correct,
        forms.CorrectForm,
        gettext_lazy("登记更正"),
        gettext_lazy("已登记更正"),
        given=_today_first("corrected_on"),
    ),
}


def disclosure_entry_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Keep a consent on paper, or write down how a name that fell was corrected."""
    if name not in _ENTRY_ACTS:
        raise Http404
    entry = shown(request, _entry(request, pk))
    return _act(request, entry.disclosure, _ENTRY_ACTS[name], entry, about=entry.name)


def _entry(request: HttpRequest, pk: int) -> DisclosureEntry:
    rows = DisclosureEntry.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("disclosure__county", "case"), pk=pk)


def disclosure_place_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that a notice came down from where it hung."""
    rows = DisclosurePlace.objects.visible_to(request.user)
    place = get_object_or_404(rows.select_related("disclosure__county"), pk=pk)
    page = _page(
        takedowns.remove,
        forms.RemoveForm,
        _("登记撤除"),
        _("已登记撤除"),
        given=_today_first("removed_on"),
    )
    return _act(request, place.disclosure, page, place, about=place.title)


def _act(
    request: HttpRequest, row: Disclosure, page: Page, part: Any, *, about: str
) -> HttpResponse:
    """Do an act on a notice, or on one name or place of it; who may is said of the notice."""
    said = page.refusal(request.user, row)
    return act_page(
        request,
        part or row,
        replace(page, refusal=lambda _user, _part: said),
        back=_to(row),
        about=about,
        crumbs=present.crumbs(str(page.title), row=row),
    )


def disclosure_consent(request: HttpRequest, pk: int) -> HttpResponse:
    """The scanned consent, as a download."""
    entry = _entry(request, pk)
    if entry.consent_file is None:
        raise Http404
    return file_response(shown(request, entry, act="download").consent_file, pk=entry.pk)


@vary_on_headers("HX-Request")
def disclosure_register(request: HttpRequest) -> HttpResponse:
    """Every name that was ever approved: to whom, from when to when, who took it down."""
    on = _today()
    page = lists.page_of(_approved(request.user), request.GET)
    rows = list(page)
    fallen = present.fallen_among(rows)
    context = {
        "title": _("姓名公示记录"),
        "crumbs": present.crumbs(_("姓名公示记录")),
        "page": page,
        "lines": [present.record(row, fallen=fallen, on=on) for row in rows],
    }
    return render(request, "assessment/disclosures/register.html", context)


def _approved(user: Any) -> QuerySet[DisclosureEntry]:
    rows = DisclosureEntry.objects.visible_to(user).filter(disclosure__is_approved=True)
    related = rows.select_related("disclosure__unit", "case", "taken_down_by")
    return related.order_by("-disclosure__from_on", "-pk")
