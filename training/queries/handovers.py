"""Questions about the change of a mentor."""

from typing import Any

from django.db.models import QuerySet

from training.models import MentorHandover, PracticePosting


def waiting_for(user: Any) -> QuerySet[MentorHandover]:
    """Answer what a mentor, or who is to be one, has not signed yet, the oldest first."""
    rows = MentorHandover.objects.waiting_for(user)
    return rows.select_related("posting__case__cadre", "from_mentor").order_by("opened_at", "pk")


def is_coming(posting: PracticePosting, user: Any) -> bool:
    """Answer whether somebody is asked to guide a person and has not been refused."""
    return MentorHandover.objects.open().filter(posting=posting, to_mentor=user).exists()


def told(posting: PracticePosting, user: Any) -> QuerySet[MentorHandover]:
    """Answer a posting's handovers that the user reads, with their people."""
    rows = MentorHandover.objects.visible_to(user).filter(posting=posting)
    return rows.select_related("from_mentor", "to_mentor", "opened_by", "refused_by")
