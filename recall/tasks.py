"""Jobs of this floor, by name."""

from datetime import datetime

from core.jobs import registry
from core.jobs.models import Job
from recall.models import YearCalendar
from recall.queries import calendars
from recall.services import clocks


@registry.handler("recall.redraw", lane="terms")
def redraw(job: Job, at: datetime) -> None:
    """Work running terms out again by a calendar that was confirmed; another process did that."""
    row = YearCalendar.objects.select_related("confirmed_by").get(pk=job.payload["pk"])
    calendars.forget()
    clocks.redraw(years={row.year}, by=row.confirmed_by, at=at)
