"""What the pages of the show-and-compare rounds show."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import legal_day, spoken
from core.ui.templatetags.ui import cn_date
from evidence import permissions
from evidence.enums import RoundState, Statement
from evidence.models import (
    PresentationComment,
    PresentationMember,
    PresentationReport,
    PresentationRound,
)
from evidence.queries import panels
from evidence.queries import presentations as figures

Crumbs = list[tuple[str, str | None]]
_TONES = {
    RoundState.DRAFT: ("line", "pencil-line"),
    RoundState.REPORTING: ("blue", "pencil-line"),
    RoundState.SHOWN: ("purple", "megaphone"),
    RoundState.COMMENTING: ("amber", "message-square-text"),
    RoundState.CLOSED: ("green", "circle-check"),
}


def crumbs(row: PresentationRound | None = None, *more: str) -> Crumbs:
    found: Crumbs = [
        (_("依据与线索"), reverse("evidence:home")),
        (_("晒比述评"), reverse("evidence:presentation-list")),
    ]
    if row is not None:
        page = reverse("evidence:presentation", args=[row.pk])
        found.append((row.title, page if more else None))
    return found + [(label, None) for label in more]


def own_crumbs(row: PresentationRound | None = None, *more: str) -> Crumbs:
    home = reverse("evidence:own-presentations")
    found: Crumbs = [(_("我的晒比述评"), home if row else None)]
    if row is not None:
        page = reverse("evidence:presentation-shown", args=[row.pk])
        found.append((row.title, page if more else None))
    return found + [(label, None) for label in more]


def place(row: PresentationRound) -> str:
    return row.unit.name if row.unit else _("%(county)s全县") % {"county": row.county.name}


def state(row: PresentationRound) -> tuple[str, str, str]:
    """Answer words, tone and icon of the round's step."""
    return (str(row.state.label), *_TONES[row.state])


def plain(number: Any) -> str:
    """Write a number without nought after nought."""
    return "—" if number is None else f"{number.normalize():f}"


def facts(row: PresentationRound) -> list[dict[str, Any]]:
    days = _("%(first)s至%(last)s") % {
        "first": cn_date(row.from_on),
        "last": cn_date(row.until_on),
    }
    signals = _("不产生线索")
    if row.ground:
        signals = _("平均分低于 %(line)s 分，对应 %(ground)s") % {
            "line": plain(row.line),
            "ground": f"{row.ground.code}　{row.ground.label}",
        }
    return [
        {"label": _("范围"), "value": place(row)},
        {"label": _("依据文件"), "value": row.basis},
        {"label": _("晒哪段时间"), "value": days},
        {"label": _("述职日期"), "value": cn_date(row.session_on)},
        {"label": _("满分"), "value": plain(row.highest)},
        {"label": _("最少对比人数"), "value": row.smallest},
        {"label": _("最少评议人数"), "value": row.least},
        {"label": _("产生线索"), "value": signals},
    ]


def mark(member: PresentationMember) -> tuple[str, str, str]:
    """Answer words, tone and icon of where a member stands; absence is grey, never red."""
    if member.statement == Statement.ABSENT:
        return _("未到会，不评"), "grey", "circle-minus"
    if member.statement == Statement.STATED:
        return _("已述职"), "green", "circle-check"
    if hasattr(member, "report"):
        return _("已填报"), "blue", "file-text"
    return _("待填报"), "line", "clock"


def steps(row: PresentationRound) -> list[dict[str, str]]:
    """Answer the next step's link."""
    label, name, icon = {
        RoundState.DRAFT: (_("规则定案"), "settle", "lock"),
        RoundState.REPORTING: (_("晒出报告"), "show", "megaphone"),
        RoundState.SHOWN: (_("开始评议"), "begin", "message-square-text"),
        RoundState.COMMENTING: (_("结束评议"), "close", "circle-check"),
        RoundState.CLOSED: (_("产生线索"), "signals", "radar"),
    }[row.state]
    if name == "signals" and row.line is None:
        return []
    url = reverse("evidence:presentation-act", args=[row.pk, name])
    return [{"label": label, "url": url, "icon": icon}]


def round_page(row: PresentationRound, page: Any, *, user: Any) -> dict[str, Any]:
    """Answer the round with its rules, counts and lists, and a page of its members."""
    found = figures.results(row, page)
    keeps = permissions.keep_round.allows(user, row)
    given = PresentationComment.objects.filter(member__round=row).count()
    return {
        "row": row,
        "crumbs": crumbs(row),
        "state": state(row),
        "facts": facts(row),
        "counts": figures.counts(row) | {"comments": given},
        "indicators": list(row.indicators.order_by("pk")),
        "seats": list(row.seats.select_related("user").order_by("pk")),
        "page": page,
        "lines": [{"row": one, "mark": mark(one), "result": found.get(one.pk)} for one in page],
        "steps": steps(row) if keeps else [],
        "can_edit": keeps and row.settled_at is None,
    }


