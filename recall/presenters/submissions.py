"""What the pages show of the difference between two submissions."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import dates
from core.ui import diffs
from recall.models import Nomination, Submission
from recall.queries import submissions
from recall.queries.submissions import Change, Comparison, FactChange

PARTS = {
    "person": gettext_lazy("人选信息"),
    "facts": gettext_lazy("事实"),
    "evidence": gettext_lazy("证明材料"),
    "opinion": gettext_lazy("单位意见"),
}
_FIELDS = {
    "ground": gettext_lazy("召回情形"),
    "happened_on": gettext_lazy("发生日期"),
    "place": gettext_lazy("地点"),
    "text": gettext_lazy("内容"),
    "held_on": gettext_lazy("会议日期"),
    "due": gettext_lazy("应到人数"),
    "present": gettext_lazy("实到人数"),
    "agree": gettext_lazy("同意票数"),
}
_DAYS = ("happened_on", "held_on")


def asked(nomination: Nomination) -> list[tuple[str, str, str]]:
    """Answer (part, label, remark) of what the department asked to be mended, for the answers."""
    if nomination.state != "SENT_BACK":
        return []
    rows = submissions.remarks(nomination, nomination.submission_count)
    return [(part, str(PARTS.get(part, part)), text) for part, text in rows]


def link(nomination: Nomination) -> str:
    """Answer the page's address once there are two submissions."""
    if nomination.submission_count < 2:
        return ""
    return reverse("recall:nomination-changes", args=[nomination.pk])


def changes(nomination: Nomination, *, number: int | None = None) -> dict[str, Any]:
    """Answer what is not as in the submission before: by default of the last one.

    Empty for a first submission; `is_unknown` where the former one was sent before snapshots.
    """
    last = number or nomination.submission_count
    if last < 2:
        return {"comparison": None}
    kept = {row.number: row for row in submissions.kept(nomination)}
    if last not in kept or last - 1 not in kept:
        return {"comparison": None, "is_unknown": True}
    return {"comparison": _told(submissions.compare(*_pair(nomination, kept, last)))}


def offered(nomination: Nomination) -> list[tuple[str, str, None]]:
    """Answer the pairs that can be compared, newest first, as tabs."""
    return [
        (str(n), _("第 %(old)s 次 → 第 %(new)s 次") % {"old": n - 1, "new": n}, None)
        for n in range(nomination.submission_count, 1, -1)
    ]


def _pair(
    nomination: Nomination, kept: dict[int, Submission], last: int
) -> tuple[Submission, Submission]:
    for row in (kept[last - 1], kept[last]):
        row.nomination = nomination  # nobody asks for it again
    return kept[last - 1], kept[last]


def _told(found: Comparison) -> dict[str, Any]:
    return {
        "old": found.old,
        "new": found.new,
        "facts": [_fact(one) for one in found.facts],
        "opinion": [_change(one) for one in found.opinion],
        "signals_added": found.signals_added,
        "signals_removed": found.signals_removed,
        "remarks": [one | {"label": PARTS.get(one["part"], one["part"])} for one in found.remarks],
        "is_same": not (
            found.facts or found.opinion or found.signals_added or found.signals_removed
        ),
    }


def _fact(one: FactChange) -> dict[str, Any]:
    return {
        "number": one.number,
        "ground": one.ground,
        "kind": one.kind,
        "changes": [_change(change) for change in one.changes],
        "files_added": one.files_added,
        "files_removed": one.files_removed,
        "files_renamed": one.files_renamed,
    }


def _change(change: Change) -> dict[str, Any]:
    old, new = (_value(change.field, value) for value in (change.old, change.new))
    if change.field == "text":
        return {"label": _FIELDS["text"], "parts": diffs.parts(old, new)}
    pieces = [diffs.Part("del", old), diffs.Part("ins", new)]
    return {"label": _FIELDS[change.field], "parts": [one for one in pieces if one.text]}


def _value(field: str, value: str) -> str:
    return dates.spoken(date.fromisoformat(value)) if value and field in _DAYS else value
