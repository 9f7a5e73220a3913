"""What the pages of polls show."""

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import Role
from core import dates
from core.ui import lists
from evidence import permissions
from evidence.enums import BallotKind, PollPurpose, PollState, VoteChannel
from evidence.models import Poll, PollSubject, PollVoter
from evidence.presenters.own_polls import line_of
from evidence.queries import places, polls, tallies, trainee_tallies

TONES = {
    PollState.DRAFT: ("grey", "pencil"),
    PollState.OPEN: ("teal", "radio"),
    PollState.CLOSED: ("amber", "hourglass"),
    PollState.COUNTED: ("green", "check"),
}
FEW = 5


@cache
def presets() -> list[dict[str, Any]]:
    """Answer the rules that ship, with their provenance."""
    path = Path(__file__).parents[1] / "presets" / "polls.yaml"
    return yaml.safe_load(path.read_text("utf-8"))  # type: ignore[no-any-return]


def preset(code: str) -> dict[str, Any]:
    """Answer one preset as a form's initial values; nothing for an unknown code."""
    return next((one for one in presets() if one["code"] == code), {})


def offered(chosen: str) -> list[dict[str, Any]]:
    """Answer the presets as links, each with what is published and what is inferred."""
    return [
        {
            "label": one["title"],
            "note": one["note"],
            "url": f"?preset={one['code']}",
            "on": one["code"] == chosen,
            "is_published": one["provenance"] == "published",
        }
        for one in presets()
    ]


