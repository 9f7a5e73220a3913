"""Acts on invitations: somebody without an account, a link, a code told once."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hmac import compare_digest
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.services import accounts
from core import dates
from core.audit import trail
from core.sealing.boxes import fingerprint
from core.workflow.engine import lock
from evidence.services.polls import code_of
from recall.models import Case
from training import regulations as common
from training.enums import GuestRole
from training.models import Guest, PracticePosting, Session, TrainingClass
from training.models.guests import WRONG_CODES
from training.permissions import guests as permissions
from training.queries import guests
from training.regulations import guests as regulations

LINK_LENGTH = 24
CODE_DIGITS = 8
CODE_GOOD_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Slip:
    """What is handed over once and kept nowhere: the link's secret (none if it stays), the code."""

    guest: Guest
    link: str
    code: str


@transaction.atomic
def invite_host(posting: PracticePosting, *, name: str, by: Any, at: datetime) -> Slip:
    """Invite the host unit's contact for one posting.

    :raises RegulationBroken: GA-01 over, GA-02 one is invited, GA-03 the trainee themself
    """
    posting = lock(posting)
    permissions.invite.check(by, posting)
    _require_going_on(posting, at)
    regulations.one_host_is_invited.check(guests.hosts_of(posting).count())
    regulations.guest_is_another.check(name, posting.case.cadre.name)
    user = accounts.open_guest(name=name, by=by, at=at)
    row = _of_posting(posting, user, GuestRole.HOST, by=by, at=at)
    return _issue(row, is_new_link=True, by=by, at=at)


def _of_posting(posting: PracticePosting, user: User, role: str, *, by: Any, at: datetime) -> Guest:
    told = {
        "posting": posting,
        "unit_id": posting.host_unit_id,
        "county_id": posting.case.county_id,
    }
    row = Guest.objects.create(user=user, role=role, invited_by=by, invited_at=at, **told)
    trail.record(row, "invite_guest", by=by, at=at, role=role)
    return row


def mentor_without_account(
    case: Case, *, name: str, unit: Any, span: tuple[date, date], by: Any, at: datetime
) -> User:
    """Open the account of a mentor who has none, inside the act that names them.

    :raises RegulationBroken: GA-03 the trainee themself, TR-06 who is so called guides three there
    """
    regulations.guest_is_another.check(name, case.cadre.name)
    require_room(name, unit, span)
    return accounts.open_guest(name=name, by=by, at=at)


def require_room(name: str, unit: Any, span: tuple[date, date]) -> None:
    """Refuse who has no account and guides three in a unit already, by name; the unit is locked.

    :raises RegulationBroken: TR-06
    """
    lock(unit)  # two clerks may not fill the last place at once
    common.mentor_has_room.check(guests.namesakes_load(name, unit, *span))


@transaction.atomic
def note_mentor(posting: PracticePosting, *, by: Any, at: datetime) -> PracticePosting:
    """Keep that a posting's mentor has no account of their own: a link can be issued to them."""
    note_coming(posting, posting.mentor, by=by, at=at)
    return posting


def note_coming(posting: PracticePosting, mentor: User, *, by: Any, at: datetime) -> None:
    """Keep, inside the caller's act, that who is or is to be a mentor has no account."""
    if mentor.is_guest:
        _of_posting(posting, mentor, GuestRole.MENTOR, by=by, at=at)


def leave(posting: PracticePosting, mentor: User, *, by: Any, at: datetime) -> None:
    """Take back a mentor's invitation to a posting, inside the act that ends their part in it."""
    rows = posting.guests.filter(user=mentor, revoked_at=None)
    for guest in rows.select_for_update(of=("self",)):
        _revoked(guest, by=by, at=at)


@transaction.atomic
def invite_teacher(training_class: TrainingClass, *, teacher: Any, by: Any, at: datetime) -> Slip:
    """Invite a teacher to take the roll of their own lessons in a class.

    :raises RegulationBroken: GA-01 over, GA-07 no lesson here or invited before
    """
    training_class = lock(training_class)
    permissions.invite.check(by, training_class)
    last = guests.class_ends_on(training_class)
    regulations.still_goes_on.check(last, dates.legal_day(at))
    lessons = Session.objects.standing().filter(training_class=training_class, lecturer=teacher)
    invited = training_class.guests.filter(teacher=teacher).count()
    regulations.teaches_here.check(lessons.count(), invited)
    user = accounts.open_guest(name=teacher.name, by=by, at=at)
    told = {"training_class": training_class, "county_id": training_class.county_id}
    row = Guest.objects.create(
        user=user,
        role=GuestRole.TEACHER,
        teacher=teacher,
        invited_by=by,
        invited_at=at,
        **told,
    )
    trail.record(row, "invite_guest", by=by, at=at, role=row.role)
    return _issue(row, is_new_link=True, by=by, at=at)


