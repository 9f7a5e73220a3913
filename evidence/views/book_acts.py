"""Everything that is done to a book, a period, a person in it, an entry: one page for each act."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.acts import perform, shown
from core.dates import legal_day
from core.ui.forms import NoFields
from evidence import permissions
from evidence.forms import books as forms
from evidence.forms import entries
from evidence.models import BookEntry, BookObjection
from evidence.presenters import book_acts as present
from evidence.services import awards, book_signals, books, ledger
from evidence.views.books import book_of, member_of, period_of


@dataclass(frozen=True)
class Page:
    """One act: its service, its form, its words, and who may."""

    act: Callable[..., Any]
    form: Any
    title: Any
    done: Any
    after: Any
    rule: Any
    given: Callable[[Any], dict[str, Any]] = lambda _row: {}
    more: Callable[[Any], dict[str, Any]] = lambda _row: {}
    main: bool = True


def _to_book(page: Page, request: HttpRequest, row: Any) -> HttpResponse:
    return _run(page, request, row, to=reverse("evidence:book", args=[row.pk]), about=row)


def _run(page: Page, request: HttpRequest, row: Any, *, to: str, about: Any) -> HttpResponse:
    """Show an act's page, or do it."""
    today = legal_day(timezone.now())
    initial = {name: today for name in ("on", "joined_on", "from_on", "until_on")}
    given = page.given(row)
    initial |= given.pop("initial", {})
    posted = request.POST if request.method == "POST" else None
    form = page.form(posted, initial=initial, **given)

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "form": form,
            "title": page.title,
            "submit": page.title,
            "after": page.after,
            "refusal": page.rule.refusal(request.user, row),
            "back": to,
            **present.about(about, page.title, user=request.user),
            **page.more(row),
        }
        return render(request, "evidence/books/act.html", context, status=status)

    if request.method != "POST":
        return show(form, 200)
    return perform(request, page.act, row, form, done=str(page.done), to=lambda _row: to, show=show)


BOOK: dict[str, Page] = {
    "enter": Page(
        present.enter,
        entries.EntryForm,
        _("记分"),
        _("已记分"),
        _("记入当前期间；写入后不能改动，错误用冲正更正。"),
        permissions.enter_book,
        present.for_entry,
    ),
    "join": Page(
        books.join,
        forms.JoinForm,
        _("列入人员"),
        _("已列入"),
        _("从进入日期所在的期间起计算。"),
        permissions.keep_book,
        lambda row: {"book": row, "people": present.outside(row)},
    ),
    "join-all": Page(
        books.join_all,
        forms.JoinAllForm,
        _("列入本单位全部人员"),
        _("已列入全部人员"),
        _("只列入本单位尚未列入的人员；列入后可以逐人改分组。"),
        permissions.keep_book,
        lambda row: {"book": row},
    ),
    "item": Page(
        books.add_item,
        forms.ItemForm,
        _("增加计分项目"),
        _("已增加项目"),
        _("分值定后不改；要改分值，停用后另建。"),
        permissions.keep_book,
    ),
    "retire": Page(
        present.retire_item,
        forms.RetireForm,
        _("停用计分项目"),
        _("已停用"),
        _("已记的分不受影响。"),
        permissions.keep_book,
        present.for_retiring,
    ),
    "rule": Page(
        books.add_rule,
        forms.NewRuleForm,
        _("制定新版规则"),
        _("已制定新版规则"),
        _("只对尚未结账的期间有效；已结账的期间保留当时的版本。"),
        permissions.keep_book,
        present.for_rule,
    ),
    "award": Page(
        awards.share,
        forms.AwardForm,
        _("按积分分配年终奖励"),
        _("已计算分配"),
        _("全年各期定案后才能计算。按最大余数法分到分，各人金额之和等于应分配的金额。"),
        permissions.keep_book,
        more=present.latest_award,
    ),
}
PERIOD: dict[str, Page] = {
    "close": Page(
        ledger.close,
        NoFields,
        _("结账"),
        _("已结账"),
        _("按规则写入基础积分、常规工作和工作类别，停止记分，开始异议期。"),
        permissions.keep_book,
    ),
    "final": Page(
        ledger.finalise,
        NoFields,
        _("定案"),
        _("已定案"),
        _("异议期满、异议都已答复后定案；定案后本期不再变动。"),
        permissions.keep_book,
    ),
    "signals": Page(
        book_signals.raise_for,
        NoFields,
        _("产生线索"),
        _("已产生线索"),
        _("线索只供提名时参考，不影响任何案件；重复产生不会重复。"),
        permissions.keep_book,
        more=present.named,
    ),
}
MEMBER: dict[str, Page] = {
    "set": Page(
        books.set_member,
        forms.MemberForm,
        _("调整分组和类别"),
        _("已调整"),
        _("对尚未结账的期间有效。"),
        permissions.keep_member,
        present.for_member,
    ),
    "duty": Page(
        books.add_duty,
        forms.DutyForm,
        _("增加工作"),
        _("已增加工作"),
        _("从起始日期所在的月份起计入。"),
        permissions.keep_member,
    ),
    "end-duty": Page(
        present.end_duty,
        forms.EndDutyForm,
        _("结束工作"),
        _("已结束"),
        _("终止日期所在的月份仍计入。"),
        permissions.keep_member,
        present.for_duties,
    ),
}
ENTRY: dict[str, Page] = {
    "reverse": Page(
        ledger.reverse,
        entries.ReverseForm,
        _("冲正"),
        _("已冲正"),
        _("另记一笔相反的分；两笔都保留。本期已定案的记入当前期间。"),
        permissions.reverse_entry,
        more=present.entry,
    ),
    "object": Page(
        ledger.object_,
        entries.ObjectionForm,
        _("提出异议"),
        _("已提出异议"),
        _("由单位主要负责人答复；成立的当即冲正。每笔只能提一次。"),
        permissions.object_to,
        more=present.entry,
    ),
}
ANSWER = Page(
    ledger.answer,
    entries.AnswerForm,
    _("答复异议"),
    _("已答复"),
    _("认定成立的，这一笔当即冲正。"),
    permissions.answer_objection,
    more=lambda row: present.entry(row.entry) | {"objection": row},
)


def _page(table: dict[str, Page], name: str) -> Page:
    if name not in table:
        raise Http404
    return table[name]


def book_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    return _to_book(_page(BOOK, name), request, book_of(request, pk))


def period_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    page, row = _page(PERIOD, name), period_of(request, pk)
    return _run(page, request, row, to=reverse("evidence:period", args=[pk]), about=row.book)


def member_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    page, row = _page(MEMBER, name), shown(request, member_of(request, pk))
    return _run(page, request, row, to=reverse("evidence:statement", args=[pk]), about=row)


def entry_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    page = _page(ENTRY, name)
    related = ("member", "member__book", "member__cadre", "period", "item", "entered_by")
    rows = BookEntry.objects.visible_to(request.user).select_related(*related)
    row = shown(request, get_object_or_404(rows, pk=pk))
    return _run(page, request, row, to=_statement(row), about=row.member)


def objection_answer(request: HttpRequest, pk: int) -> HttpResponse:
    related = ("entry__member__book", "entry__member__cadre", "entry__period", "entry__entered_by")
    rows = BookObjection.objects.visible_to(request.user).select_related(*related)
    row = shown(request, get_object_or_404(rows, pk=pk))
    return _run(ANSWER, request, row, to=_statement(row.entry), about=row.entry.member)


def _statement(entry: BookEntry) -> str:
    page = reverse("evidence:statement", args=[entry.member_id])
    return f"{page}?period={entry.period_id}"
