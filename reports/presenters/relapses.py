"""What the page of return and relapse shows."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from assessment.enums import OutcomeKind
from reports.queries import relapses as queries


def page(counties: set[int], *, on: date) -> dict[str, Any]:
    """Answer the share of all and of each cut, with intervals and the warning of few people."""
    people = queries.observed(counties, on=on)
    rest = _("其余（不足5人的合并）")
    cuts = (
        ("ground", _("按召回情形")),
        ("measure", _("按处理结果")),
        ("class_days", _("按集中学习长短")),
        ("practice_days", _("按实践锻炼长短")),
    )
    total = queries.whole(people, key=_("合计"))
    return {
        "title": _("返岗以后"),
        "crumbs": [(_("返岗以后"), None)],
        "total": _line(total) if total else None,
        "parts": [
            {"title": title, "rows": [_line(one) for one in queries.shares(people, cut, rest=rest)]}
            for cut, title in cuts
        ],
        "few": queries.FEW,
        "on": on,
    }


def _label(key: str) -> str:
    if key in OutcomeKind.values:
        return str(OutcomeKind(key).label)
    bands = {
        "NONE": _("没有"),
        "WEEK": _("7天以内"),
        "MONTH": _("8至31天"),
        "QUARTER": _("32至92天"),
        "LONGER": _("93天以上"),
    }
    return str(bands.get(key, key))


def _line(one: queries.Share) -> dict[str, Any]:
    low, high = _percent(one.low), _percent(one.high)
    return {
        "label": _label(one.key),
        "people": one.people,
        "share": _percent(one.share),
        "span": f"{low}—{high}",
        "is_few": one.is_few,
    }


def _percent(value: float) -> str:
    return f"{value * 100:.0f}%"
