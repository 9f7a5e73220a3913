"""Remedies that end soon: nobody who may ask for review or appeal lets the day pass unknowing."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from assessment.models import OutsideTerm
from assessment.queries import appeals
from recall.models import Case

SOON_DAYS = 5  # calendar days, as the terms of remedies are
_LONGEST_DAYS = 75  # two months of pay known late, and a last day that moves over holidays


def candidates(on: date) -> QuerySet[Case]:
    """Answer the cases of which a remedy may end in the days that come; `ending` says which do."""
    window = (on, on + timedelta(days=SOON_DAYS))
    since = on - timedelta(days=_LONGEST_DAYS)
    near = Q(receipt__objection_until_on__range=window)
    near |= Q(outcome__receipt__remedy_until_on__range=window)
    near |= Q(appeals__told_on__gte=since)
    near |= Q(pay_effects__ordered_at__date__gte=since) | Q(pay_effects__from_month__gte=since)
    near |= Q(outcome__outside__last_on__range=window)
    found = Case.objects.filter(near).values("pk")
    return Case.objects.filter(pk__in=found).select_related("nomination", "subject")


def ending(case: Case, on: date) -> set[date]:
    """Answer the last days, not over yet, of steps of a case that are open and end soon."""
    return {day for day in _days(case) if on <= day <= on + timedelta(days=SOON_DAYS)}


def _days(case: Case) -> Iterator[date]:
    yield from (one.last_on for one in appeals.steps(case))
    waiting = OutsideTerm.objects.filter(outcome__case=case, filed_on=None, last_on__isnull=False)
    yield from (row.last_on for row in waiting if row.last_on is not None)
