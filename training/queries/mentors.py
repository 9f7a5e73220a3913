"""Questions about mentors (帮带人): who may not guide whom, and how many each guides."""

from datetime import date

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from cadres.models import Cadre, Kinship
from recall.models import Case
from training.models import PracticePosting


def kin_of(case: Case) -> set[int]:
    """Answer the accounts of the person's kin, and of whom they share a home with."""
    pairs = Kinship.objects.standing().of(case.cadre_id).values_list("cadre", "relative")
    kin = {pk for pair in pairs for pk in pair} - {case.cadre_id}
    return set(Cadre.objects.filter(pk__in=kin, user__isnull=False).values_list("user", flat=True))


def nominators_of(case: Case) -> set[int]:
    """Answer the accounts that wrote and handed in the nomination."""
    hands = (case.nomination.drafted_by_id, case.nomination.submitted_by_id)
    return {pk for pk in hands if pk}


def unfit_for(case: Case) -> set[int]:
    """Answer the accounts that may not guide the person: their own, kin, nominators."""
    own = {case.subject_id} if case.subject_id else set()
    return own | kin_of(case) | nominators_of(case)


def with_load(rows: QuerySet[User], *, on: date) -> QuerySet[User]:
    """Tell with each of some people how many they guide on a day or later: `load`."""
    standing = PracticePosting.objects.standing().filter(mentor=OuterRef("pk"), until_on__gte=on)
    told = standing.order_by().values("mentor").annotate(told=Count("pk")).values("told")
    return rows.annotate(load=Coalesce(Subquery(told, output_field=IntegerField()), 0))
