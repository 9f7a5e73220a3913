"""Acts on the practice journal."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core import dates
from core.audit import trail
from core.errors import DomainError, StateConflict
from core.workflow.engine import lock
from evidence.models import EvidenceFile
from evidence.services import files
from training import permissions, regulations
from training.models import JournalEntry, JournalPhoto, PracticePosting
from training.queries import postings
from training.regulations import journals as rules
from training.services import photos as pictures


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
    photos: Sequence[bytes] = (),
) -> JournalEntry:
    """Write a day's entry with its photos, all or nothing. The same token sent again answers the
    entry that stands, so a page may be sent as often as the network breaks.

    :raises RegulationBroken: TR-14 day, TR-24 empty, JN-01 paused, JN-02 to JN-06 photos, token
    :raises StateConflict: the posting is finished
    """
    posting = lock(posting)
    permissions.write_journal.check(by, posting)
    if entry := JournalEntry.objects.filter(token=token).first():
        rules.token_is_own.check(entry.posting_id != posting.pk)
        return entry
    if posting.finished_on:
        raise StateConflict(_("该实践锻炼已经期满鉴定，不能再写日志。"))
    _require_day(posting, on, dates.legal_day(at))
    regulations.entry_is_told.check(text)
    rules.photos_are_few.check(len(photos))
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
    _keep(entry, photos, by=by, at=at)
    trail.record(entry, "write_journal", by=by, at=at, photos=len(photos))
    return entry


def _require_day(posting: PracticePosting, on: date, today: date) -> None:
    regulations.entry_day_fits.check(on, posting.from_on, posting.until_on, today)
    rules.day_is_not_paused.check(postings.stands_still(posting, on))


def _keep(entry: JournalEntry, photos: Sequence[bytes], *, by: Any, at: datetime) -> None:
    """Keep the photos; all are judged before the first is written, so a bad one leaves no file."""
    small = [pictures.reduced(content) for content in photos]
    kept: list[EvidenceFile] = []
    try:
        for content in small:
            kept.append(files.store(content, title=_("实践日志照片"), by=by, at=at))
    except DomainError:  # the day's quota: the rows roll back, the bytes must go as well
        for file in kept:
            files.discard(file)
        raise
    JournalPhoto.objects.bulk_create(
        JournalPhoto(entry=entry, number=number, file=file)
        for number, file in enumerate(kept, start=1)
    )


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
