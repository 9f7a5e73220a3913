"""The prior record of five years as a strip of years, and as lines with their pages."""

from collections import Counter
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from evidence.enums import Practice
from recall.enums import PriorKind as K
from recall.models import Nomination
from recall.queries import priors
from recall.queries.priors import Prior

_LOOKS = {  # tone and icon of a badge; the word stands in it
    K.REMINDER: ("amber", "bell"),
    K.TALK: ("blue", "message-square-text"),
    K.YELLOW: ("amber", "triangle-alert"),
    K.POINTS: ("amber", "credit-card"),
    K.NOMINATION: ("grey", "circle-x"),
    K.RECALL: ("purple", "folder-open"),
    K.RATING: ("grey", "clipboard-check"),
    K.RED: ("green", "award"),
    K.HONOUR: ("green", "award"),
}


def strip(nomination: Nomination, *, user: Any, on: date) -> dict[str, Any]:
    """Answer the strip: each year with its badges, and every line, newest first.

    A decided matter keeps the record of the day of its decision.
    """
    decided = nomination.decided_at
    found = priors.record(nomination, user, until_on=dates.legal_day(decided) if decided else on)
    years = range(found.from_on.year, found.until_on.year + 1)
    return {
        "from_on": found.from_on,
        "until_on": found.until_on,
        "years": [{"year": year, "marks": _marks(found.lines, year)} for year in years],
        "events": [_line(line) for line in found.lines],
        "is_cut": found.is_cut,
        "limit": priors.LIMIT,
    }


def _marks(lines: list[Prior], year: int) -> list[dict[str, str]]:
    """Answer one badge for each kind in a year; the grade itself instead of a number."""
    told = [line for line in lines if line.on.year == year]
    counted = Counter(line.kind for line in told)
    grades = {line.row.year: line.row.label for line in told if line.kind == K.RATING}
    marks = []
    for kind in K:
        if not counted[kind]:
            continue
        tone, icon = _LOOKS[kind]
        words = {"what": kind.label, "n": counted[kind]}
        label = grades[year] if kind == K.RATING else _("%(what)s %(n)s") % words
        marks.append({"label": label, "tone": tone, "icon": icon})
    return marks


def _line(line: Prior) -> dict[str, Any]:
    label, opinion, url = _WORDS[line.kind](line.row)
    at = None if line.kind == K.RATING else line.on  # a grade is of a year, not of a day
    return {"at": at, "label": label, "opinion": opinion, "url": url}


Told = tuple[str, str, str]


def _reminder(row: Any) -> Told:
    result = row.get_result_display() or _("还没有认定改正情况")
    label = _("提醒：%(what)s（%(how)s）") % {"what": row.correct, "how": result}
    return label, "", reverse("evidence:reminder", args=[row.pk])


def _talk(row: Any) -> Told:
    return _("另一次提名中的谈话"), "", reverse("recall:nomination", args=[row.nomination_id])


def _listed(row: Any) -> Told:
    told = {"colour": row.get_colour_display(), "title": row.list.title}
    url = reverse("evidence:honour-list", args=[row.list_id])
    return _("%(colour)s：%(title)s") % told, row.reason, url


def _points(row: dict[str, Any]) -> Told:
    told = {
        "practice": Practice(row["period__book__kind"]).label,
        "year": row["period__book__year"],
        "points": f"{-row['total'].normalize():f}",
        "n": row["times"],
    }
    parts = [_("%(practice)s %(year)s 年度：扣 %(points)s 分，共 %(n)s 次") % told]
    if row["vetoes"]:
        parts.append(_("其中一票否决 %(n)s 次") % {"n": row["vetoes"]})
    if row["unsettled"]:
        parts.append(_("有 %(n)s 次还没有定案") % {"n": row["unsettled"]})
    return _("，").join(parts), "", reverse("evidence:statement", args=[row["member"]])


def _nomination(row: Any) -> Told:
    label = _("%(campaign)s：提名经集体研究不予召回") % {"campaign": row.campaign.title}
    return label, "", reverse("recall:nomination", args=[row.pk])


def _recall(row: Any) -> Told:
    told = {"campaign": row.campaign.title, "state": row.get_state_display()}
    label = _("%(campaign)s：决定召回，案件%(state)s") % told
    return label, "", reverse("recall:case", args=[row.pk])


def _rating(row: Any) -> Told:
    return _("%(year)s 年度考核：%(grade)s") % {"year": row.year, "grade": row.label}, "", ""


def _honour(row: Any) -> Told:
    told = {"title": row.title, "by": row.awarded_by}
    return _("表彰：%(title)s（%(by)s）") % told, "", ""


_WORDS = {
    K.REMINDER: _reminder,
    K.TALK: _talk,
    K.YELLOW: _listed,
    K.RED: _listed,
    K.POINTS: _points,
    K.NOMINATION: _nomination,
    K.RECALL: _recall,
    K.RATING: _rating,
    K.HONOUR: _honour,
}
