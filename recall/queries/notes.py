"""Questions about notes on a case."""

from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from accounts.enums import OFFICE_ROLES, Role
from accounts.models import User
from accounts.queries import users
from recall.enums.notes import NoteLevel
from recall.models import Case, CaseNote, NoteMention


def readers(case: Case, level: str, *, on: date) -> QuerySet[User]:
    """Answer the colleagues who read a note of this level on the case; never the person.

    A unit to which the person moved meanwhile reads along, but is not called upon by name.
    """
    office = users.holders(*OFFICE_ROLES, county_id=case.county_id, on=on).order_by().values("pk")
    found = Q(pk__in=office)
    if level != NoteLevel.OFFICE:
        hands = (Role.UNIT_CLERK, Role.UNIT_HEAD)
        unit = users.unit_holders(*hands, unit_id=case.unit_id, on=on)
        found |= Q(pk__in=unit.order_by().values("pk"))
    rows = User.objects.filter(found, is_system=False).order_by("name", "pk")
    return rows.exclude(pk=case.subject_id) if case.subject_id else rows


def listed(case: Case, user: Any) -> QuerySet[CaseNote]:
    """Answer the notes on a case that the user may read, the latest first."""
    mentions = NoteMention.objects.select_related("user").order_by("user__name", "pk")
    rows = CaseNote.objects.visible_to(user).filter(case=case)
    return (
        rows.select_related("case", "written_by", "struck_by")
        .prefetch_related(Prefetch("mentions", mentions))
        .order_by("-written_at", "-pk")
    )


def for_person(case: Case, user: Any) -> QuerySet[CaseNote]:
    """Answer the notes on the person's own case that were written for them, the latest first."""
    rows = CaseNote.objects.told_to(user).filter(case=case)
    return rows.select_related("written_by").order_by("-written_at", "-pk")
