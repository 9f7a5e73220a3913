"""Documents that did not come out as they should, for the admin of the county they belong to."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from accounts.enums import Role
from core.documents.models import Document
from core.jobs.models import Job, JobState
from units.models import Jurisdiction

PATIENCE = timedelta(minutes=2)


def troubled(user: Any, *, at: datetime) -> QuerySet[Job]:
    """Answer the document jobs of the user's counties that failed or wait too long."""
    counties = user.counties(Role.COUNTY_ADMIN)
    if not counties:
        return Job.objects.none()
    codes = Jurisdiction.objects.filter(pk__in=counties).values("code")
    documents = Document.objects.filter(scope__in=codes, state__in=["PENDING", "FAILED"])
    wrong = ~Q(last_error="") | Q(state=JobState.DEAD) | Q(created_at__lt=at - PATIENCE)
    return (
        Job.objects.exclude(state=JobState.DONE)
        .filter(wrong, kind="documents.render")
        .filter(payload__document_id__in=list(documents.values_list("pk", flat=True)[:1000]))
        .order_by("-created_at")
    )
