"""Everything that is done to a poll: one page for each act."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from core.acts import note_refusal, perform, status_of
from core.documents.models import Document
from core.documents.views import pdf_of, progress_of
from core.errors import DomainError
from core.ui.forms import NoFields
from evidence import permissions
from evidence.forms import polls as forms
from evidence.forms.ballots import PaperForm
from evidence.models import Poll
from evidence.presenters import poll_acts as present
from evidence.presenters.polls import crumbs
from evidence.queries import ballot_papers as ballot_queries
from evidence.queries import polls as queries
from evidence.services import ballot_papers, counting, poll_signals, polls, voting
from evidence.views.polls import poll_of


@dataclass(frozen=True)
class Page:
    """One act: its service, its form and what that needs, its words, what else is shown."""

    act: Callable[..., Any]
    form: Any
    title: Any
    done: Any
    after: Any
    given: Callable[[Poll], dict[str, Any]] = lambda _poll: {}
    more: Callable[[Poll], dict[str, Any]] = lambda _poll: {}
    rule: Any = permissions.organise_poll
    stays: bool = False  # comes back to its own page: one more of the same


def _subjects(poll: Poll, *, unit: Any, who: str, **told: Any) -> int:
    return polls.add_subjects(poll, people=queries.staff(unit.pk, who), **told)


def _voters(poll: Poll, *, unit: Any, who: str, **told: Any) -> int:
    people = queries.staff(unit.pk, who) if who else []
    return polls.add_voters(poll, people=people, **told)


ACTS = {
    "subjects": Page(
        _subjects,
        forms.SubjectsForm,
        _("加入被测评人"),
        _("已加入"),
        _("已在票上的人不重复加入；投票开始前可以移出。"),
        present.units,
    ),
    "voters": Page(
        _voters,
        forms.VotersForm,
        _("编制名册"),
        _("已列入名册"),
        _(
            "已在名册上的人改到所选分组；投票开始后名册固定，不再增减。"
            "人数多的，可由县级管理员在“数据导入”里成批导入。"
        ),
        present.for_voters,
        stays=True,
    ),
    "merge": Page(
        polls.merge,
        forms.MergeForm,
        _("合并分组"),
        _("已合并"),
        _("不足 5 人的分组并入其他分组，权重相加。"),
        present.for_groups,
    ),
    "open": Page(
        polls.open_,
        NoFields,
        _("开始投票"),
        _("投票已开始"),
        _("名册、被测评人、分组和规则从此固定；为名册上每人生成一个投票码，只保存其摘要。"),
        more=present.summary,
    ),
    "close": Page(
        polls.close,
        NoFields,
        _("截止投票"),
        _("投票已截止"),
        _("截止后不再接受网上投票，可以录入纸质票。"),
    ),
    "paper": Page(
        counting.enter_paper,
        PaperForm,
        _("录入纸质票"),
        _("已录入"),
        _("每张由两人各自录入一遍，一致的投入票箱，不一致的列在下面。"),
        present.for_paper,
        present.sheets,
        stays=True,
    ),
    "ballots": Page(
        ballot_papers.request,
        forms.GroupForm,
        _("打印纸质票"),
        _("已申请生成，完成后会出现在本页"),
        _(
            "每组一张样票，按需要的份数打印；同组各张完全相同，没有编号。收回后扫描只计张数，不留图像。"
        ),
        present.for_groups,
        present.ballots,
        stays=True,
    ),
    "count": Page(
        counting.count,
        NoFields,
        _("计票"),
        _("已计票"),
        _("打开票箱，公布匿名票列表及其摘要；计票只能一次，之后不能再加票。"),
    ),
    "void": Page(
        polls.void,
        forms.VoidForm,
        _("作废"),
        _("已作废"),
        _("作废后不能恢复，不再收票、计票，也不计入考核；票数留存备查，可以重新组织。"),
        rule=permissions.void_poll,
    ),
    "signals": Page(
        poll_signals.raise_for,
        forms.SignalsForm,
        _("产生线索"),
        _("已产生线索"),
        _("线索只供提名时参考，不影响任何案件；重复产生不会重复。"),
        present.for_signals,
        present.line,
    ),
}


def poll_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Show one act's page, or do it."""
    if name == "slips":
        return _slips(request, poll_of(request, pk))
    if name not in ACTS:
        raise Http404
    page, row = ACTS[name], poll_of(request, pk)
    given = page.given(row)

    def show(form: Any, status: int) -> HttpResponse:
        return _render(request, row, page, form, status)

    if request.method != "POST":
        return show(page.form(**given), 200)
    back = request.path if page.stays else reverse("evidence:poll", args=[pk])
    return perform(
        request,
        page.act,
        row,
        page.form(request.POST, **given),
        done=str(page.done),
        to=lambda _row: back,
        show=show,
    )


