"""自愿留任: who asked to stay at the grass roots and does, for a good word and a commendation.

Idea 9 of the feature list: the positive ending is seen as well. Nobody is commended by it: it says
what is on record, and whether an award may be proposed now.
"""

from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery

from accounts.enums import OFFICE_ROLES
from assessment.enums import AppealState, BanKind, OutcomeKind
from assessment.models import Appeal, Ban, FollowUp, Outcome
from cadres.models import Honour
from recall.enums import CaseState
from training.enums import WordAnswer
from training.models import ResidentWord, StayWish


def listed(user: Any, *, on: date) -> QuerySet[Outcome]:
    """Answer served outcomes of who stayed by their own wish, the newest first, never one's own.

    Each with the host and the words of the wish (`host`, `why`), what the last visit found
    (`standing`, `seen_on`), how many residents said that a problem was solved (`solved`), the last
    award since (`honoured_on`) and until when none may be had (`banned_until`).
    """
    rows = Outcome.objects.filter(
        kind=OutcomeKind.STAY,
        receipt__isnull=False,
        case__county__in=user.counties(*OFFICE_ROLES),
        case__cadre__left_on=None,
    )
    rows = rows.exclude(case__subject=user).exclude(case__state=CaseState.REVOKED)
    fell = Appeal.objects.filter(
        state__in=[AppealState.CHANGED, AppealState.UPHELD], outcome__isnull=False
    )
    rows = rows.exclude(pk__in=fell.values("outcome"))
    return _with_record(rows, on).select_related("case__cadre").order_by("-held_on", "-pk")


def _with_record(rows: QuerySet[Outcome], on: date) -> QuerySet[Outcome]:
    case = OuterRef("case")
    wish = StayWish.objects.filter(posting__case=case, is_agreed=True).order_by("-pk")
    visit = FollowUp.objects.filter(case=case, done_at__isnull=False).order_by("-visited_on", "-pk")
    solved = ResidentWord.objects.filter(problem__posting__case=case, answer=WordAnswer.SOLVED)
    counted = solved.order_by().values("problem__posting__case").annotate(n=Count("pk"))
    honour = Honour.objects.filter(
        cadre=OuterRef("case__cadre"), revoked_on=None, awarded_on__gte=OuterRef("held_on")
    )
    ban = Ban.objects.in_force(on).filter(case__cadre=OuterRef("case__cadre"), kind=BanKind.AWARD)
    return rows.annotate(
        host=Subquery(wish.values("host_unit__name")[:1]),
        why=Subquery(wish.values("why")[:1]),
        standing=Subquery(visit.values("standing")[:1]),
        seen_on=Subquery(visit.values("visited_on")[:1]),
        solved=Subquery(counted.values("n")),
        honoured_on=Subquery(honour.order_by("-awarded_on").values("awarded_on")[:1]),
        banned_until=Subquery(ban.order_by("-until_on").values("until_on")[:1]),
        since=F("held_on"),
    )
