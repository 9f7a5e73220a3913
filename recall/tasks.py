"""Jobs of this floor, by name."""

from datetime import datetime

from accounts.services import accounts
from core.jobs import outbox, registry
from core.jobs.models import Job
from core.notify import quiet
from core.workflow import terms
from evidence.services.terms import TERMS as PRACTICES
from recall.models import Redaction, YearCalendar
from recall.queries import calendars
from recall.services import clocks, hearings, messages
from recall.services.terms import TERMS


@registry.handler("recall.redraw", lane="terms")
def redraw(job: Job, at: datetime) -> object:
    """Work running terms out again by a calendar that was confirmed; another process did that."""
    row = YearCalendar.objects.select_related("confirmed_by").get(pk=job.payload["pk"])
    calendars.forget()
    told = {"year": row.year, "by": row.confirmed_by, "at": at}
    is_full = clocks.redraw(**told) == clocks.SLICE
    is_full |= terms.redraw((*TERMS, *PRACTICES), **told) == terms.SLICE
    return registry.MORE if is_full else None


@registry.handler("recall.redact", lane="redact")
def redact(job: Job, at: datetime) -> None:
    """Burn a black-out into a copy of its file."""
    row = Redaction.objects.select_related("by").get(pk=job.payload["pk"])
    hearings.make_copy(row, by=row.by, at=at)


@registry.chore
def begin_day(at: datetime) -> None:
    """Leave the day's reminders."""
    outbox.once_a_day("recall.remind", lane="terms", hour=quiet.ENDS.hour, at=at)


@registry.handler("recall.remind", lane="terms")
def remind(job: Job, at: datetime) -> object:
    """Tell whose turn it is of terms that end soon or are over, slice by slice."""
    after = job.payload.get("after", 0)
    done = messages.remind(after=after, by=accounts.system_user(), at=at)
    if done.after is None:
        return None
    job.payload = {"after": done.after}
    return registry.MORE
