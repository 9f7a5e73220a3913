"""Acts on the practice journal."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core import dates
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from training import permissions, regulations
from training.models import JournalEntry, PracticePosting


@transaction.atomic
def write(
    posting: PracticePosting,
    *,
    token: UUID,
    on: date,
    text: str,
    by: Any,
    at: datetime,
    problem: str = "",
    action: str = "",
    result: str = "",
) -> JournalEntry:
    """Write a day's entry. The same token sent again answers the entry that stands.

    :raises RegulationBroken: TR-14 day, TR-24 empty
    :raises StateConflict: the posting is finished
    """
    posting = lock(posting)
    permissions.write_journal.check(by, posting)
    if entry := JournalEntry.objects.filter(token=token, posting=posting).first():
        return entry
    if posting.finished_on:
        raise StateConflict(_("该实践锻炼已经期满鉴定，不能再写日志。"))
    today = dates.legal_day(at)
    regulations.entry_day_fits.check(on, posting.from_on, posting.until_on, today)
    regulations.entry_is_told.check(text)
    entry = JournalEntry.objects.create(
        posting=posting,
        token=token,
        on=on,
        text=text,
        problem=problem,
        action=action,
        result=result,
        written_by=by,
        written_at=at,
    )
    trail.record(entry, "write_journal", by=by, at=at)
    return entry


@transaction.atomic
def remark(entry: JournalEntry, *, remark: str, by: Any, at: datetime) -> JournalEntry:
    """Leave the mentor's remark on an entry, once.

    :raises StateConflict: it was remarked upon before
    """
    entry = lock(entry)
    permissions.remark_journal.check(by, entry)
    if entry.remarked_at:
        raise StateConflict(_("该篇日志已经点评。"))
    entry.remark, entry.remarked_by, entry.remarked_at = remark, by, at
    entry.save()
    trail.record(entry, "remark_journal", by=by, at=at)
    return entry
