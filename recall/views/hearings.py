"""Before the word: black-out of evidence, telling, talks; the person asks for one."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import Role
from accounts.queries import users
from core import dates
from core.acts import perform, shown
from core.documents import blackout
from evidence.services import files
from evidence.views.pages import Page, act_page
from recall import permissions
from recall.forms import hearings as forms
from recall.models import FactEvidence, Nomination
from recall.presenters import nominations as present
from recall.queries import hearings
from recall.queries.nominations import interested_in_talk
from recall.services import hearings as acts
from recall.services import statement_papers
from recall.views.responses import redacted_response, sealed

_KEEPERS = (Role.COUNTY_ADMIN, Role.VERIFIER)


def _people(row: Nomination, _user: Any) -> dict[str, Any]:
    on = dates.legal_day(timezone.now())
    people = users.holders(*_KEEPERS, county_id=row.county_id, on=on)
    return {"people": people.exclude(pk__in=interested_in_talk(row))}


_ACTS = {
    "tell": Page(
        acts.tell,
        forms.TellForm,
        gettext_lazy("登记告知"),
        gettext_lazy("已登记告知，申辩期限开始计算"),
        permissions.prepare_hearing.refusal,
        after=gettext_lazy("申辩期限从告知之日的次日起算，登记后不能修改。"),
    ),
    "talk": Page(
        acts.record_talk,
        forms.TalkForm,
        gettext_lazy("登记谈话"),
        gettext_lazy("已登记谈话记录"),
        permissions.prepare_hearing.refusal,
        after=gettext_lazy("登记后不能修改，本人可以看到。"),
        given=_people,
    ),
    "statement": Page(
        statement_papers.confirm,
        forms.PaperForm,
        gettext_lazy("确认纸质陈述申辩"),
        gettext_lazy("已登记本人的陈述申辩"),
        permissions.hear_nomination.refusal,
        after=gettext_lazy("请先核对扫描页确是本人所写。确认后申辩期限停止计算，不能修改。"),
    ),
    "put-off": Page(
        acts.put_off_talk,
        forms.PutOffForm,
        gettext_lazy("谈话改期"),
        gettext_lazy("已登记改期"),
        permissions.prepare_hearing.refusal,
    ),
}


def _kept(request: HttpRequest) -> Any:
    """Answer the nominations of the counties where the user prepares hearings."""
    return Nomination.objects.visible_to(request.user).filter(
        county__in=request.user.counties(*_KEEPERS)
    )


def hearing_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Tell the person what is alleged, record a talk, or put one off."""
    if name not in _ACTS:
        raise Http404
    rows = _kept(request).select_related("cadre", "campaign")
    row = shown(request, get_object_or_404(rows, pk=pk))
    page = _ACTS[name]
    return act_page(
        request,
        row,
        page,
        back=reverse("recall:nomination", args=[pk]),
        about=row.cadre.name,
        crumbs=present.crumbs(row, str(page.title)),
    )


def _evidence(request: HttpRequest, pk: int) -> FactEvidence:
    rows = FactEvidence.objects.visible_to(request.user).filter(fact__nomination__in=_kept(request))
    rows = rows.select_related("file", "fact__nomination__cadre")
    return shown(request, get_object_or_404(rows, pk=pk), act="download")


def redact(request: HttpRequest, pk: int) -> HttpResponse:
    """The pages of a file with a grid, and the rectangles that are to be black."""
    row = _evidence(request, pk)
    nomination = row.fact.nomination
    back = reverse("recall:nomination", args=[nomination.pk])

    def show(form: Any, status: int) -> HttpResponse:
        newest = hearings.newest(row)
        count = _pages(row)
        context = {
            "form": form,
            "title": _("遮盖材料"),
            "evidence": row,
            "redaction": newest,
            "pages": range(1, min(count, blackout.PAGES) + 1),
            "crumbs": present.crumbs(nomination, _("遮盖材料")),
            "back": back,
            "refusal": permissions.prepare_hearing.refusal(request.user, nomination),
        }
        return render(request, "recall/nominations/redact.html", context, status=status)

    if request.method != "POST":
        return show(forms.RedactForm(), 200)
    return perform(
        request,
        acts.redact,
        row,
        forms.RedactForm(request.POST),
        done=_("已登记，遮盖件正在制作"),
        to=lambda _row: request.path,
        show=show,
    )


def _pages(row: FactEvidence) -> int:
    """Answer the pages that can be shown; none of a file that the scanner still holds."""
    try:
        return acts.pages_of(row)
    except files.NotReleased:
        return 0


def page(request: HttpRequest, pk: int, page: int) -> HttpResponse:
    """One page of the original with a grid, the areas of the newest black-out black."""
    row = _evidence(request, pk)
    newest = hearings.newest(row)
    areas = hearings.areas(newest) if newest else []
    try:
        content = blackout.preview(files.read(row.file), row.file.kind, page, areas)
    except blackout.Unreadable as error:
        raise Http404 from error
    except files.NotReleased as error:
        return sealed(HttpResponse(str(error), "text/plain; charset=utf-8", status=409))
    return sealed(HttpResponse(content, content_type="image/png"))


def redacted(request: HttpRequest, pk: int) -> HttpResponse:
    """The copy that the person gets, for the department to check."""
    return redacted_response(_evidence(request, pk))


def own_talk(request: HttpRequest, pk: int) -> HttpResponse:
    """The person asks to be heard face to face."""
    rows = Nomination.objects.told_to(request.user).select_related("cadre")
    row = shown(request, get_object_or_404(rows, pk=pk))
    return act_page(
        request,
        row,
        Page(
            acts.ask_for_talk,
            forms.AskForm,
            _("要求当面谈话"),
            _("已登记，组织部门将安排谈话"),
            permissions.ask_for_talk.refusal,
            after=_("谈话之后才能研究决定。"),
        ),
        back=reverse("recall:own-nomination", args=[pk]),
        about="",
        crumbs=[],
    )