def crumbs(*more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """Answer the way from the evidence to a page of polls."""
    home = (_("依据与线索"), reverse("evidence:home"))
    return [home, (_("民主测评"), reverse("evidence:poll-list")), *more]


def tabs(params: Any) -> list[dict[str, Any]]:
    told: list[tuple[str, Any, int | None]] = [("", _("全部"), None)]
    return lists.tabs(params, told + [(s.value, s.label, None) for s in PollState], name="state")


def rows(page: Any) -> list[dict[str, Any]]:
    """Answer each poll of a page with its badge."""
    return [{"row": row, "state": badge(row)} for row in page]


def badge(poll: Poll) -> tuple[str, str, str]:
    """Answer words, tone and icon of a poll's state."""
    if hasattr(poll, "void"):
        return _("已作废"), "grey", "ban"
    return (str(poll.state.label), *TONES[poll.state])


def detail(poll: Poll, *, user: Any, on: date) -> dict[str, Any]:
    """Answer the context of a poll's page."""
    refusal = permissions.organise_poll.refusal(user, poll)
    return {
        "poll": poll,
        "state": badge(poll),
        "crumbs": crumbs((poll.title, None)),
        "facts": _facts(poll),
        "groups": _groups(poll),
        "subjects": list(poll.subjects.select_related("cadre").order_by("position")),
        "is_organiser": not refusal,
        "steps": [] if refusal else _steps(poll, user),
        "turnout": _turnout(poll),
        **_counted(poll, on),
        "check_url": reverse("evidence:poll-check", args=[poll.code]),
        "can_edit": not refusal and poll.state == PollState.DRAFT,
    }


def _counted(poll: Poll, on: date) -> dict[str, Any]:
    """Answer the result: who is on the line, or each trainee's without order or line."""
    if poll.counted_at is None:
        return {"result": None}
    if poll.purpose != PollPurpose.TRAINEES:
        return {"result": result(poll, on=on)}
    return {
        "trainees": [
            {
                "name": one.subject.name,
                "value": "—" if one.value is None else f"{one.value:f}",
                "said": [
                    {"name": line.name or _("各组合计"), "said": tallies.counted(poll, line.counts)}
                    for line in one.lines
                ],
            }
            for one in trainee_tallies.of_poll(poll)
        ]
    }


def _facts(poll: Poll) -> list[dict[str, Any]]:
    options = [f"{o['label']}（{o['value']}）" for o in poll.options]
    if poll.kind == BallotKind.NAMES:
        options = [_("最多推选 %(n)s 人") % {"n": poll.max_names}]
    return [
        {"label": _("范围"), "value": poll.unit or poll.county},
        {"label": _("依据办法及版本"), "value": poll.basis},
        {"label": _("票种"), "value": poll.get_kind_display()},
        {"label": _("等次"), "value": _("、").join(options)},
        {"label": _("结果"), "value": poll.get_measure_display()},
        {"label": _("上线"), "value": line_of(poll)},
        {"label": _("用途"), "value": poll.get_purpose_display()},
        {"label": _("召回情形"), "value": poll.ground.label if poll.ground else _("未对应")},
        {"label": _("截止时间"), "value": _hour(poll.closes_at)},
        *([{"label": _("作废理由"), "value": poll.void.reason}] if hasattr(poll, "void") else []),
    ]


def _hour(at: datetime) -> str:
    local = at.astimezone(dates.ZONE)
    return f"{dates.spoken(local.date())} {local:%H:%M}"


def _groups(poll: Poll) -> list[dict[str, Any]]:
    """Answer each group with its roll; figures of a group are told only once they are counted."""
    sizes = polls.sizes(poll)
    found = list(poll.groups.select_related("merged_into").order_by("position"))
    return [
        {
            "row": group,
            "weight": f"{group.weight.normalize():f}",
            "size": sizes[group.pk],
            "is_small": sizes[group.pk] < FEW,
            "merged": group.merged_into.name if group.merged_into else "",
        }
        for group in found
    ]


def _turnout(poll: Poll) -> dict[str, Any] | None:
    """Answer how many of the roll have voted, all groups together: a group alone could tell who."""
    if poll.opened_at is None:
        return None
    whole, left = sum(polls.sizes(poll).values()), sum(polls.unused(poll).values())
    used = whole - left
    return {"whole": whole, "used": used, "share": round(100 * used / whole) if whole else 0}


STEPS = {
    PollState.DRAFT: (
        ("subjects", gettext_lazy("加入被测评人"), "user-plus"),
        ("voters", gettext_lazy("编制名册"), "users"),
        ("merge", gettext_lazy("合并分组"), "merge"),
        ("open", gettext_lazy("开始投票"), "play"),
    ),
    PollState.OPEN: (
        ("ballots", gettext_lazy("打印纸质票"), "printer"),
        ("slips", gettext_lazy("制作票条"), "printer"),
        ("close", gettext_lazy("截止投票"), "square"),
    ),
    PollState.CLOSED: (
        ("ballots", gettext_lazy("清点纸质票"), "scan-line"),
        ("paper", gettext_lazy("录入纸质票"), "keyboard"),
        ("count", gettext_lazy("计票"), "calculator"),
    ),
    PollState.COUNTED: (("signals", gettext_lazy("产生线索"), "radar"),),
}


def _steps(poll: Poll, user: Any) -> list[dict[str, str]]:
    """Answer what may be done now: nothing to one that is void; signals come of no assessment."""
    if hasattr(poll, "void"):
        return []
    is_of_trainees = poll.purpose == PollPurpose.TRAINEES
    steps = [one for one in STEPS[poll.state] if not (is_of_trainees and one[0] == "signals")]
    if permissions.void_poll.allows(user, poll):
        steps = [("void", gettext_lazy("作废"), "ban"), *steps]
    return [
        {
            "label": str(label),
            "icon": icon,
            "url": reverse("evidence:poll-act", args=[poll.pk, name]),
        }
        for name, label, icon in steps
    ]


def result(poll: Poll, *, on: date) -> dict[str, Any]:
    """Answer the table of a counted poll, worst first: that is what it was held for."""
    found = tallies.result(poll, on=on)
    valid = sum(polls.valid_counts(poll).values())
    used = sum(group.used_count or 0 for group in poll.groups.all())
    return {
        "rows": [_line(row) for row in reversed(found)],
        "groups": [part.group for part in found[0].parts] if found else [],
        "valid": valid,
        "invalid": used - valid,
        "has_tie": any(row.is_tied for row in found),
    }


def _line(row: tallies.Result) -> dict[str, Any]:
    return {
        "row": row,
        "value": "—" if row.exact is None else f"{row.value:f}",
        "parts": [
            {
                "group": part.group.name,
                "value": "—" if part.value is None else f"{part.shown:f}",
                "said": part.said,
            }
            for part in row.parts
        ],
    }


def line(poll: Poll, *, on: date) -> list[tallies.Result]:
    """Answer who is on the line, the worst first."""
    return [row for row in reversed(tallies.result(poll, on=on)) if row.is_on_the_line]


def roll(page: Any) -> list[dict[str, Any]]:
    """Answer the lines of the roll; who drew a code in person is no secret, how they voted is."""
    return [
        {"row": row, "drawn": row.is_drawn if row.channel == VoteChannel.APP else None}
        for row in page
    ]


def subject_of(poll: Poll, pk: int) -> PollSubject | None:
    return poll.subjects.filter(pk=pk).first()


def voter_of(poll: Poll, pk: int) -> PollVoter | None:
    return poll.voters.filter(pk=pk).first()


def scopes(user: Any) -> dict[str, Any]:
    """Answer key → (county, unit, label) of every place for which the user may plan."""
    found: dict[str, Any] = {}
    for county in places.counties(user, Role.COUNTY_ADMIN):
        found[f"c{county.pk}"] = (county, None, _("%(county)s全县") % {"county": county.name})
    for unit in places.units(user, Role.UNIT_CLERK, Role.UNIT_HEAD):
        found[f"u{unit.pk}"] = (unit.county, unit, unit.name)
    return found
