"""Programmes: the templates, a county's own, a class by one of them, moving a block."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core import dates
from core.acts import perform
from training.forms.programmes import KeepForm, MoveForm, OpenForm
from training.models import Block, Programme, TrainingClass
from training.presenters import programmes as present
from training.queries import classes as queries
from training.queries.programmes import Part, presets
from training.queries.rubrics import default, spoken
from training.services import programmes


def _planner(request: HttpRequest) -> set[int]:
    """Answer the counties for which the user plans classes; 404 for who plans none."""
    counties = queries.planning_counties(request.user)
    if not counties:
        raise Http404
    return counties


def programme_list(request: HttpRequest) -> HttpResponse:
    context = present.choices(_planner(request))
    return render(request, "training/programmes/list.html", context)


def preset_open(request: HttpRequest, code: str) -> HttpResponse:
    """Plan a class by a template that ships."""
    if code not in presets():
        raise Http404
    return _open(request, code, None)


def programme_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan a class by one of the county's own programmes."""
    return _open(request, "", get_object_or_404(Programme.objects.visible_to(request.user), pk=pk))


def _open_form(request: HttpRequest, parts: list[Part]) -> OpenForm:
    today = dates.legal_day(timezone.now())
    return OpenForm(
        request.POST or None,
        parts=parts,
        campaigns=queries.open_campaigns(request.user).select_related("scheme_version"),
        managers=queries.managers(request.user, on=today),
    )


def _open(request: HttpRequest, code: str, own: Programme | None) -> HttpResponse:
    _planner(request)
    title, note, parts = present.source(code, own)
    form = _open_form(request, parts)

    def show(form: Any, status: int, preview: Any = None) -> HttpResponse:
        context = {
            "form": form,
            "source": title,
            "note": note,
            "preview": preview,
            "crumbs": present.crumbs(_("按方案建班")),
        }
        return render(request, "training/programmes/open.html", context, status=status)

    def act(_none: None, *, campaign: Any, **facts: Any) -> TrainingClass:
        return programmes.open_class(campaign, programme=own, **facts)

    if request.method != "POST":
        return show(form, 200)
    if "preview" in request.POST and form.is_valid():
        return show(form, 200, present.preview(form.cleaned_data))
    return perform(
        request,
        act,
        None,
        form,
        done=_("已建立培训班"),
        to=lambda row: reverse("training:class-detail", args=[row.pk]),
        show=show,
    )


def preset_keep(request: HttpRequest, code: str) -> HttpResponse:
    """Make the county's own programme from a template."""
    counties = _planner(request)
    if code not in presets():
        raise Http404
    title, note, parts = present.source(code, None)
    form = KeepForm(
        request.POST or None,
        parts=[present.adjustable(part) for part in parts],
        counties=queries.divisions(counties),
        initial={"title": title[:60], "note": note[:200], "rubric": spoken(default())},
    )

    def show(form: Any, status: int) -> HttpResponse:
        context = {"form": form, "source": title, "crumbs": present.crumbs(_("保存为本县方案"))}
        return render(request, "training/programmes/keep.html", context, status=status)

    def act(_none: None, *, county: Any, **facts: Any) -> Programme:
        return programmes.keep(county, preset=code, **facts)

    if request.method != "POST":
        return show(form, 200)
    return perform(
        request,
        act,
        None,
        form,
        done=_("已保存本县方案"),
        to=lambda _row: reverse("training:programme-list"),
        show=show,
    )


def block_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a block of a class: first the dates as they would be, then the act."""
    rows = Block.objects.visible_to(request.user).select_related("training_class")
    block = get_object_or_404(rows, pk=pk)
    today = dates.legal_day(timezone.now())

    def show(form: Any, status: int, to_on: Any = None) -> HttpResponse:
        context = present.block_page(block, user=request.user, on=today, to_on=to_on)
        context["form"] = form
        return render(request, "training/programmes/move.html", context, status=status)

    if request.method != "POST":
        return show(MoveForm(initial=present.block_initial(block)), 200)
    form = MoveForm(request.POST, initial=present.block_initial(block))
    if "preview" in request.POST and form.is_valid():
        return show(form, 200, form.cleaned_data["to_on"])
    return perform(
        request,
        programmes.move_block,
        block,
        form,
        done=_("已移动环节，其后的环节和课次随之顺延"),
        to=lambda row: reverse("training:class-detail", args=[row.training_class_id]),
        show=show,
    )
