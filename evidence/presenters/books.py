"""What the pages of the points practices show."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.ui import lists
from evidence import permissions
from evidence.enums import Practice
from evidence.models import Book, BookAward, BookEntry, BookItem, BookMember, BookPeriod, BookRule
from evidence.queries import books, candidates
from schemes.models import Ground

LISTS = {
    Practice.POINTS: "evidence:points-list",
    Practice.SCORE_CARD: "evidence:score-card-list",
    Practice.NEGATIVE_LIST: "evidence:negative-list-list",
}
SHORT = "Y-m"


def state(period: BookPeriod) -> tuple[str, str, str]:
    """Answer words, tone and icon of where a period stands."""
    if period.final_at:
        return _("已定案"), "green", "circle-check"
    if period.closed_at:
        return _("已结账，可提异议"), "amber", "megaphone"
    return _("记分中"), "blue", "pencil-line"


def name_of(period: BookPeriod) -> str:
    """Write a month as 2018年5月, a year as 2018年."""
    if books.is_monthly(period.book):
        return _("%(y)s年%(m)s月") % {"y": period.from_on.year, "m": period.from_on.month}
    return _("%(y)s年") % {"y": period.from_on.year}


def crumbs(book: Book, *more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """Answer the way from the desks to a page of a book."""
    kind = Practice(book.kind)
    page = reverse("evidence:book", args=[book.pk])
    return [
        (_("依据与线索"), reverse("evidence:home")),
        (str(kind.label), reverse(LISTS[kind])),
        (book.title, page if more else None),
        *more,
    ]


def grounds() -> list[tuple[str, list[tuple[int, str]]]]:
    """Answer all grounds for a choice, by set."""
    found: dict[str, list[tuple[int, str]]] = {}
    for row in Ground.objects.select_related("set").order_by("set", "position"):
        found.setdefault(row.set.title_label, []).append((row.pk, f"{row.code} {row.label}"))
    return list(found.items())


def new_page(kind: Practice) -> dict[str, Any]:
    """Answer the words of the page on which a book is opened."""
    return {
        "title": _("新建台账：%(kind)s") % {"kind": kind.label},
        "submit": _("建立台账"),
        "after": _("建立后再列入人员；计分项目先按来源地的预设列出，可以增加和停用。"),
        "crumbs": [(str(kind.label), reverse(LISTS[kind])), (_("新建"), None)],
    }


def book_page(book: Book, *, user: Any) -> dict[str, Any]:
    """Answer a book with rule, periods, items, and what the user can do."""
    rules = BookRule.objects.filter(book=book).select_related("ground", "made_by")
    versions = list(rules.order_by("-number"))
    periods = BookPeriod.objects.filter(book=book).order_by("-from_on")
    return {
        "book": book,
        "crumbs": crumbs(book),
        "facts": _facts(book),
        "formula": formula(book, versions[0]),
        "versions": versions,
        "periods": [_period_line(row) for row in periods],
        "items": BookItem.objects.filter(book=book).order_by("retired_on", "pk"),
        "award": BookAward.objects.filter(book=book).order_by("-pk").first(),
        "keeps": permissions.keep_book.allows(user, book),
        "is_monthly": books.is_monthly(book),
    }


def _facts(book: Book) -> list[dict[str, Any]]:
    return [
        {"label": _("单位"), "value": book.unit.name},
        {"label": _("年度"), "value": book.year},
        {"label": _("登记为平时考核"), "value": f"{book.basis}　{book.document_number}"},
        {"label": _("分组"), "value": _("、").join(book.groups) or _("不分组")},
        {"label": _("人数"), "value": BookMember.objects.filter(book=book).count()},
    ]


def formula(book: Book, rule: BookRule) -> list[str]:
    """Write a rule as sentences with its own figures."""
    told = {f.name: _plain(getattr(rule, f.name)) for f in rule._meta.concrete_fields}
    told["base"] = f"{books.monthly_base(rule):f}"
    repeated = _("同一失误再次发生，按 %(repeat_factor)s 倍扣分。") % told
    if book.kind == Practice.POINTS:
        return [
            _(
                "每月基础积分 %(base)s 分 = %(days_per_month)s 天 × %(hours_per_day)s 小时"
                " × %(points_per_hour)s 分；每承担一项常规性工作加 %(points_per_task)s 分。"
            )
            % told,
            _(
                "工作分四类，每增加一项占每周工时 %(level_share)s%% 以上的内容升一类，"
                "每升一类每月加 %(points_per_level)s 分。"
            )
            % told,
            repeated,
            _(
                "每组末位 %(bottom_n)s 人可产生线索，不足 %(smallest_group)s 人的组不排末位；"
                "年终奖励的 %(award_percent)s%% 按积分分配。"
            )
            % told,
        ]
    lines = [
        _("累计扣 %(warn_at)s 分提醒，扣 %(propose_at)s 分或触及一票否决事项可产生线索。") % told
    ]
    if book.kind == Practice.SCORE_CARD:
        lines.insert(0, _("每人每年 %(card_points)s 分，从中扣减。") % told)
    return [*lines, repeated] if rule.repeat_factor > 1 else lines


def _plain(value: Any) -> Any:
    return f"{value.normalize():f}" if hasattr(value, "normalize") else value


def _period_line(row: BookPeriod) -> dict[str, Any]:
    return {"row": row, "name": name_of(row), "state": state(row)}


def period_page(period: BookPeriod, *, user: Any, params: Any) -> dict[str, Any]:
    """Answer the standing of a period's people, by group and rank, and what can be done now."""
    book = period.book
    group = params.get("group", "")
    rows = books.standings(book, period=period).order_by("group", "rank", "pk")
    if group in book.groups:
        rows = rows.filter(group=group)
    page = lists.page_of(rows, params)
    rule = period.rule or books.rule_on(book, period.from_on)
    warned = candidates.warned(period)
    return {
        "title": f"{book.title}　{name_of(period)}",
        "book": book,
        "period": period,
        "state": state(period),
        "page": page,
        "lines": [_standing(row, rule, warned) for row in page],
        "tabs": _groups(book, params),
        "crumbs": crumbs(book, (name_of(period), None)),
        "is_points": book.kind == Practice.POINTS,
        "is_card": book.kind == Practice.SCORE_CARD,
        "keeps": permissions.keep_book.allows(user, book),
    }


