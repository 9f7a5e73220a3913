"""Acts on talks: held and entered, signed by the person, read by who held it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import dates
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from training.models import Enrolment, HeartTalk, PracticePosting
from training.permissions import talks as permissions
from training.queries import talks
from training.regulations import talks as regulations
from training.services import messages


@transaction.atomic
def hold(
    row: Enrolment | PracticePosting,
    *,
    kind: str,
    on: date,
    summary: str,
    follow_up: str = "",
    follow_up_on: date | None = None,
    by: Any,
    at: datetime,
) -> HeartTalk:
    """Enter a talk that was held with a trainee, in class or in practice; the person is told.

    :raises RegulationBroken: TK-01 day, TK-02 follow-up without its day, TK-03 the case is settled
    """
    case = lock(row.case)
    permissions.hold_talk.check(by, row)
    regulations.case_is_under_training.check(talks.goes_on(case))
    opened_on, today = dates.legal_day(case.opened_at), dates.legal_day(at)
    regulations.talk_is_of_this_time.check(on, opened_on, today)
    regulations.follow_up_has_its_day.check(follow_up, follow_up_on, on)
    talk = HeartTalk.objects.create(
        case=case,
        posting=row if isinstance(row, PracticePosting) else None,
        kind=kind,
        on=on,
        summary=summary,
        follow_up=follow_up,
        follow_up_on=follow_up_on,
        held_by=by,
        held_at=at,
    )
    trail.record(talk, "hold_talk", by=by, at=at, kind=kind)
    messages.tell_talked(talk, by=by, at=at)
    return talk


@transaction.atomic
def acknowledge(talk: HeartTalk, *, own_words: str = "", by: Any, at: datetime) -> HeartTalk:
    """Sign a talk as the person, with words of one's own where the record leaves something out.

    :raises StateConflict: signed before
    """
    talk = lock(talk)
    permissions.acknowledge_talk.check(by, talk)
    if talk.acknowledged_at:
        raise StateConflict(_("这次谈话您已经确认过。"))
    talk.own_words, talk.acknowledged_by, talk.acknowledged_at = own_words, by, at
    talk.save(update_fields=["own_words", "acknowledged_by", "acknowledged_at"])
    trail.record(talk, "acknowledge_talk", by=by, at=at)
    return talk


@transaction.atomic
def note(talk: HeartTalk, *, by: Any, at: datetime) -> HeartTalk:
    """Note, as who held the talk, that one read how the person signed it.

    :raises StateConflict: not signed yet, or noted before
    """
    talk = lock(talk)
    permissions.note_talk.check(by, talk)
    if talk.noted_at or not talk.acknowledged_at:
        raise StateConflict(_("本人还没有确认，或者已经阅知。"))
    talk.noted_by, talk.noted_at = by, at
    talk.save(update_fields=["noted_by", "noted_at"])
    trail.record(talk, "note_talk", by=by, at=at)
    return talk
