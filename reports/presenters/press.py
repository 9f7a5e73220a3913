"""What the pages of texts for the press show."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core import dates
from reports import permissions
from reports.models import PressText
from reports.queries import press as queries

Mark = tuple[str, str, str]


def mark(row: PressText, on: date) -> Mark:
    """Answer where a text stands on a day: words, tone, icon."""
    if row.withdrawn_at is not None:
        return _("已停用"), "grey", "circle-x"
    if row.ends_on < on:
        return _("已到期"), "grey", "clock"
    if row.decided_at is None:
        return _("待审批"), "amber", "clock"
    if row.is_approved:
        return _("可以提供"), "green", "circle-check"
    return _("未同意"), "grey", "circle-x"


def detail(row: PressText, *, user: Any, on: date) -> dict[str, Any]:
    """Answer one text: its last wording unless its days are over, and what the user may do."""
    versions = list(row.versions.select_related("written_by").order_by("-number"))
    is_over = row.ends_on < on or row.withdrawn_at is not None
    waits = row.decided_at is None and not is_over
    last = versions[0].text
    return {
        "press": row,
        "title": row.campaign.title,
        "mark": mark(row, on),
        "facts": _facts(row),
        "paragraphs": [] if is_over else last.splitlines(),
        "found": [] if not waits else _found(row, last),
        "versions": versions,
        "waits": waits,
        "may_write": waits and permissions.make_press_text.allows(user, row.campaign),
        "refusal": permissions.decide_press_text.refusal(user, row) if waits else "",
        "may_stop": not is_over and permissions.withdraw_press_text.allows(user, row),
    }


def _found(row: PressText, text: str) -> list[str]:
    return [*queries.forbidden(row.campaign, text), *queries.small_numbers(text)]


def _facts(row: PressText) -> list[dict[str, Any]]:
    told = [
        (_("使用截止日"), dates.spoken(row.ends_on)),
        (_("起草"), f"{row.made_by.name}　{dates.spoken(dates.legal_day(row.made_at))}"),
    ]
    if row.decided_by is not None and row.decided_at is not None:
        day = dates.spoken(dates.legal_day(row.decided_at))
        told.append((_("审批"), f"{row.decided_by.name}　{day}　{row.opinion}".strip()))
    if row.withdrawn_by is not None:
        told.append((_("停用"), f"{row.withdrawn_by.name}　{row.withdrawn_reason}"))
    return [{"label": label, "value": value} for label, value in told]
