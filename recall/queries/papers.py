"""The facts that a meeting's minutes and its table of results freeze."""

import hashlib
import json
from datetime import date
from typing import Any

from django.utils import translation

from core import dates
from recall.enums import (
    ApplyOutcome,
    Attendance,
    FindingResult,
    MeetingBody,
    MeetingMatter,
    VoteResult,
)
from recall.models import Meeting, MeetingItem, Nomination, SettledFact
from recall.queries import matters, meetings, reasons
from units.queries import units

_OUTCOMES = {
    ApplyOutcome.APPLIED: "已登记决定",
    ApplyOutcome.DEFERRED: "未作决定",
    ApplyOutcome.REFUSED: "未能登记",
}


@translation.override("zh-hans")  # official papers are Chinese, whoever asks for them
def snapshot(meeting: Meeting, *, on: date) -> dict[str, Any]:
    """Answer everything that both papers print; rendering reads nothing else."""
    members = meetings.members_of(meeting)
    items = meetings.agenda(meeting, seen=Nomination.objects.all())
    told, beside = matters.interests(items), matters.told(items)
    rows = [
        _item(item, meetings.roll(item, members, told[item.nomination_id]))
        | {"told": beside.get(item.nomination_id, [])}
        for item in items
    ]
    return {
        **_issuer(meeting, f"中共{units.division_name(meeting.county, on)}委"),
        "meeting": meeting.name,
        "body": str(meeting.get_body_display()),
        "held_on": dates.cn(meeting.held_on),
        "keeper": meeting.keeper.name,
        "due": len(members),
        "present": [m.name for m in members if m.attendance == Attendance.PRESENT],
        "absent": [
            {"name": m.name, "reason": m.absence_reason}
            for m in members
            if m.attendance == Attendance.ABSENT
        ],
        "items": rows,
        "totals": _totals([row for row in rows if not row["is_other"]]),
        "others": _totals([row for row in rows if row["is_other"]]),
    }


def _issuer(meeting: Meeting, committee: str) -> dict[str, str]:
    """Answer whose papers they are: a standing committee's are those of the committee."""
    if meeting.body == MeetingBody.STANDING:
        return {"issuer": committee, "mark": f"{committee}常委会"}
    return {"issuer": f"{committee}组织部"}


def _totals(rows: list[dict[str, Any]]) -> dict[str, int]:
    """Answer how many came to what, of one matter; nothing at all is no total."""
    if not rows:
        return {}
    return {
        "approved": sum(row["result_code"] == VoteResult.APPROVED for row in rows),
        "rejected": sum(row["result_code"] == VoteResult.REJECTED for row in rows),
        "deferred": sum(row["result_code"] == VoteResult.DEFERRED for row in rows),
        "none": sum(not row["result_code"] for row in rows),
    }


def hash_of(snapshot_: dict[str, Any], kind: str) -> str:
    """Answer the SHA-256 (hex) of a paper's facts: the same facts are one paper."""
    text = json.dumps([kind, snapshot_], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _item(item: MeetingItem, roll: meetings.Roll) -> dict[str, Any]:
    row, vote = item.nomination, meetings.standing(item)
    result = meetings.last_result(item)
    statement = getattr(row, "statement", None)
    return {
        "position": item.position,
        "is_other": item.matter != MeetingMatter.RECALL,
        "matter": str(item.get_matter_display()),
        "name": row.cadre.name,
        "unit": row.unit_then,
        "post_title": row.post_title,
        "facts": _facts(row),
        "statement": str(statement.get_kind_display()) if statement else "",
        "recused": [{"name": m.name, "reason": reason} for m, reason in roll.recused],
        "due": vote.due_count if vote else len(roll.due),
        "present": vote.present_count if vote else len(roll.present),
        "agree": vote.agree_count if vote else None,
        "disagree": vote.disagree_count if vote else None,
        "defer": vote.defer_count if vote else None,
        "result_code": vote.result if vote else "",
        "result": vote.said if vote else "没有表决",
        "opinion": vote.opinion if vote else "",
        "outcome": _OUTCOMES[ApplyOutcome(result.outcome)] if result else "",
        "sentence": result.sentence if result else "",
        "version": item.version,
        "hash": item.content_hash[:12],
    }


def _facts(nomination: Nomination) -> list[dict[str, str]]:
    """Answer each fact as it was found; where a record settled it, as what and by which."""
    last = nomination.submission_count
    rows = [row for row in nomination.verifications.all() if row.submission == last]
    found = reasons.results(rows, meetings.settlement_of(nomination))
    settled = meetings.settled_facts(nomination)
    return [
        {
            "ground": fact.ground.label,
            "text": fact.text,
            "finding": _label(found, fact.pk) if fact.pk not in settled else "",
            **(_settled(settled[fact.pk]) if fact.pk in settled else {}),
        }
        for fact in nomination.facts.all()
    ]


def _label(found: dict[int, str], pk: int) -> str:
    return str(FindingResult(found[pk]).label) if pk in found else ""


def _settled(row: SettledFact) -> dict[str, str]:
    return {"settled": str(row.get_result_display()), "record": row.record, "why": row.why}
