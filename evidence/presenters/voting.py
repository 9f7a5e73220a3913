"""What a voter's pages show: the ballot, the thanks, the published list."""

from typing import Any

from django.urls import reverse

from evidence.enums import BallotKind, PollPurpose
from evidence.models import Poll
from evidence.queries import polls


def subjects(poll: Poll) -> list[Any]:
    """Answer the people on the ballot in its order."""
    return list(poll.subjects.order_by("position"))


def ballot(drawn: Any, form: Any) -> dict[str, Any]:
    """Answer a ballot: a line for each person, or one list of names."""
    units = {str(one.position): one.unit_name for one in subjects(drawn.poll)}
    is_names = drawn.poll.kind == BallotKind.NAMES
    fields = [] if is_names else [field for field in form if field.name[0] == "s"]
    lines = [{"field": field, "unit": units[field.name[1:]]} for field in fields]
    return {
        "poll": drawn.poll,
        "group": drawn.group,
        "code": drawn.code,
        "form": form,
        "lines": lines,
        "is_names": is_names,
    }


def done(poll: Poll) -> dict[str, Any]:
    check = reverse("evidence:poll-check", args=[poll.code])
    return {"poll": poll, "check": check, "is_list_public": is_list_public(poll)}


def is_list_public(poll: Poll) -> bool:
    """Answer whether the ballots of a counted poll are published one by one."""
    return poll.purpose != PollPurpose.TRAINEES


def check(poll: Poll) -> dict[str, Any]:
    """Answer turnout and hash, never who or how any group voted: the list speaks by numbers."""
    groups = list(poll.groups.order_by("position"))
    used = sum(group.used_count or 0 for group in groups)
    valid = sum(group.valid_count or 0 for group in groups)
    facts = {"whole": sum(polls.sizes(poll).values()), "used": used, "valid": valid}
    return {
        "poll": poll,
        "is_list_public": is_list_public(poll),
        "invalid": used - valid,
        **facts,
    }