def _render(request: HttpRequest, row: Poll, page: Any, form: Any, status: int) -> HttpResponse:
    back = reverse("evidence:poll", args=[row.pk])
    context = {
        "poll": row,
        "form": form,
        "title": page.title,
        "after": page.after,
        "refusal": page.rule.refusal(request.user, row),
        "back": back,
        "crumbs": crumbs((row.title, back), (str(page.title), None)),
        **page.more(row),
    }
    return render(request, "evidence/polls/act.html", context, status=status)


SLIPS = Page(
    voting.slips,
    forms.GroupForm,
    _("制作票条"),
    "",
    _("票条只显示这一次。重新制作会使本组原来的票条作废；有人用票条投过票后不能重做。"),
)


def _slips(request: HttpRequest, row: Poll) -> HttpResponse:
    """Make a group's slips and answer them at once: the codes are kept nowhere."""
    form = forms.GroupForm(request.POST if request.method == "POST" else None, poll=row)
    if request.method != "POST" or not form.is_valid():
        return _render(request, row, SLIPS, form, 422 if form.is_bound else 200)
    group = form.cleaned_data["group"]
    try:
        codes = voting.slips(row, group=group, by=request.user, at=timezone.now())
    except DomainError as error:
        form.add_error(None, str(error))
        note_refusal(request, error)
        return _render(request, row, SLIPS, form, status_of(error))
    context = present.slips(row, group, codes)
    context["vote_url"] = request.build_absolute_uri(reverse("evidence:vote"))
    context["check_url"] = request.build_absolute_uri(context["check"])
    return render(request, "evidence/polls/slips.html", context)


@require_POST
def paper_again(request: HttpRequest, pk: int, sheet_pk: int) -> HttpResponse:
    """Let a paper ballot whose two entries differ be entered anew."""
    row = poll_of(request, pk)
    sheet = get_object_or_404(queries.unsettled(row), pk=sheet_pk)
    page = ACTS["paper"]

    def show(form: Any, status: int) -> HttpResponse:
        return _render(request, row, page, form, status)

    return perform(
        request,
        lambda poll, **told: counting.enter_again(poll, sheet=sheet, **told),
        row,
        NoFields(request.POST),
        done=_("已退回重录"),
        to=lambda _row: reverse("evidence:poll-act", args=[pk, "paper"]),
        show=show,
    )


def _ballot(request: HttpRequest, pk: int, paper_pk: int) -> Document:
    poll = poll_of(request, pk)
    if permissions.organise_poll.refusal(request.user, poll):
        raise Http404
    return get_object_or_404(ballot_queries.of_poll(poll), pk=paper_pk)


@require_GET
def ballot_paper(request: HttpRequest, pk: int, paper_pk: int) -> HttpResponse:
    """Answer how far a blank ballot is."""
    row = _ballot(request, pk, paper_pk)
    context = present.ballot(row, pk, at=timezone.now())
    return progress_of(request, context)


@require_GET
def ballot_paper_file(request: HttpRequest, pk: int, paper_pk: int) -> FileResponse:
    """Answer the blank ballot; its name holds numbers only."""
    row = _ballot(request, pk, paper_pk)
    return pdf_of(row, name=f"ballot-{pk}-{row.pk}")
