"""Paper ballots by two people, and the count."""

import hashlib
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from evidence import permissions, regulations
from evidence.enums import PollState
from evidence.models import PaperSheet, Poll, UrnBallot
from evidence.queries import polls

_COUNT = """
    INSERT INTO evidence_pollcount (subject_id, group_id, option, number)
    SELECT s.id, b.group_id, m.value, count(*)
    FROM evidence_ballot b
    JOIN evidence_pollgroup g ON g.id = b.group_id AND g.poll_id = %s
    CROSS JOIN LATERAL jsonb_each_text(b.marks) m
    JOIN evidence_pollsubject s ON s.poll_id = g.poll_id AND s.position::text = m.key
    WHERE b.is_valid GROUP BY s.id, b.group_id, m.value
"""


def _closed(poll: Poll, by: Any) -> Poll:
    poll = lock(poll)
    permissions.organise_poll.check(by, poll)
    regulations.poll_stands.check(poll)
    if poll.state != PollState.CLOSED:
        raise StateConflict(_("当前状态为“%(state)s”。") % {"state": poll.state.label})
    return poll


@transaction.atomic
def enter_paper(
    poll: Poll, *, group: Any, number: int, marks: dict[str, str], by: Any, at: datetime
) -> PaperSheet:
    """Enter one paper ballot; the second entry by another person puts it into the urn.

    Two entries that differ stay beside each other until somebody has it entered anew.

    :param marks: empty for a ballot that is void on paper
    :raises RegulationBroken: BL-07 marks, BL-10 the same person twice, BL-16 no place left
    """
    poll = _closed(poll, by)
    regulations.marks_fit.check(poll, marks, polls.positions(poll))
    sheet = PaperSheet.objects.select_for_update().filter(group=group, number=number).first()
    if sheet is None:
        regulations.a_paper_place_is_left.check(polls.paper_places_left(group))
        sheet = PaperSheet(group=group, number=number)
    if sheet.second_by_id:
        raise StateConflict(_("这张纸质票已经录入两遍。"))
    if sheet.first_by_id is None:
        sheet.first_marks, sheet.first_by, sheet.first_at = marks, by, at
        sheet.save()
    else:
        regulations.entered_by_another.check(sheet.first_by_id, by)
        sheet.second_marks, sheet.second_by, sheet.second_at = marks, by, at
        _settle(sheet)
    trail.record(poll, "enter_paper", by=by, at=at, group=group.pk, number=number)
    return sheet


def _settle(sheet: PaperSheet) -> None:
    """Save a second entry. One like the first goes into the urn, after its sheet forgot it: the
    urn takes no more paper ballots than there are settled sheets.
    """
    marks = sheet.first_marks or {}
    if sheet.first_marks == sheet.second_marks:
        sheet.first_marks = sheet.second_marks = None
        sheet.is_settled = True
    sheet.save()
    if sheet.is_settled:
        UrnBallot(group=sheet.group, marks=marks, is_valid=bool(marks)).save(force_insert=True)


@transaction.atomic
def enter_again(poll: Poll, *, sheet: PaperSheet, by: Any, at: datetime) -> PaperSheet:
    """Forget two entries that differ; the paper is then entered twice anew."""
    poll = _closed(poll, by)
    sheet = lock(sheet)
    if sheet.is_settled:
        raise StateConflict(_("这张纸质票已经录入两遍。"))
    sheet.first_marks = sheet.first_by = sheet.first_at = None
    sheet.second_marks = sheet.second_by = sheet.second_at = None
    sheet.save()
    trail.record(poll, "enter_paper_again", by=by, at=at, number=sheet.number)
    return sheet


@transaction.atomic
def count(poll: Poll, *, by: Any, at: datetime) -> Poll:
    """Open the urn, count, and put the hash of the published list on record.

    :raises RegulationBroken: BL-11 paper not settled, BL-12 fewer than five valid ballots
    """
    poll = _closed(poll, by)
    regulations.papers_are_settled.check(polls.unsettled(poll).count())
    with connection.cursor() as cursor:
        cursor.execute("SELECT evidence_open_urn(%s)", [poll.pk])
        regulations.enough_ballots.check(cursor.fetchone()[0])
        cursor.execute(_COUNT, [poll.pk])
    _note_turnout(poll)
    poll.counted_by, poll.counted_at = by, at
    poll.tally_hash = hashlib.sha256(polls.ballot_list(poll).encode()).hexdigest()
    poll.save(update_fields=["counted_by", "counted_at", "tally_hash"])
    trail.record(poll, "count_poll", by=by, at=at, sha256=poll.tally_hash)
    return poll


def _note_turnout(poll: Poll) -> None:
    """Write how many came back of each group's roll, and how many valid ballots it reports."""
    sizes, unused, valid = polls.sizes(poll), polls.unused(poll), polls.valid_counts(poll)
    for group in poll.groups.all():
        group.used_count = sizes.get(group.pk, 0) - unused.get(group.pk, 0)
        group.valid_count = valid.get(group.pk, 0)
        group.save(update_fields=["used_count", "valid_count"])
