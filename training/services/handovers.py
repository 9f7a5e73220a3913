"""Acts on the change of a mentor: opened by the department, signed by both or refused."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import dates
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from training import regulations as common
from training.models import MentorHandover, PracticePosting
from training.permissions import handovers as permissions
from training.permissions import practice
from training.regulations import mentors as regulations
from training.services import guests, mentors, messages


@transaction.atomic
def open_(
    posting: PracticePosting,
    *,
    mentor: Any,
    reason: str,
    note: str,
    absence: str = "",
    by: Any,
    at: datetime,
) -> MentorHandover:
    """Ask two mentors to hand a person over at the same place; nothing changes before both sign.

    :param mentor: an account, or the name of who has none: an account is opened, without a link yet
    :param absence: why who leaves cannot sign; empty: they sign
    :raises RegulationBroken: TR-06 full, TR-07 own mentor, MT-01 kin, MT-02 nominator, MT-03 not
        told, MT-04 the same, TR-40 suspended
    :raises StateConflict: finished, or one waits for signatures already
    """
    posting = _changeable(posting, by=by)
    regulations.handover_is_told.check(reason, note)
    regulations.mentor_is_new.check(getattr(mentor, "pk", None), posting.mentor_id)
    unit, span = posting.host_unit, _span(posting)
    mentor = mentors.settle(posting.case, mentor, unit=unit, span=span, by=by, at=at)
    row = MentorHandover.objects.create(
        posting=posting,
        from_mentor_id=posting.mentor_id,
        to_mentor=mentor,
        reason=reason,
        note=note,
        absence=absence,
        opened_by=by,
        opened_at=at,
    )
    guests.note_coming(posting, mentor, by=by, at=at)
    trail.record(row, "open_handover", by=by, at=at)
    messages.tell_handover(row, by=by, at=at)
    return row


def _changeable(posting: PracticePosting, *, by: Any) -> PracticePosting:
    posting = lock(posting)
    practice.change_posting.check(by, posting)
    if posting.finished_on:
        raise StateConflict(_("该实践锻炼已经期满鉴定。"))
    if MentorHandover.objects.open().filter(posting=posting).exists():
        raise StateConflict(_("已有一份带教交接在等签字，请先办完或者撤回。"))
    common.case_goes_on.check(posting.held_from_on is not None)
    return posting


@transaction.atomic
def sign(handover: MentorHandover, *, by: Any, at: datetime) -> MentorHandover:
    """Sign as who leaves or who comes; with the last signature the person has the new mentor.

    :raises RegulationBroken: as `open_`, for who filled up or was tied to the person meanwhile
    :raises StateConflict: ended, or signed before
    """
    handover = _locked(handover)
    permissions.sign_handover.check(by, handover)
    _require_open(handover)
    column = "left_at" if by.pk == handover.from_mentor_id else "taken_at"
    if getattr(handover, column):
        raise StateConflict(_("您已经签过字。"))
    setattr(handover, column, at)
    trail.record(handover, "sign_handover", by=by, at=at)
    if handover.is_signed:
        return _complete(handover, by=by, at=at)
    handover.save(update_fields=[column])
    return handover


def _complete(handover: MentorHandover, *, by: Any, at: datetime) -> MentorHandover:
    posting, mentor = handover.posting, handover.to_mentor
    common.case_goes_on.check(posting.held_from_on is not None)
    mentors.require_still(posting.case, mentor, unit=posting.host_unit, span=_span(posting))
    handover.done_on = dates.legal_day(at)
    handover.save(update_fields=["left_at", "taken_at", "done_on"])
    posting.mentor = mentor
    posting.save(update_fields=["mentor"])
    guests.leave(posting, handover.from_mentor, by=by, at=at)
    trail.record(posting, "change_mentor", by=by, at=at, handover=handover.pk)
    messages.tell_mentor_changed(handover, by=by, at=at)
    return handover


@transaction.atomic
def refuse(handover: MentorHandover, *, refusal: str, by: Any, at: datetime) -> MentorHandover:
    """Refuse as who leaves or who comes: the mentor stays, the department reads why.

    :raises StateConflict: ended
    """
    handover = _locked(handover)
    permissions.sign_handover.check(by, handover)
    _require_open(handover)
    handover.refusal, handover.refused_by, handover.refused_at = refusal, by, at
    handover.save(update_fields=["refusal", "refused_by", "refused_at"])
    guests.leave(handover.posting, handover.to_mentor, by=by, at=at)
    trail.record(handover, "refuse_handover", by=by, at=at)
    messages.tell_handover_refused(handover, by=by, at=at)
    return handover


@transaction.atomic
def withdraw(handover: MentorHandover, *, by: Any, at: datetime) -> MentorHandover:
    """Take a handover back before both have signed.

    :raises StateConflict: ended
    """
    handover = _locked(handover)
    permissions.withdraw_handover.check(by, handover)
    _require_open(handover)
    return _withdrawn(handover, by=by, at=at)


def fall(posting: PracticePosting, *, by: Any, at: datetime) -> None:
    """Take back what waits for signatures, inside the act that moved or finished the posting."""
    for row in MentorHandover.objects.open().filter(posting=posting).select_for_update():
        _withdrawn(row, by=by, at=at)


def _withdrawn(row: MentorHandover, *, by: Any, at: datetime) -> MentorHandover:
    row.withdrawn_by, row.withdrawn_at = by, at
    row.save(update_fields=["withdrawn_by", "withdrawn_at"])
    if row.to_mentor_id != row.posting.mentor_id:  # a transfer may have named the same person
        guests.leave(row.posting, row.to_mentor, by=by, at=at)
    trail.record(row, "withdraw_handover", by=by, at=at)
    return row


def _locked(handover: MentorHandover) -> MentorHandover:
    posting = lock(handover.posting)
    handover = lock(handover)
    handover.posting = posting
    return handover


def _require_open(handover: MentorHandover) -> None:
    if not handover.is_open:
        raise StateConflict(_("这份带教交接已经办结。"))


def _span(posting: PracticePosting) -> tuple[date, date]:
    return posting.from_on, posting.until_on
