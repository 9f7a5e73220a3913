"""Selection of people for something better: the criteria asked for, and who meets all of them.

Source: report of 2015, the positive side: posts reserved for people who have headed a town for
eight years without a break.
"""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from cadres.enums import CivilRating, InstitutionRating
from cadres.models import AnnualRating, Cadre, Honour, Post
from recall.enums import CaseState
from recall.models import Case

CLEAR = 5  # years after which a recall is not held against anybody any more
_GOOD = Q(civil__in=[CivilRating.EXCELLENT, CivilRating.COMPETENT]) | Q(
    institution__in=[InstitutionRating.EXCELLENT, InstitutionRating.QUALIFIED]
)
_EXCELLENT = Q(civil=CivilRating.EXCELLENT) | Q(institution=InstitutionRating.EXCELLENT)


@dataclass(frozen=True)
class Criteria:
    """What is asked for; a nought or an empty word asks for nothing.

    :param years: whole years without a break in main posts of the kind, up to today
    :param good_years: so many last years are all rated, none under 称职 or 合格
    """

    unit_kind: str = "TOWN"
    heads_only: bool = True
    years: int = 8
    good_years: int = 3
    excellents: int = 0
    honours: int = 0
    oldest: int = 0

    @classmethod
    def of(cls, chosen: dict[str, Any]) -> "Criteria":
        """Answer the criteria that a form gave; what it lacks is as by default."""
        names = {field.name for field in fields(cls)}
        return cls(**{k: v for k, v in chosen.items() if k in names and v is not None})


def found(people: QuerySet[Cadre], asked: Criteria, *, on: date) -> QuerySet[Cadre]:
    """Answer who meets all criteria on a day, longest in the kind of post first.

    Each has `since` (first day of the unbroken time), `excellents` and `honours_held`. Who stands
    under a recall, or stood under one in the last five years, is not among them.
    """
    rows: QuerySet[Any] = people.filter(merged_into=None, left_on=None)
    rows = rows.annotate(since=_since(asked))
    rows = rows.filter(since__lte=_years_before(on, asked.years))
    if asked.oldest:
        rows = rows.filter(born_on__gt=_years_before(on, asked.oldest + 1))
    rows = _rated(rows, asked, on)
    held = Honour.objects.filter(cadre=OuterRef("pk"), revoked_on=None).order_by()
    counted = held.values("cadre").annotate(n=Count("pk")).values("n")
    rows = rows.annotate(honours_held=Subquery(counted))
    if asked.honours:
        rows = rows.filter(honours_held__gte=asked.honours)
    recalled = Case.objects.filter(cadre=OuterRef("pk")).exclude(state=CaseState.REVOKED)
    recent = Q(opened_at__date__gte=_years_before(on, CLEAR)) | Q(closed_at=None)
    return rows.exclude(Exists(recalled.filter(recent))).order_by("since", "name", "pk")


def _since(asked: Criteria) -> Subquery:
    """Answer the first day of the unbroken run of main posts of the kind that lasts to this day.

    A run begins at a post before which no other of the kind ended on its first day; the last run
    is the present one if a post of it is still held.
    """
    kind = Post.objects.filter(is_main=True)
    if asked.unit_kind:
        kind = kind.filter(unit__kind=asked.unit_kind)
    if asked.heads_only:
        kind = kind.filter(is_head=True)
    before = kind.filter(cadre=OuterRef("cadre"), until_on=OuterRef("from_on"))
    present = kind.filter(cadre=OuterRef("cadre"), until_on=None)
    begun = kind.filter(Exists(present), ~Exists(before), cadre=OuterRef("pk"))
    return Subquery(begun.order_by("-from_on").values("from_on")[:1])


def _rated(rows: QuerySet[Any], asked: Criteria, on: date) -> QuerySet[Any]:
    """Keep those whose last years are all rated well, and often enough excellently."""
    last = AnnualRating.objects.filter(
        cadre=OuterRef("pk"), year__range=(on.year - asked.good_years, on.year - 1)
    ).order_by()
    counts = last.values("cadre").annotate(
        good=Count("pk", filter=_GOOD), best=Count("pk", filter=_EXCELLENT)
    )
    rows = rows.annotate(excellents=Subquery(counts.values("best")))
    if asked.good_years:
        rows = rows.annotate(good=Subquery(counts.values("good"))).filter(good=asked.good_years)
    if asked.excellents:
        rows = rows.filter(excellents__gte=asked.excellents)
    return rows


def _years_before(on: date, years: int) -> date:
    """Answer the same day so many years before; 29 February becomes the 28th."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return on.replace(year=on.year - years, day=28)
