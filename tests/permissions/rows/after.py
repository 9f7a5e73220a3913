"""Rows of follow-up and bans in a world: a visit that waits, a ban, a label that is over."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from assessment.models import Ban, FollowUp, Outcome
from assessment.services import bans, followups, observations
from core.dates import legal_day
from recall.models import Case
from tests.factories import assessment as assess
from tests.factories.recall import printed

_VISIT = {"visitor": "韩磊", "findings": "走访单位和群众，评价好", "standing": "WELL"}
FAR_DAY = legal_day(assess.LATER) + timedelta(days=150)
_FAR = assess.LATER + timedelta(days=500)


def rows(world: SimpleNamespace) -> dict[str, Any]:
    held = _served(world, date(2030, 12, 31))
    over = _served(world, legal_day(assess.LATER) + timedelta(days=30))
    noted = _served(world, legal_day(assess.LATER) + timedelta(days=30))
    for case in (over, noted):
        for row in case.follow_ups.all():
            told = {"visited_on": row.due_on, "own_words": "没有意见", **_VISIT}
            followups.record(row, **told, by=world.manager, at=_FAR)
    note = followups.clear(noted, by=world.manager, at=_FAR)
    printed(note.document)
    told = {"kind": "AWARD", "purpose": "拟推荐为先进"}
    asked = bans.ask(world.admin, name=held.cadre.name, **told, by=world.admin, at=assess.LATER)
    return _suspended(world) | {
        "banned": held,
        "ban": Ban.objects.get(case=held, kind="AWARD"),
        "follow_up": FollowUp.objects.filter(case=held).order_by("months").first(),
        "cleared_soon": over,
        "cleared": noted,
        "inquiry": asked,
    }


def _suspended(world: SimpleNamespace) -> dict[str, Any]:
    """Answer a conditional outcome under observation with a breach, and one that is proposed."""
    told = {"condition": "六个月内按时到岗，不再无故缺勤", "observed_until_on": FAR_DAY}
    made = {}
    for name in ("observed", "proposed_outcome"):
        row = assess.decide(
            world,
            assess.concluded(world).case,
            kind="MENTORING",
            conditions=["mentor_named"],
            ends_on=FAR_DAY,
            **told,
        )
        made[name] = row.observation
        given = {
            "on": legal_day(assess.LATER),
            "is_kept": False,
            "text": "值班记录显示无故缺勤一天",
        }
        observations.note(row.observation, **given, by=world.manager, at=assess.LATER)
    by = world.manager
    why = "违反暂缓执行的条件，有值班记录"
    observations.propose(made["proposed_outcome"], proposal=why, by=by, at=assess.LATER)
    return made


def _served(world: SimpleNamespace, until: date) -> Case:
    row = assess.decide(world, assess.concluded(world).case, effect_until_on=until)
    assess.serve(world, row)
    return Outcome.objects.get(pk=row.pk).case
