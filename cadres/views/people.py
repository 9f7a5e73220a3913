"""The list of people, one person's file, and the acts on it."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.vary import vary_on_headers

from accounts.queries import users
from cadres import permissions
from cadres.forms import people as forms
from cadres.forms.filters import PersonFilter, WordsForm
from cadres.models import Cadre
from cadres.presenters import people as present
from cadres.queries import lists as queries
from cadres.services import cadres, numbers, records
from core import dates
from core.acts import note_refusal, perform, searched, shown, status_of, words_of
from core.errors import DomainError
from core.ui import lists
from units.models import Unit

# name → (service, form, title, what is said when done)
ACTS: dict[str, tuple[Any, Any, Any, Any]] = {
    "amend": (cadres.amend, forms.PersonForm, gettext_lazy("更正基本信息"), gettext_lazy("已更正")),
    "appoint": (records.appoint, forms.AppointForm, gettext_lazy("任职"), gettext_lazy("已任职")),
    "post": (
        records.add_post,
        forms.PostForm,
        gettext_lazy("登记兼职或以前职务"),
        gettext_lazy("已登记职务"),
    ),
    "rank": (
        records.set_rank,
        forms.RankForm,
        gettext_lazy("职级变动"),
        gettext_lazy("已登记职级"),
    ),
    "rate": (
        records.rate,
        forms.RatingForm,
        gettext_lazy("年度考核"),
        gettext_lazy("已登记考核结果"),
    ),
    "honour": (
        records.honour,
        forms.HonourForm,
        gettext_lazy("表彰奖励、红名单"),
        gettext_lazy("已登记"),
    ),
    "educate": (
        records.educate,
        forms.EducationForm,
        gettext_lazy("学历学位"),
        gettext_lazy("已登记学历"),
    ),
    "protect": (
        records.protect,
        forms.ProtectionForm,
        gettext_lazy("请假和保护期"),
        gettext_lazy("已登记保护期"),
    ),
    "relate": (
        records.relate,
        forms.KinForm,
        gettext_lazy("亲属关系（回避）"),
        gettext_lazy("已登记关系"),
    ),
    "leave": (
        records.leave,
        forms.LeaveForm,
        gettext_lazy("离开本县队伍"),
        gettext_lazy("已登记离开"),
    ),
}
# name → (the person's rows, service, form, title, what is said when done)
ROWS: dict[str, tuple[str, Any, Any, Any, Any]] = {
    "education": (
        "educations",
        records.amend_education,
        forms.AmendEducationForm,
        gettext_lazy("更正学历学位"),
        gettext_lazy("已更正"),
    ),
    "honour": (
        "honours",
        records.amend_honour,
        forms.AmendHonourForm,
        gettext_lazy("更正表彰奖励"),
        gettext_lazy("已更正"),
    ),
    "revoke": (
        "honours",
        records.revoke_honour,
        forms.RevokeHonourForm,
        gettext_lazy("撤销表彰奖励"),
        gettext_lazy("已撤销"),
    ),
    "unrelate": (
        "kinships",
        records.unrelate,
        forms.UnrelateForm,
        gettext_lazy("注销亲属关系"),
        gettext_lazy("已注销"),
    ),
}


def scoped(request: HttpRequest, pk: int) -> Cadre:
    """Answer the person if the user may see them, else 404."""
    rows = Cadre.objects.visible_to(request.user).select_related("unit__county")
    return get_object_or_404(rows, pk=pk)


def _chips(request: HttpRequest, filters: PersonFilter, words: str, unit: Unit | None) -> Any:
    own = []
    if unit:
        rest = request.GET.copy()
        del rest["unit"]
        own = [{"label": f"{_('单位')}：{unit}", "url": f"?{rest.urlencode()}"}]
    return own + lists.chips(filters, request.GET, words=words)


@vary_on_headers("HX-Request")
def person_list(request: HttpRequest) -> HttpResponse:
    if answer := searched(request, "people"):
        return answer
    words = words_of(request, "people")
    filters = PersonFilter(request.GET or None, units=Unit.objects.visible_to(request.user))
    chosen = filters.cleaned_data if filters.is_valid() else {}
    today = dates.legal_day(timezone.now())
    rows = queries.filtered(Cadre.objects.visible_to(request.user), q=words, **chosen)
    context = {
        "title": _("干部档案"),
        "page": lists.keyset_of(queries.listed(rows, today), request.GET, by="name"),
        "filters": filters,
        "words": WordsForm(initial={"q": words}, auto_id="id_words_%s"),
        "chips": _chips(request, filters, words, chosen.get("unit")),
    }
    present.labelled(context["page"])
    if users.administered(request.user) is not None:
        context |= {"pick": True, "bulk_url": reverse("cadres:people-choose"), "keeps": True}
    return render(request, "cadres/people/list.html", context)


def person(request: HttpRequest, pk: int, case_page: str) -> HttpResponse:
    row = shown(request, scoped(request, pk))
    context = present.detail(row, user=request.user)
    context["acts"] = present.acts(request.user, row, ACTS)
    context["case_page"] = case_page
    return render(request, "cadres/people/detail.html", context)


def person_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One form for each act on the file."""
    row = shown(request, scoped(request, pk))
    if name not in ACTS:
        raise Http404
    if refusal := permissions.keep_person.refusal(request.user, row):
        raise PermissionDenied(refusal)
    service, kind, title, done = ACTS[name]

    def show(form: Any, status: int = 200) -> HttpResponse:
        context = {"title": title, "form": form, "crumbs": crumbs_of(row, title), "about": row.name}
        return render(request, "cadres/form.html", context, status=status)

    if request.method != "POST":
        return show(kind(cadre=row))
    return perform(
        request,
        service,
        row,
        kind(request.POST, cadre=row),
        done=str(done),
        to=lambda _row: reverse("cadres:person", args=[pk]),
        show=show,
    )


