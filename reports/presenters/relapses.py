"""What the page of return and relapse shows."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessment.enums import OutcomeKind
from reports.queries import relapses as queries
from reports.queries.courses import Person
from training.enums import SessionKind

_SIGNS = {
    -1: (gettext_lazy("少于其余的人"), "green", "circle-check"),
    0: (gettext_lazy("看不出差别"), "grey", "minus"),
    1: (gettext_lazy("多于其余的人"), "amber", "circle-alert"),
}


def page(counties: set[int], *, named: set[int], on: date) -> dict[str, Any]:
    """Answer the share of all and of each cut, with intervals and the warning of few people.

    :param named: the counties of whose mentors the reader is told by name
    """
    people = queries.observed(counties, on=on)
    guided = [person for person in people if person.county in named]
    cuts = [
        ("ground", _("按召回情形"), people),
        ("measure", _("按处理结果"), people),
        ("class_days", _("按集中学习长短"), people),
        ("class", _("按培训班"), people),
        ("lesson", _("按参加过的课程类型"), people),
        ("practice_days", _("按实践锻炼长短"), people),
        ("village", _("按锻炼地点"), people),
    ]
    if named:
        cuts.append(("mentor", _("按带教人"), guided))
    total = queries.whole(people, key=_("合计"))
    return {
        "title": _("返岗以后"),
        "crumbs": [(_("返岗以后"), None)],
        "total": _line(total, "") if total else None,
        "parts": [_part(cut, title, rows) for cut, title, rows in cuts],
        "few": queries.FEW,
        "on": on,
    }


def _part(cut: str, title: str, people: list[Person]) -> dict[str, Any]:
    rest = _("其余（不足5人的合并）")
    return {
        "title": title,
        "rows": [_line(one, cut) for one in queries.shares(people, cut, rest=rest)],
    }


def _label(key: str, cut: str) -> str:
    if cut == "measure" and key in OutcomeKind.values:
        return str(OutcomeKind(key).label)
    if cut == "lesson" and key in SessionKind.values:
        return str(SessionKind(key).label)
    if key == queries.NONE:
        return {"class": _("没有编班"), "lesson": _("没有到课记录")}.get(cut, _("没有"))
    bands = {
        "WEEK": _("7天以内"),
        "MONTH": _("8至31天"),
        "QUARTER": _("32至92天"),
        "LONGER": _("93天以上"),
    }
    if cut in ("class", "village", "mentor"):
        number, _space, name = key.partition(" ")
        return name if number.isdecimal() and name else key
    return str(bands.get(key, key))


def _line(one: queries.Share, cut: str) -> dict[str, Any]:
    low, high = _percent(one.low), _percent(one.high)
    return {
        "label": _label(one.key, cut),
        "people": one.people,
        "share": _percent(one.share),
        "span": f"{low}—{high}",
        "is_few": one.is_few,
        "mark": _SIGNS.get(one.sign) if one.sign is not None else None,
    }


def _percent(value: float) -> str:
    return f"{value * 100:.0f}%"
