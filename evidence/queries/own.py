"""What the practices hold about one person, for that person."""

from typing import Any

from django.db.models import Q, QuerySet

from evidence.models import ComplaintPlan, Problem, TargetPlan, WorkMonth


def problems(user: Any) -> QuerySet[Problem]:
    """Answer the reports about a person, newest first, those struck among them."""
    rows = Problem.objects.filter(cadre__user=user).select_related("item", "checklist")
    return rows.order_by("-from_on", "-pk")


def plans(user: Any) -> QuerySet[TargetPlan]:
    """Answer the plans of yearly targets in which a person has a score, newest first."""
    rows = TargetPlan.objects.filter(items__scores__cadre__user=user).distinct()
    return rows.select_related("unit").order_by("-year", "pk")


def shares(user: Any) -> QuerySet[ComplaintPlan]:
    """Answer the periods in which a complaint or a number of applicants stands for a person."""
    theirs = Q(complaints__cadre__user=user) | Q(served__cadre__user=user)
    return ComplaintPlan.objects.filter(theirs).distinct().order_by("-from_on", "pk")


def months(user: Any) -> QuerySet[WorkMonth]:
    """Answer the months of a person's attendance at work, newest first."""
    return WorkMonth.objects.told_to(user).order_by("-month")