@transaction.atomic
def issue_slip(guest: Guest, *, by: Any, at: datetime) -> Slip:
    """Make a new link and code; what was handed over before opens nothing, sessions end.

    :raises RegulationBroken: GA-01 over, GA-02 another contact was invited meanwhile
    """
    guest = _locked(guest, by=by, at=at)
    if guest.role == GuestRole.HOST:
        others = guests.hosts_of(guest.posting).exclude(pk=guest.pk)  # type: ignore[arg-type]
        regulations.one_host_is_invited.check(others.count())
    return _issue(guest, is_new_link=True, by=by, at=at)


@transaction.atomic
def issue_code(guest: Guest, *, by: Any, at: datetime) -> Slip:
    """Make a new code for the link that was handed over, to be told apart; sessions end.

    :raises RegulationBroken: GA-01 over, GA-05 revoked or never issued
    """
    guest = _locked(guest, by=by, at=at)
    regulations.link_stands.check(bool(guest.link_key))
    return _issue(guest, is_new_link=False, by=by, at=at)


def _locked(guest: Guest, *, by: Any, at: datetime) -> Guest:
    if guest.posting is not None:
        lock(guest.posting)
    guest = lock(guest)
    permissions.invite.check(by, guest)
    on = dates.legal_day(at)
    regulations.still_goes_on.check(guests.ends_on(guest, on=on), on)
    return guest


def _require_going_on(posting: PracticePosting, at: datetime) -> None:
    on = dates.legal_day(at)
    regulations.still_goes_on.check(guests.posting_ends_on(posting, on=on), on)


def _issue(guest: Guest, *, is_new_link: bool, by: Any, at: datetime) -> Slip:
    link, code = "", f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    if is_new_link:
        link = code_of(LINK_LENGTH)
        guest.link_key = link_key_of(link)
    guest.code_key, guest.code_until_at = _code_key_of(guest, code), at + CODE_GOOD_FOR
    guest.wrong_count, guest.revoked_by, guest.revoked_at = 0, None, None
    guest.save()
    accounts.let_in(guest.user, is_open=True, by=by, at=at)
    act = "issue_guest_slip" if is_new_link else "issue_guest_code"
    trail.record(guest, act, by=by, at=at)
    return Slip(guest, link, code)


@transaction.atomic
def revoke(guest: Guest, *, by: Any, at: datetime) -> Guest:
    """Take an invitation back at once: link and code open nothing, every session ends."""
    guest = lock(guest)
    permissions.invite.check(by, guest)
    return _revoked(guest, by=by, at=at)


def follow_transfer(posting: PracticePosting, *, by: Any, at: datetime) -> None:
    """Take back what was given for a posting, inside the act that moved it to others."""
    for guest in posting.guests.filter(revoked_at=None).select_for_update(of=("self",)):
        _revoked(guest, by=by, at=at)
    note_mentor(posting, by=by, at=at)


def _revoked(guest: Guest, *, by: Any, at: datetime) -> Guest:
    guest.link_key, guest.code_key, guest.code_until_at = None, "", None
    guest.revoked_by, guest.revoked_at = by, at
    guest.save()
    accounts.let_in(guest.user, is_open=False, by=by, at=at)
    trail.record(guest, "revoke_guest", by=by, at=at)
    return guest


@transaction.atomic
def try_code(link: str, *, code: str, moment: datetime) -> Guest | None:
    """Burn the code of a link and answer whose it was; None for every reason to refuse.

    A wrong code is counted and the count stays, so None is answered and nothing raised; the fifth
    locks the code until a new one is issued. No `by`: whoever tries is not known yet.
    """
    guest = guests.by_link(link_key_of(link)).select_for_update(of=("self",)).first()
    if guest is None or not guests.is_usable(guest, at=moment):
        return None
    if guest.wrong_count >= WRONG_CODES:
        return None
    if not compare_digest(guest.code_key, _code_key_of(guest, code)):
        _note_wrong(guest, moment)
        return None
    if guests.standing_of(guest.user, on=dates.legal_day(moment)) is None:
        return None
    guest.code_key, guest.code_until_at, guest.opened_at = "", None, moment
    guest.save()
    trail.record(guest, "open_guest_session", by=guest.user, at=moment)
    return guest


def _note_wrong(guest: Guest, moment: datetime) -> None:
    guest.wrong_count += 1  # the row is locked
    guest.save(update_fields=["wrong_count"])
    if guest.wrong_count == WRONG_CODES:
        trail.record(guest, "lock_guest_code", by=accounts.system_user(), at=moment)


def link_key_of(link: str) -> str:
    """Answer the keyed hash under which a link is known; blanks and case do not count."""
    kept = "".join(sign for sign in link.upper() if sign.isalnum())
    return fingerprint(f"guest-link:{kept}")


def _code_key_of(guest: Guest, code: str) -> str:
    kept = "".join(sign for sign in code if sign.isdigit())
    return fingerprint(f"guest-code:{guest.pk}:{kept}")
