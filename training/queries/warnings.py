"""What a place in a class has come to in absence and leave."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from schemes.queries import parameters
from training.enums import AttendanceStatus
from training.models import Attendance, Enrolment
from training.queries import attendance


def standing(rows: QuerySet[Enrolment]) -> QuerySet[Any]:
    """Answer places that were not withdrawn, with `absent_count`, `leave_share` and their people.

    A lesson called off counts nowhere; half a lesson is no absence.
    """
    missed = Attendance.objects.filter(
        enrolment=OuterRef("pk"), status=AttendanceStatus.ABSENT, session__cancelled_at=None
    )
    counted = missed.order_by().values("enrolment").annotate(n=Count("pk")).values("n")
    found = attendance.with_rates(rows.filter(withdrawn_at=None))
    return found.annotate(absent_count=Coalesce(Subquery(counted), 0)).select_related(
        "case__subject", "case__cadre", "case__campaign__scheme_version", "training_class__manager"
    )


def most_absences(row: Enrolment) -> int:
    """Answer the scheme's number of absences from which on somebody is told, 0 for none."""
    version = row.case.campaign.scheme_version
    return int(parameters.whole(version.parameters)["warn_absences"])