def report_facts(member: PresentationMember) -> list[dict[str, Any]]:
    """Answer the words of a member's report, nothing if there is none."""
    report = PresentationReport.objects.filter(member=member).first()
    if report is None:
        return []
    return [
        {"label": _("做了什么"), "value": report.done, "wide": True},
        {"label": _("存在问题"), "value": report.problems, "wide": True},
        {"label": _("下一步打算"), "value": report.next_steps, "wide": True},
        {"label": _("填报日期"), "value": spoken(legal_day(report.written_at))},
    ]


def standings(member: PresentationMember) -> list[dict[str, Any]]:
    """Answer a member's numbers beside the others', as they are written on a page."""
    return [
        {
            "one": one,
            "value": plain(one.value),
            "best": plain(one.best),
            "median": plain(one.median),
            "worst": plain(one.worst),
            "rank": _("%(rank)s / %(count)s") % {"rank": one.rank, "count": one.count}
            if one.rank
            else "",
        }
        for one in figures.compare(member.round).get(member.pk, [])
    ]


def member_page(member: PresentationMember) -> dict[str, Any]:
    """Answer one member's report, comparison, statement and what comments came to.

    Nothing is compared before it is shown.
    """
    row = member.round
    return {
        "member": member,
        "row": row,
        "mark": mark(member),
        "state": state(row),
        "facts": report_facts(member),
        "standings": standings(member) if row.shown_at else [],
        "result": figures.results(row, [member]).get(member.pk),
    }


def office_page(member: PresentationMember, *, user: Any, on: date) -> dict[str, Any]:
    """Answer a member's page for who keeps or reads the round, with the acts that are due."""
    row = member.round
    reports = row.state == RoundState.REPORTING and permissions.write_report.allows(user, member)
    states = row.state == RoundState.SHOWN and permissions.keep_round.allows(user, row)
    label = _("更正述职登记") if member.statement else _("登记述职")
    return member_page(member) | {
        "crumbs": crumbs(row, member.cadre.name),
        "offers": [
            *([("report", _("填报"))] if reports else []),
            *([("state", label)] if states and row.session_on <= on else []),
        ],
    }


def own_lines(user: Any) -> list[dict[str, Any]]:
    """Answer the rounds of a person, newest first: their own part, and whether they comment."""
    rows = PresentationRound.objects.told_to(user).order_by("-session_on", "-pk")[:100]
    own = {
        row.round_id: row
        for row in PresentationMember.objects.told_to(user).select_related("report")
    }
    return [{"row": row, "state": state(row), "member": own.get(row.pk)} for row in rows]


def shown_lines(row: PresentationRound, page: Any, user: Any) -> list[dict[str, Any]]:
    """Answer who shows, and for a commentator what they have done about each."""
    seat = figures.seat_of(row, user)
    if seat is None:
        return [{"row": one, "mark": mark(one)} for one in page]
    given = set(seat.given)
    tied = set(panels.tied([seat], list(page))) | {(seat.pk, pk) for pk in seat.recused}
    return [
        {"row": one, "mark": mark(one), "mine": _mine(row, one, given, tied, seat.pk)}
        for one in page
    ]


def _mine(row: Any, member: Any, given: set[int], tied: Any, seat: int) -> tuple[str, str, str]:
    if member.pk in given:
        return _("我已评"), "green", "circle-check"
    if (seat, member.pk) in tied:
        return _("我回避"), "grey", "circle-minus"
    if row.state == RoundState.COMMENTING and member.statement == Statement.STATED:
        return _("待我评"), "amber", "message-square-text"
    return _("我未评"), "line", "clock"


def report_page(member: PresentationMember, user: Any) -> dict[str, Any]:
    """Answer what was shown, and whether the reader may comment on it or recuse themselves now.

    What the comments come to is the person's own and the office's, nobody's here.
    """
    row = member.round
    seat = row.seats.filter(user=user).first()
    found = member_page(member) | {"crumbs": own_crumbs(row, member.cadre.name), "result": None}
    if seat is None:
        return found
    mine = seat.comments.filter(member=member).first()
    tie = figures.ties([seat], [member]).get((seat.pk, member.pk), "")
    free = mine is None and not tie
    is_due = row.state == RoundState.COMMENTING and member.statement == Statement.STATED
    return found | {
        "mine": mine,
        "tie": tie,
        "may_comment": free and is_due,
        "may_recuse": free and row.closed_at is None,
    }


def preview(row: PresentationRound, *, on: date) -> dict[str, Any]:
    """Answer whom the line names and whom it leaves out, before anything is written."""
    found = figures.candidates(row, on=on)
    return {
        "is_preview": True,
        "ground": row.ground,
        "named": [one for one in found if not one.left_out],
        "left_out": [one for one in found if one.left_out],
    }