def person_row(request: HttpRequest, pk: int, name: str, row_pk: int) -> HttpResponse:
    """Correct one row of the file."""
    cadre = shown(request, scoped(request, pk))
    if name not in ROWS:
        raise Http404
    if refusal := permissions.keep_person.refusal(request.user, cadre):
        raise PermissionDenied(refusal)
    rows, service, kind, title, done = ROWS[name]
    row = get_object_or_404(getattr(cadre, rows), pk=row_pk)

    def show(form: Any, status: int = 200) -> HttpResponse:
        context = {"title": title, "form": form, "about": cadre.name}
        context["crumbs"] = crumbs_of(cadre, title)
        return render(request, "cadres/form.html", context, status=status)

    if request.method != "POST":
        return show(kind(row=row))
    return perform(
        request,
        service,
        row,
        kind(request.POST, row=row),
        done=str(done),
        to=lambda _row: reverse("cadres:person", args=[pk]),
        show=show,
    )


def enrol(request: HttpRequest) -> HttpResponse:
    """Enter one new person of the administrator's county."""
    county = users.administered(request.user)
    if county is None:
        raise PermissionDenied(_("只有本县管理员可以维护档案。"))
    title = _("登记人员")

    def show(form: Any, status: int = 200) -> HttpResponse:
        crumbs = [(_("干部档案"), reverse("cadres:person-list")), (title, None)]
        context = {"title": title, "form": form, "crumbs": crumbs, "about": county.name}
        return render(request, "cadres/form.html", context, status=status)

    if request.method != "POST":
        return show(forms.EnrolForm(county_id=county.pk))
    return perform(
        request,
        records.enrol,
        county,
        forms.EnrolForm(request.POST, county_id=county.pk),
        done=_("已登记"),
        to=lambda row: reverse("cadres:person", args=[row.pk]),
        show=show,
    )


def crumbs_of(row: Cadre, title: Any) -> list[tuple[Any, str | None]]:
    return [
        (_("干部档案"), reverse("cadres:person-list")),
        (row.name, reverse("cadres:person", args=[row.pk])),
        (title, None),
    ]


@never_cache
def reveal(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Show one number in full, once: a reason, a fresh authentication, an audit entry."""
    row = scoped(request, pk)
    if kind not in numbers.KINDS:
        raise Http404
    if refusal := permissions.reveal_number.refusal(request.user, row):
        raise PermissionDenied(refusal)
    return _revealed(request, row, kind)


@reauthentication_required
@sensitive_variables("number")
def _revealed(request: HttpRequest, row: Cadre, kind: str) -> HttpResponse:
    form, number, status = forms.RevealForm(request.POST or None), "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                number = numbers.reveal(
                    row, kind=kind, by=request.user, at=timezone.now(), **form.cleaned_data
                )
                status = 200
            except DomainError as error:
                form.add_error(None, str(error))
                note_refusal(request, error)
                status = status_of(error)
    title = Cadre._meta.get_field(kind).verbose_name  # type: ignore[union-attr]
    context = {
        "title": title,
        "form": form,
        "number": number,
        "cadre": row,
        "crumbs": crumbs_of(row, title),
    }
    return render(request, "cadres/people/reveal.html", context, status=status)
