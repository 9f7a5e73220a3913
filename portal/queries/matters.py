"""What concerns a person themself: what they were told of, and their cases."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from assessment.models import DisclosureEntry
from assessment.queries import disclosures
from evidence.models import BookMember
from recall.enums import CaseState, NominationState
from recall.models import Case, Nomination, Rehabilitation
from recall.queries import statement_papers
from training.models import MentorHandover, PracticePosting
from training.queries import reviews, wishes


def told(user: Any) -> QuerySet[Nomination]:
    """Answer the nominations of which the person has been told, newest first.

    Each with `paper_came`: a page of theirs on paper was scanned.
    """
    rows = Nomination.objects.told_to(user).select_related("campaign", "unit")
    came = statement_papers.has_arrived()
    return rows.annotate(paper_came=came).order_by("-verified_at")


def cases(user: Any) -> QuerySet[Case]:
    """Answer the person's cases, newest first."""
    return (
        Case.objects.of_person(user)
        .select_related("campaign", "unit", "receipt")
        .order_by("-opened_at")
    )


def has_books(user: Any) -> bool:
    """Say whether the person stands in a book of points."""
    return BookMember.objects.filter(cadre__user=user).exists()


def is_cleared(user: Any) -> bool:
    """Say whether a clearing of the person's name is open or was closed."""
    return Rehabilitation.objects.told_to(user).exists()


def disclosures_of(user: Any, at: datetime) -> dict[str, bool]:
    """Say whether anything of the person was proposed or shown, and whether staff's board has any
    name now that the person may read.
    """
    return {
        "is_disclosed": DisclosureEntry.objects.told_to(user).exists(),
        "has_board": disclosures.board(user, at=at).exists(),
    }


def posting(user: Any) -> PracticePosting | None:
    """Answer the practice in which the person is now."""
    return PracticePosting.objects.standing().filter(case__subject=user).first()


def guides(user: Any) -> bool:
    """Say whether the person is now somebody's mentor, or something of a posting waits for them."""
    waits = Exists(wishes.waiting().filter(posting=OuterRef("pk")))
    own = PracticePosting.objects.filter(Q(finished_on=None) | waits, mentor=user)
    handed = MentorHandover.objects.waiting_for(user).values("posting")
    unscaled = reviews.awaiting_scales(user).order_by().values("pk")
    return own.values("pk").union(handed, unscaled, all=True).exists()


def guest_page(user: Any) -> str:
    """Answer the page of whoever was invited by a link: a teacher's lessons, or the trainees."""
    teaches = user.guest.teacher_id is not None
    return "training:own-lessons" if teaches else "training:my-trainees"


def first_page(user: Any, *, is_host: bool) -> str:
    """Answer the page on which a person without a desk role lands: what waits for them first."""
    told = Nomination.objects.told_to(user)
    if told.filter(state=NominationState.VERIFIED).exists():
        return "portal:me"
    in_class = [CaseState.TRAINING, CaseState.PRACTICE]
    if Case.objects.of_person(user).filter(state__in=in_class).exists():
        return "training:today"
    return "training:my-trainees" if is_host or guides(user) else "portal:me"
