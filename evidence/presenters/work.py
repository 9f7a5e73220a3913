"""What the pages of the attendance at work show."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import legal_day, spoken
from evidence import permissions
from evidence.models import WorkMonth
from evidence.queries import work
from evidence.queries.weekly import Window

LABELS = {name: WorkMonth._meta.get_field(name).verbose_name for name in work.FIGURES}


def month_name(month: date) -> str:
    return _("%(y)s年%(m)s月") % {"y": month.year, "m": month.month}


def crumbs(*more: str) -> list[tuple[str, str | None]]:
    """Answer the way to a page beneath the list."""
    return [
        (_("依据与线索"), reverse("evidence:home")),
        (_("出勤月报"), reverse("evidence:work-list")),
        *[(label, None) for label in more],
    ]


def listed(rows: Iterable[WorkMonth]) -> list[dict[str, Any]]:
    """Answer the lines of the list, each with the page of its person."""
    return [
        {"row": row, "url": reverse("evidence:work-person", args=[row.cadre_id])} for row in rows
    ]


def left_out(unit: str, month: str) -> str:
    """Answer who of a unit has no line in the month yet, empty where all have one."""
    if not unit or not month:
        return ""
    n = work.unreported(int(unit), date.fromisoformat(month))
    return _("本单位还有 %(n)s 人没有这个月的出勤记录。") % {"n": n} if n else ""


def person_page(
    cadre: Any, rows: list[WorkMonth], *, span: Window | None, user: Any
) -> dict[str, Any]:
    """Answer a person's months, with what each correction changed, and what counts of them.

    :param rows: newest first, with `is_protected`, unit, corrections and their hands
    """
    counted = [row for row in rows if not row.is_protected]  # type: ignore[attr-defined]
    own = cadre.user_id == user.pk
    return {
        "cadre": cadre,
        "own": own,
        "span": f"{spoken(span.from_on)} — {spoken(span.until_on)}" if span else "",
        "rows": [_line(row, user) for row in rows],
        "months": len(counted),
        "absent": sum(row.absent_days for row in counted),
        "late": sum(row.late_times for row in counted),
        "corrections": [_correction(one, row) for row in rows for one in row.corrections.all()],
        "crumbs": [(_("我的记录"), reverse("evidence:own-records")), (_("我的出勤"), None)]
        if own
        else crumbs(cadre.name),
    }


def _line(row: WorkMonth, user: Any) -> dict[str, Any]:
    keeps = permissions.keep_attendance.allows(user, row)
    return {
        "row": row,
        "month": month_name(row.month),
        "url": reverse("evidence:work-correct", args=[row.pk]) if keeps else "",
    }


def _correction(one: Any, row: WorkMonth) -> dict[str, Any]:
    changed = [name for name in work.FIGURES if one.before[name] != one.after[name]]
    told = [f"{LABELS[name]} {one.before[name]} → {one.after[name]}" for name in changed]
    return {
        "month": month_name(row.month),
        "changed": _("；").join(told),
        "reason": one.reason,
        "by": one.by.name,
        "on": legal_day(one.at),
    }
