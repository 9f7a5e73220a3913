"""What the pages of the working calendar show."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from core.dates import legal_day, spoken
from recall import permissions
from recall.models import YearCalendar


def crumbs(*more: str) -> list[tuple[str, str | None]]:
    page = reverse("recall:calendar-list")
    return [(_("工作日历"), page if more else None), *((label, None) for label in more)]


def state(row: YearCalendar) -> tuple[str, str, str]:
    if row.confirmed_at:
        return _("已确认"), "green", "circle-check"
    return _("待另一人确认"), "amber", "clock"


def years(this: int) -> dict[str, Any]:
    """Answer last year, this and the next two: where each one's calendar comes from."""
    entered = {row.year: row for row in YearCalendar.objects.all()}
    return {
        "title": _("工作日历"),
        "crumbs": crumbs(),
        "lines": [_year(year, entered.get(year)) for year in range(this - 1, this + 3)],
    }


def _year(year: int, row: YearCalendar | None) -> dict[str, Any]:
    if dates.is_published(year):
        mark = (_("系统自带"), "green", "circle-check")
        return {"year": year, "mark": mark, "text": _("国务院公布的放假和调休"), "row": None}
    if row is not None:
        return {"year": year, "mark": state(row), "text": row.document, "row": row}
    mark = (_("估算"), "amber", "triangle-alert")
    text = _("还没有录入，按周一至周五估算")
    return {"year": year, "mark": mark, "text": text, "row": None}


def year(row: YearCalendar, *, user: Any) -> dict[str, Any]:
    """Answer one entered year with its days, and what may be done with it."""
    facts = [
        {"label": _("文件"), "value": row.document},
        {"label": _("录入"), "value": _by(row.entered_by, row.entered_at)},
    ]
    if row.confirmed_at:
        facts.append({"label": _("确认"), "value": _by(row.confirmed_by, row.confirmed_at)})
    is_open = row.confirmed_at is None
    return {
        "row": row,
        "crumbs": crumbs(str(row.year)),
        "facts": facts,
        "mark": state(row),
        "days": list(row.days.order_by("on")),
        "can_confirm": is_open and permissions.confirm_calendar.allows(user, row),
        "can_drop": is_open and permissions.keep_calendar.allows(user, row),
        "refusal": permissions.confirm_calendar.refusal(user, row) if is_open else "",
    }


def _by(hand: Any, at: Any) -> str:
    return f"{hand.name}　{spoken(legal_day(at))}"
