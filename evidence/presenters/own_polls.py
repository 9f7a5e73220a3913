"""A person's own result of a poll, as its page shows it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.ui.templatetags.ui import cn_date
from evidence.enums import BallotKind, PollPurpose
from evidence.models import Poll, PollSubject
from evidence.queries import own_tallies


def page(subject: PollSubject) -> dict[str, Any]:
    """Answer the person's counts by group, the value if it gives nobody away, and the line."""
    poll = subject.poll
    told = own_tallies.told(subject)
    return {
        "poll": poll,
        "is_of_trainees": poll.purpose == PollPurpose.TRAINEES,
        "told": told,
        "state": _state(told),
        "facts": _facts(poll),
        "options": [option["label"] for option in poll.options],
        "total": _("有效票") if poll.kind == BallotKind.NAMES else _("评定票"),
        "lines": [_line(poll, line) for line in told.lines],
        "crumbs": [(_("我的记录"), reverse("evidence:own-records")), (poll.title, None)],
    }


def _line(poll: Poll, line: own_tallies.Line) -> dict[str, Any]:
    return {
        "name": line.name or _("各组合计"),
        "total": line.total,
        "counts": [
            {"label": option["label"], "n": line.counts.get(option["code"], 0)}
            for option in poll.options
        ],
    }


def _state(told: own_tallies.Told) -> tuple[str, str, str]:
    """Answer words, tone and icon: whether the person is on the line."""
    row = told.result
    if hasattr(row.subject.poll, "void"):
        return _("已作废，不计入考核"), "grey", "ban"
    if row.subject.poll.purpose == PollPurpose.TRAINEES:
        return _("计入综合考核"), "green", "check"
    if row.is_on_the_line and row.protection:
        return _("达到界线，处于保护期（%(kind)s）") % {"kind": row.protection}, "grey", "shield"
    if row.is_on_the_line:
        return (_("达到界线（并列）") if row.is_tied else _("达到界线")), "amber", "arrow-down"
    return _("未达到界线"), "green", "check"


def _facts(poll: Poll) -> list[dict[str, Any]]:
    return [
        {"label": _("范围"), "value": poll.unit or poll.county},
        {"label": _("依据办法及版本"), "value": poll.basis},
        {"label": _("结果"), "value": poll.get_measure_display()},
        {"label": _("界线"), "value": line_of(poll)},
        {"label": _("计票日期"), "value": cn_date(poll.counted_at)},
    ]


def line_of(poll: Poll) -> str:
    """Answer who is on the line, in words."""
    if poll.bottom_n:
        return _("末 %(n)s 名") % {"n": poll.bottom_n}
    return _("不设") if poll.threshold is None else f"{poll.threshold:f}"
