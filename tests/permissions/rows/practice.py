"""What a world holds of practice: a place, a photo, a posting that stands still."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from tests.factories import practice, training
from tests.factories.recall import printed
from training.models.reviews import SCALES
from training.services import (
    journal_sheets,
    journals,
    posting_changes,
    postings,
    problems,
    reviews,
    wishes,
)


def rows(where: Any, world: Any) -> dict[str, Any]:
    """Answer rows of practice in a world of the training factories."""
    room = training.planned_class(world)
    running, stopped = (
        training.posting(
            world, training.enrolled(world, room).case, mentor=training.user(), months=months
        )
        for months in (2, 3)
    )
    entry = journals.write(
        running,
        token=uuid4(),
        on=running.from_on,
        text="维修水塔",
        photos=[practice.photo(40, 30)],
        by=running.case.subject,
        at=training.NOW.replace(month=7, day=20),
    )
    posting_changes.pause(
        stopped,
        kind="ILLNESS",
        note="住院",
        from_on=stopped.from_on,
        by=world.manager,
        at=training.NOW.replace(month=7, day=20),
    )
    told = {"by": running.case.subject, "at": training.NOW.replace(month=8, day=20)}
    acted = practice.problem(running)
    problems.act(acted, on=acted.found_on, text="入户查看", **told)
    _change(world, room)
    fair = dict.fromkeys(SCALES, 4)
    reviews.review(
        stopped, number=1, scales=fair, sentence="踏实", by=stopped.mentor, at=told["at"]
    )
    monday = running.from_on + timedelta(days=8)
    reviews.note_week(running, monday=monday, sentence="水塔修了一半", **told)
    closed = practice.closed_problem(practice.problem(running))
    judged = practice.closed_problem(practice.problem(running))
    told["by"] = world.manager
    problems.invite(judged, **told)
    problems.take_word(judged, answer="SOLVED", consent=True, **told)
    return {
        "field_problem": acted,
        "closed_problem": closed,
        "place": practice.place(world),
        "photo": entry.photos.get(),
        "running": running,
        "journal_sheet": printed(
            journal_sheets.request(running, by=world.manager, at=training.NOW)
        ),
        "stopped": stopped,
        "wished": _wished(world, room),
        "unscaled": _unscaled(world, room),
    }


def _unscaled(world: Any, room: Any) -> Any:
    """A posting that the desk finished, without the host's scales."""
    row = training.posting(world, training.enrolled(world, room).case)
    told = {"opinion": "踏实", "early_reason": "项目完成", "by": world.manager}
    at = training.NOW.replace(month=8, day=20)
    return postings.finish(row, finished_on=row.from_on, at=at, **told)


def _wished(world: Any, room: Any) -> Any:
    """A posting in the host unit whose trainee asked to stay."""
    row = training.posting(world, training.enrolled(world, room).case, mentor=training.user())
    wishes.wish(row, why="想把水塔管护好", by=row.case.subject, at=training.NOW)
    return row


def _change(world: Any, room: Any) -> None:
    """Let one posting be extended, moved and finished early with the host's scales."""
    case = training.enrolled(world, room).case
    row = training.posting(world, case, mentor=training.user(), months=2)
    told = {"by": world.manager, "at": training.NOW.replace(month=8, day=20), "reason": "项目未完"}
    posting_changes.extend(row, until_on=row.until_on + timedelta(days=9), **told)
    where = {"host_place": practice.place(world), "mentor": training.user()}
    posting_changes.transfer(row, on=row.from_on, handover="水塔还差 2 处", **where, **told)
    end = {"finished_on": row.from_on, "opinion": "踏实", "early_reason": told.pop("reason")}
    told["by"] = where["mentor"]
    postings.finish(row, scales=dict.fromkeys(SCALES, 4), **end, **told)
