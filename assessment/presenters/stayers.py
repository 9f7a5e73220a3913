"""What the list of those who stayed by their own wish shows."""

from typing import Any

from django.utils.translation import gettext as _

from assessment.enums import Standing
from assessment.presenters.after import TONES
from core import dates

Mark = tuple[str, str, str]


def line(row: Any) -> dict[str, Any]:
    """Answer one person with what the last visit found and whether an award may be proposed."""
    seen = row.standing and (str(Standing(row.standing).label), *TONES[Standing(row.standing)])
    return {"row": row, "seen": seen or None, "award": award(row)}


def award(row: Any) -> Mark:
    """Answer in words, colour and icon what stands between the person and an award."""
    if row.honoured_on:
        return _("%(day)s受过表彰") % {"day": dates.spoken(row.honoured_on)}, "green", "award"
    if row.banned_until:
        told = {"day": dates.spoken(row.banned_until)}
        return _("影响期到%(day)s，之后可以推荐") % told, "grey", "clock"
    if row.standing == Standing.RELAPSED:
        return _("回访发现反复，先帮助改正"), "amber", "circle-alert"
    if row.standing != Standing.WELL:
        return _("还没有回访评为良好"), "grey", "clock"
    return _("可以推荐表彰"), "green", "circle-check"
