"""The addresses of meetings."""

from typing import Any
from uuid import uuid4

from tests.permissions.routes.asking import Asked, Route, acts, nothing, of
from tests.permissions.worlds import Place


def _item(name: str) -> Asked:
    return lambda w: {"pk": getattr(w, f"{name}_meeting").pk, "item_pk": _pk(w, name)}


def _pk(where: Place, name: str) -> int:
    return int(getattr(where, f"{name}_item").pk)


def _act(stage: str, name: str) -> Route:
    return Route(
        "recall:meeting-item-act",
        of(f"{stage}_meeting"),
        lambda w: _item(stage)(w) | {"name": name},
        nothing,
        case=f"{name} {stage}",
    )


def _meeting(where: Place) -> dict[str, Any]:
    return {
        "token": uuid4(),
        "county": where.county.pk,
        "name": "第十次部务会",
        "body": "MINISTERS",
        "held_on": "2018-05-22",
        "others": "王部长、李副部长、张副部长",
    }


def _roll(where: Place) -> dict[str, Any]:
    rows = where.prepared_meeting.members.values_list("pk", flat=True)
    return {f"came_{pk}": "PRESENT" for pk in rows}


def _vote(where: Place) -> dict[str, Any]:
    item = where.opened_item
    counts = {"agree_count": 5, "disagree_count": 0, "defer_count": 0}
    return counts | {
        "key": uuid4(),
        "version": item.version,
        "content_hash": item.content_hash,
    }


def _recusal(where: Place) -> dict[str, Any]:
    member = where.opened_meeting.members.filter(user=None).order_by("pk").first()
    return {"member": member.pk, "reason": "姻亲"}


def _kind(where: Place) -> dict[str, Any]:
    return {"pk": where.applied_meeting.pk, "kind": "table"}


def _paper(where: Place) -> dict[str, Any]:
    return {"pk": where.applied_meeting.pk, "paper_pk": where.meeting_paper.pk}


MEETINGS = [
    Route("recall:meeting-list"),
    Route("recall:meeting-prepare", form=_meeting),
    Route("recall:meeting", of("prepared_meeting")),
    Route("recall:meeting", of("applied_meeting"), case="applied"),
    Route(
        "recall:meeting-agenda",
        of("prepared_meeting"),
        form=lambda w: {"nominations": [w.unplaced.pk]},
    ),
    Route("recall:meeting-roll", of("prepared_meeting"), form=_roll),
    Route("recall:meeting-room", of("opened_meeting")),
    Route("recall:meeting-vote", of("opened_meeting"), _item("opened"), _vote),
    Route("recall:meeting-recuse", of("opened_meeting"), _item("opened"), _recusal),
    *acts("recall:meeting-move", "prepared_meeting", ("open", nothing), ("nonsense", nothing)),
    *acts("recall:meeting-move", "opened_meeting", ("close", nothing)),
    *acts("recall:meeting-move", "closed_meeting", ("apply", nothing)),
    Route("recall:meeting-paper", of("applied_meeting"), _kind, nothing),
    Route("recall:meeting-paper-progress", of("meeting_paper"), _paper),
    Route("recall:meeting-paper-file", of("meeting_paper"), _paper),
    _act("prepared", "up"),
    _act("prepared", "drop"),
    _act("opened", "renew"),
    _act("applied", "apply"),
    _act("prepared", "nonsense"),
]
