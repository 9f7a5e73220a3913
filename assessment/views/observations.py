"""A conditional outcome: its page, and the three acts on it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessment.forms import observations as forms
from assessment.models import Observation
from assessment.presenters import observations as present
from assessment.services import observations as acts
from core import dates
from core.acts import shown
from evidence.views.pages import form_page, posted

_ACTS: dict[str, tuple[Any, Any, Any, Any]] = {
    "note": (acts.note, forms.NoteForm, gettext_lazy("登记观察情况"), ""),
    "propose": (
        acts.propose,
        forms.ProposeForm,
        gettext_lazy("提请执行"),
        gettext_lazy("提请后由决定人提交会议研究，本身不产生任何后果。"),
    ),
    "decide": (
        acts.decide,
        forms.DecideForm,
        gettext_lazy("登记会议决定"),
        gettext_lazy("同意票超过应到人数一半的，立即执行；否则结果不再执行。登记后不能更改。"),
    ),
}


def _row(request: HttpRequest, pk: int) -> Observation:
    rows = Observation.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("outcome__case__cadre", "new_unit"), pk=pk)


def _crumbs(row: Observation, *more: str) -> list[tuple[str, str | None]]:
    case = row.outcome.case
    own = reverse("assessment:observation", args=[row.pk]) if more else None
    trail = [(str(case), reverse("assessment:case", args=[case.pk])), (_("附条件暂缓执行"), own)]
    return [*trail, *((label, None) for label in more)]


def observation(request: HttpRequest, pk: int) -> HttpResponse:
    """The condition, what was observed, and where it stands."""
    row = shown(request, _row(request, pk))
    on = dates.legal_day(timezone.now())
    context = present.detail(row, user=request.user, on=on) | {"crumbs": _crumbs(row)}
    return render(request, "assessment/outcomes/observation.html", context)


def observation_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Note, propose, or record what the meeting decided."""
    if name not in _ACTS:
        raise Http404
    row = shown(request, _row(request, pk))
    act, form, title, after = _ACTS[name]
    today = dates.legal_day(timezone.now())
    back = reverse("assessment:observation", args=[pk])
    return form_page(
        request,
        act,
        row,
        form(posted(request), initial={"on": today, "held_on": today}),
        title=title,
        about=row.outcome.case.cadre.name,
        facts=[{"label": _("条件"), "value": row.condition}],
        crumbs=_crumbs(row, str(title)),
        after=after,
        back=back,
        refusal=present.refusal(row, name, user=request.user, on=today),
        done=_("已登记"),
        to=lambda _row: back,
    )
