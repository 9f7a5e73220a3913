"""What is shown of a proposal that a meeting is to decide on."""

from typing import Any

from accounts.enums import Role
from assessment.enums import OutcomeKind
from assessment.queries import reading
from assessment.regulations import proposals as rules
from recall.enums import MeetingMatter, MeetingState
from recall.models import Case, MeetingItem


def heavy(case: Case) -> dict[str, str]:
    """Answer the outcomes that only a meeting's vote decides, each with the sentence."""
    said = str(rules.heavy_goes_to_a_meeting.sentence)
    profile = case.campaign.legal_profile
    kept = rules.heavy_goes_to_a_meeting.is_kept
    return {kind: said for kind in OutcomeKind.values if not kept(kind, profile)}


def standing(case: Case, *, user: Any) -> dict[str, Any]:
    """Answer the proposal that waits for a meeting, told as in the room; empty if none does.

    What is proposed and not decided is for those who decide alone.
    """
    row = reading.standing(case)
    if row is None or case.county_id not in user.counties(Role.DECIDER):
        return {"proposal": None}
    placed = MeetingItem.objects.filter(nomination=case.nomination_id)
    item = placed.filter(matter=MeetingMatter.OUTCOME).select_related("meeting").last()
    open_ = item is not None and item.meeting.state != MeetingState.APPLIED
    return {"proposal": row, "placed": item.meeting if open_ and item else None}
