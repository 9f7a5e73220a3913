"""What this floor tells people of: a timetable that changes, what is asked of them, an answer."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from accounts.enums import Role
from accounts.queries import users
from core import dates
from core.notify import telling
from evidence.enums import VoteChannel
from training.enums import Told
from training.models import (
    CourseRating,
    Enrolment,
    HeartTalk,
    MentorHandover,
    Plan,
    PracticePosting,
    Reflection,
    ReflectionTask,
    Session,
    StayWish,
    TraineePoll,
    TrainingClass,
)
from training.queries import guests


def tell_changed(
    session: Session,
    *,
    kind: str = Told.SESSION_CHANGED,
    was_of: Iterable[int | None] = (),
    by: Any,
    at: datetime,
) -> None:
    """Tell those in whose timetable a lesson stands that it moved or was called off.

    :param was_of: groups that had it before this act, None for the whole class
    """
    people = _trainees(session.training_class, {session.group, *was_of})
    telling.tell(kind, session, to=people, occasion=str(session.sequence), by=by, at=at)


def tell_moved(training_class: TrainingClass, *, by: Any, at: datetime) -> None:
    """Tell a class once that its days moved, however many lessons went along."""
    people = _trainees(training_class, {None})
    occasion = f"{at:%Y%m%d%H%M%S%f}"
    telling.tell(Told.TIMETABLE_MOVED, training_class, to=people, occasion=occasion, by=by, at=at)


def tell_enrolled(enrolment: Enrolment, *, by: Any, at: datetime) -> None:
    """Tell a person in which class they are."""
    telling.tell(Told.ENROLLED, enrolment, to=[enrolment.case.subject], by=by, at=at)


def tell_posting_changed(posting: PracticePosting, *, by: Any, at: datetime) -> None:
    """Tell the person, and who guides them now, that practice stands still, moved or grew longer.

    A suspension is told by nobody here: what it is for is not ours to tell.
    """
    people = [posting.case.subject, posting.mentor]
    occasion = f"{at:%Y%m%d%H%M%S%f}"
    telling.tell(Told.POSTING_CHANGED, posting, to=people, occasion=occasion, by=by, at=at)


def tell_reflection_set(task: ReflectionTask, *, by: Any, at: datetime) -> None:
    """Tell the trainees of a class that a reflection is asked of them."""
    people = _trainees(task.training_class, {None})
    telling.tell(Told.REFLECTION_SET, task, to=people, by=by, at=at)


def tell_reviewed(row: Reflection, *, number: int, by: Any, at: datetime) -> None:
    """Tell the person that a version, by its number, was accepted or came back."""
    people = [row.enrolment.case.subject]
    kind = Told.REFLECTION_REVIEWED
    telling.tell(kind, row, to=people, occasion=str(number), by=by, at=at)


def tell_rating_opened(
    rating: CourseRating, people: Iterable[Enrolment], *, by: Any, at: datetime
) -> None:
    """Tell those who attended that they may rate the course; who did is told to nobody."""
    seated = [row.case.subject for row in people]
    telling.tell(Told.RATING_OPENED, rating, to=seated, by=by, at=at)


def tell_poll_opened(row: TraineePoll, *, by: Any, at: datetime) -> None:
    """Tell those of the roll who have an account that they may vote; who did is told to nobody."""
    drawing = row.poll.voters.filter(channel=VoteChannel.APP).select_related("cadre__user")
    people = [voter.cadre.user for voter in drawing if voter.cadre]
    telling.tell(Told.POLL_OPENED, row, to=people, by=by, at=at)


def tell_wished(row: StayWish, *, by: Any, at: datetime) -> None:
    """Tell the host unit's contacts and the mentor that somebody asks to stay with them."""
    posting, on = row.posting, dates.legal_day(at)
    hosts = users.unit_holders(Role.HOST, unit_id=row.host_unit_id, on=on)
    invited = [guest.user for guest in guests.hosts_of(posting).select_related("user")]
    telling.tell(Told.STAY_WISHED, row, to=[*hosts, *invited, posting.mentor], by=by, at=at)


def tell_wish_answered(row: StayWish, *, by: Any, at: datetime) -> None:
    """Tell the person what the host unit answered."""
    telling.tell(Told.WISH_ANSWERED, row, to=[row.posting.case.subject], by=by, at=at)


def tell_talked(row: HeartTalk, *, by: Any, at: datetime) -> None:
    """Ask the person to sign the record of a talk."""
    telling.tell(Told.TALKED, row, to=[row.case.subject], by=by, at=at)


def tell_planned(row: Plan, *, by: Any, at: datetime) -> None:
    """Tell the person that their plan was approved."""
    telling.tell(Told.PLANNED, row, to=[row.case.subject], by=by, at=at)


def tell_handover(row: MentorHandover, *, by: Any, at: datetime) -> None:
    """Ask who leaves and who comes for their signatures."""
    people = [row.to_mentor] if row.absence else [row.from_mentor, row.to_mentor]
    telling.tell(Told.HANDOVER_ASKED, row, to=people, by=by, at=at)


def tell_handover_refused(row: MentorHandover, *, by: Any, at: datetime) -> None:
    """Tell who put a handover forward that one of the two refused."""
    telling.tell(Told.HANDOVER_REFUSED, row, to=[row.opened_by], by=by, at=at)


def tell_mentor_changed(row: MentorHandover, *, by: Any, at: datetime) -> None:
    """Tell the person, who guides now, and the department that the mentor changed."""
    people = [row.posting.case.subject, row.to_mentor, row.opened_by]
    telling.tell(Told.MENTOR_CHANGED, row, to=people, by=by, at=at)


def _trainees(training_class: TrainingClass, groups: set[Any]) -> list[Any]:
    """Answer the accounts of the trainees of some groups, all if None is one; and the manager."""
    rows = training_class.enrolments.standing().select_related("case__subject")
    if None not in groups:
        rows = rows.filter(group__in=groups)
    return [*(row.case.subject for row in rows), training_class.manager]
