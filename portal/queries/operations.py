"""Jobs that did not do their work in time.

The system administrator sees all of them, a county's administrator the documents of the county.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.enums import Role
from core.documents.models import Document
from core.jobs import worker
from core.jobs.models import Job, JobState
from core.notify.models import Message
from units.models import Jurisdiction

PATIENCE = timedelta(minutes=2)
JOB_DEAD = "job_dead"  # the kind of message (core.notify)


def troubled(user: Any, *, at: datetime) -> QuerySet[Job]:
    """Answer the jobs that failed or wait too long, as far as they are the user's to mend."""
    wrong = ~Q(last_error="") | Q(state=JobState.DEAD) | Q(created_at__lt=at - PATIENCE)
    rows = Job.objects.exclude(state=JobState.DONE).filter(wrong).order_by("-created_at", "-pk")
    if user.duty == Role.SYSTEM_ADMIN:
        return rows
    counties = user.counties(Role.COUNTY_ADMIN)
    if not counties:
        return Job.objects.none()
    codes = Jurisdiction.objects.filter(pk__in=counties).values("code")
    documents = Document.objects.filter(scope__in=codes, state__in=["PENDING", "FAILED"])
    ids = list(documents.values_list("pk", flat=True)[:1000])
    return rows.filter(kind="documents.render", payload__document_id__in=ids)


def untold(*, at: datetime) -> QuerySet[Job]:
    """Answer the jobs given up in the last day of which nobody has been told since.

    A job's `next_at` is the end of the lease of its last try, seconds after it died.
    """
    told = Message.objects.filter(
        kind=JOB_DEAD,
        row_kind="jobs.job",
        row_id=OuterRef("pk"),
        created_at__gt=OuterRef("next_at") - worker.LEASE,
    )
    recent = Job.objects.dead().filter(next_at__gt=at - timedelta(days=1))
    return recent.exclude(Exists(told)).order_by("pk")


def states(at: datetime) -> dict[str, int]:
    """Answer how many jobs wait, were given up, and were done in the last 24 hours."""
    day = at - timedelta(days=1)
    return Job.objects.aggregate(
        due=Count("pk", filter=Q(state=JobState.DUE)),
        dead=Count("pk", filter=Q(state=JobState.DEAD)),
        done=Count("pk", filter=Q(state=JobState.DONE, done_at__gte=day)),
    )