def _groups(book: Book, params: Any) -> list[dict[str, Any]]:
    if not book.groups:
        return []
    offered: list[tuple[str, Any, int | None]] = [("", _("全部"), None)]
    offered += [(name, name, None) for name in book.groups]
    return lists.tabs(params, offered, name="group")


def _standing(row: Any, rule: BookRule, warned: set[int]) -> dict[str, Any]:
    taken = -row.minus
    if row.vetoes or (rule.propose_at and taken >= rule.propose_at):
        mark = (_("达到线索线"), "red", "circle-alert")
    elif row.pk in warned:
        mark = (_("达到提醒线"), "amber", "triangle-alert")
    else:
        mark = None
    return {"row": row, "taken": taken, "left": rule.card_points - taken, "mark": mark}


def statement(
    member: BookMember, *, user: Any, period: BookPeriod | None, source: str, params: Any, on: date
) -> dict[str, Any]:
    """Answer one person's account: numbers of the period, and the lines behind the one asked."""
    book = member.book
    own = member.cadre.user_id == user.pk
    standing = books.standings(book, period=period).filter(pk=member.pk)
    page = lists.page_of(books.rows_of(member, period=period, source=source), params)
    return {
        "member": member,
        "book": book,
        "period": period,
        "period_name": name_of(period) if period else _("全年"),
        "is_own": own,
        "page": page,
        "entries": [_entry(row, user=user, own=own, on=on) for row in page],
        "numbers": _numbers(member, standing.first(), period, source),
        "source_label": str(_label(source)) if source else "",
        "periods": _period_tabs(book, params, period),
        "duties": member.duties.order_by("pk"),
        "level": books.level_of(
            member,
            member.duties.filter(until_on=None),
            books.rule_on(book, on),
        ),
        "is_points": book.kind == Practice.POINTS,
        "keep_refusal": permissions.keep_member.refusal(user, member),
        "crumbs": _statement_crumbs(member, period, own),
    }


def _statement_crumbs(member: BookMember, period: BookPeriod | None, own: bool) -> Any:
    if own:
        return [(_("我的积分"), reverse("evidence:own-books")), (member.book.title, None)]
    inner = []
    if period:
        inner.append((name_of(period), reverse("evidence:period", args=[period.pk])))
    return crumbs(member.book, *inner, (member.cadre.name, None))


_LABELS = {
    "base": lambda: _("基础积分"),
    "tasks": lambda: _("常规工作"),
    "classes": lambda: _("工作类别"),
    "plus": lambda: _("加分"),
    "minus": lambda: _("扣分"),
}


def _label(source: str) -> str:
    return _LABELS[source]() if source in _LABELS else _("合计")


def _numbers(member: BookMember, row: Any, period: BookPeriod | None, source: str) -> list[Any]:
    """Answer each number with the address of the rows that it adds up."""
    names = list(_LABELS) if member.book.kind == Practice.POINTS else ["plus", "minus"]
    where = {"period": period.pk if period else "all"}
    base = reverse("evidence:statement", args=[member.pk])
    return [
        {
            "label": _label(name),
            "value": getattr(row, name or "total", 0) if row else 0,
            "url": f"{base}?period={where['period']}" + (f"&source={name}" if name else ""),
            "on": name == source,
        }
        for name in [*names, ""]
    ]


def _period_tabs(book: Book, params: Any, period: BookPeriod | None) -> list[dict[str, Any]]:
    rows = BookPeriod.objects.filter(book=book).select_related("book").order_by("-from_on")
    offered = [("all", _("全年"), None), *((str(r.pk), name_of(r), None) for r in rows)]
    found = lists.tabs(params, offered, name="period")
    now = str(period.pk) if period else "all"
    for tab, line in zip(found, offered, strict=True):
        tab["on"] = line[0] == now
    return found


def _entry(row: BookEntry, *, user: Any, own: bool, on: date) -> dict[str, Any]:
    objection = getattr(row, "objection", None)
    reversal = getattr(row, "reversal", None)
    stands = reversal is None and row.reverses_id is None
    limit = row.period.objection_until_on
    in_time = row.period.final_at is None and (limit is None or on <= limit)
    return {
        "row": row,
        "reversal": reversal,
        "objection": objection,
        "may_object": own and stands and objection is None and in_time,
        "may_reverse": not own and stands,
        "may_answer": not own and objection is not None and objection.answered_at is None,
    }
