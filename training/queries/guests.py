"""Questions about invitations."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from training.enums import GuestRole
from training.models import Guest, PracticePosting, Session, Teacher, TrainingClass
from training.models.guests import DAYS_AFTER
from training.queries import handovers, postings


def posting_ends_on(posting: PracticePosting, *, on: date) -> date | None:
    """Answer the last day of a posting's invitations, None while the posting stands still.

    Some days after its last day, for what falls due then: the last month, the host's scales, the
    answer to a wish to stay.
    """
    if not posting.finished_on and postings.stands_still(posting, on):
        return None
    return (posting.finished_on or posting.until_on) + timedelta(days=DAYS_AFTER)


def ends_on(guest: Guest, *, on: date) -> date | None:
    """Answer the last day of an invitation, None while its posting stands still."""
    if guest.posting is not None:
        return posting_ends_on(guest.posting, on=on)
    return class_ends_on(guest.training_class)  # type: ignore[arg-type]  # kept by the table


def class_ends_on(training_class: TrainingClass) -> date:
    """Answer the last day of a teacher's invitation: the last lesson may be marked a day later."""
    return training_class.closes_on + timedelta(days=1)


def standing_of(user: Any, *, on: date) -> Guest | None:
    """Answer the invitation by which a user is signed in, None once it is over or revoked."""
    row = Guest.objects.filter(user=user, revoked_at=None).select_related(
        "posting", "training_class"
    )
    guest = row.first()
    if guest is None or _is_moved(guest):
        return None
    last = ends_on(guest, on=on)
    return guest if last is None or on <= last else None


def _is_moved(guest: Guest) -> bool:
    """Answer whether the posting went to another unit or mentor: nothing of it is theirs then."""
    if guest.posting is None:
        return False
    if guest.role == GuestRole.MENTOR:
        is_mentor = guest.posting.mentor_id == guest.user_id
        return not is_mentor and not handovers.is_coming(guest.posting, guest.user)
    return guest.posting.host_unit_id != guest.unit_id


def of_posting(posting: PracticePosting) -> QuerySet[Guest]:
    """Answer a posting's invitations with their people, those that stand first."""
    return posting.guests.select_related("user", "unit").order_by("revoked_at", "pk")


def of_class(training_class: TrainingClass) -> QuerySet[Guest]:
    """Answer a class's invitations with their teachers."""
    return training_class.guests.select_related("user", "teacher").order_by("pk")


def by_link(key: str) -> QuerySet[Guest]:
    """Answer the invitation of a link, at most one; none of an account that was shut."""
    return Guest.objects.filter(link_key=key, revoked_at=None, user__is_active=True)


def hosts_of(posting: PracticePosting) -> QuerySet[Guest]:
    """Answer the contact invited for a posting where it is now."""
    return posting.guests.filter(role=GuestRole.HOST, unit=posting.host_unit_id, revoked_at=None)


def namesakes_load(name: str, unit: Any, from_on: date, until_on: date) -> int:
    """Answer how many standing postings somebody without an account guides in a unit, by name."""
    rows = PracticePosting.objects.standing().filter(mentor__is_guest=True, mentor__name=name)
    return rows.filter(host_unit=unit, from_on__lte=until_on, until_on__gte=from_on).count()


def teachers_of(training_class: TrainingClass) -> QuerySet[Teacher]:
    """Answer the teachers of the library who have a standing lesson in a class, not yet invited."""
    lessons = Session.objects.standing().filter(training_class=training_class)
    invited = training_class.guests.values("teacher")
    rows = Teacher.objects.filter(pk__in=lessons.values("lecturer")).exclude(pk__in=invited)
    return rows.order_by("name", "pk")


def lessons_of(guest: Guest) -> QuerySet[Session]:
    """Answer a teacher's own standing lessons of the class they are invited for, in order."""
    rows = Session.objects.standing().filter(
        training_class=guest.training_class, lecturer=guest.teacher
    )
    return rows.order_by("starts_at", "pk")


def is_usable(guest: Guest, *, at: datetime) -> bool:
    """Answer whether an invitation's code may still be tried."""
    return bool(guest.code_until_at and at < guest.code_until_at)
