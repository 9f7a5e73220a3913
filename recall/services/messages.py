"""What this floor tells people of. The person concerned is told of nothing before its stage:
core.notify leaves out whoever may not read the row."""

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction

from accounts.enums import Role
from accounts.queries import users
from core import dates
from core.documents.models import Document
from core.notify import telling
from core.permissions import Rule
from recall import permissions
from recall.enums import ClockKind, Told
from recall.enums.papers import PaperTold
from recall.models import Case, Clock, Enquiry, Nomination
from recall.queries import clocks

_TURN = {
    ClockKind.VERIFY: {Role.VERIFIER},
    ClockKind.REPLY: {Role.VERIFIER},
    ClockKind.DECIDE: {Role.DECIDER},
    ClockKind.SERVE: {Role.COUNTY_ADMIN},
    ClockKind.ASSESS: {Role.CLASS_MANAGER},
    ClockKind.OUTCOME: {Role.DECIDER},
    ClockKind.INFORM: {Role.COUNTY_ADMIN, Role.CLASS_MANAGER},
    ClockKind.ADMIT: {Role.APPEAL_HANDLER},
    ClockKind.ANSWER: {Role.APPEAL_HANDLER},
    ClockKind.TELL: {Role.APPEAL_HANDLER},
    ClockKind.REVERSE: {Role.COUNTY_ADMIN},
}
SLICE = 200  # terms in one transaction
_UP = {1: {Role.COUNTY_ADMIN}, 2: {Role.COUNTY_ADMIN, Role.DECIDER}}


def turn(kind: str) -> set[Role]:
    """Answer the roles whose turn it is while a kind of term runs."""
    return _TURN[ClockKind(kind)]


def tell_submitted(nomination: Nomination, *, by: Any, at: datetime) -> None:
    """Tell the verifiers who may verify it: none of the unit, of the kin, or recused."""
    people = _verifiers(nomination, permissions.verify_nomination, at)
    occasion = str(nomination.submission_count)
    telling.tell(Told.TO_VERIFY, nomination, to=people, occasion=occasion, by=by, at=at)


def _verifiers(nomination: Nomination, rule: Rule, at: datetime) -> list[Any]:
    """Answer the county's verifiers whom a rule lets act on a nomination."""
    on = dates.legal_day(at)
    people = users.holders(Role.VERIFIER, county_id=nomination.county_id, on=on)
    return [user for user in people if rule.allows(user, nomination)]


def tell_returned(nomination: Nomination, *, by: Any, at: datetime) -> None:
    """Tell clerk and head of the unit that a nomination came back."""
    on = dates.legal_day(at)
    people = users.unit_holders(Role.UNIT_CLERK, Role.UNIT_HEAD, unit_id=nomination.unit_id, on=on)
    occasion = str(nomination.submission_count)
    telling.tell(Told.NOMINATION_RETURNED, nomination, to=people, occasion=occasion, by=by, at=at)


def tell_asked(enquiry: Enquiry, *, by: Any, at: datetime) -> None:
    """Tell clerk and head of the unit that verification asks something besides."""
    on, unit = dates.legal_day(at), enquiry.nomination.unit_id
    people = users.unit_holders(Role.UNIT_CLERK, Role.UNIT_HEAD, unit_id=unit, on=on)
    telling.tell(Told.UNIT_ASKED, enquiry, to=people, by=by, at=at)


def tell_answered(enquiry: Enquiry, *, by: Any, at: datetime) -> None:
    """Tell whoever asked that the unit answered."""
    telling.tell(Told.UNIT_ANSWERED, enquiry, to=[enquiry.asked_by], by=by, at=at)


def tell_alleged(nomination: Nomination, *, by: Any, at: datetime) -> None:
    """Tell the person that they are asked to reply: the allegation was served just now."""
    telling.tell(Told.ALLEGATION_TOLD, nomination, to=[nomination.subject], by=by, at=at)


def tell_paper_came(nomination: Nomination, document: Document, *, by: Any, at: datetime) -> None:
    """Tell who may confirm it that the person's word came on paper, once for each form.

    Without this the reply term would run on over a word that lies in the scans (HR-28).
    """
    people, occasion = _verifiers(nomination, permissions.hear_nomination, at), str(document.pk)
    telling.tell(PaperTold.CAME, nomination, to=people, occasion=occasion, by=by, at=at)


def tell_paper_taken(nomination: Nomination, *, by: Any, at: datetime) -> None:
    """Tell the person that what they wrote on paper stands as their word."""
    telling.tell(PaperTold.TAKEN, nomination, to=[nomination.subject], by=by, at=at)


def tell_served(case: Case, *, by: Any, at: datetime) -> None:
    """Tell the person that the notice, now served, can be read here as well."""
    telling.tell(Told.NOTICE_SERVED, case, to=[case.subject], by=by, at=at)


class Slice(NamedTuple):
    """How many messages a slice of terms left, and after which id the next begins, None if none."""

    told: int
    after: int | None


@transaction.atomic
def remind(*, after: int = 0, by: Any, at: datetime) -> Slice:
    """Tell those whose turn it is of the next terms that end soon or are over, two hundred at most.

    A term that is over is told of once at each step up (recall.queries.clocks.level). Once a day
    is often enough, and twice does no harm.

    :param after: id of the last term of the slice before
    """
    on, people = dates.legal_day(at), _People(dates.legal_day(at))
    rows = Clock.objects.running().select_related("cadre", "nomination__subject")
    near = clocks.viewed(rows, "soon", on) | clocks.lately_late(rows, on)
    found = list(near.filter(pk__gt=after).order_by("pk")[:SLICE])
    late = {row.pk for row in found if row.due_on is not None and row.due_on < on}
    told = sum(
        _late(row, people, on, by, at) if row.pk in late else _soon(row, people, by, at)
        for row in found
    )
    return Slice(told, found[-1].pk if len(found) == SLICE else None)


def _soon(row: Clock, people: "_People", by: Any, at: datetime) -> int:
    told = {"occasion": str(row.due_on), "by": by, "at": at}
    office = people.of(row.county_id, turn(row.kind))
    count = telling.tell(Told.TERM_SOON, row, to=office, **told)
    if row.kind == ClockKind.REPLY and row.nomination is not None:
        person = [row.nomination.subject]
        count += telling.tell(Told.REPLY_SOON, row.nomination, to=person, **told)
    return count


def _late(row: Clock, people: "_People", on: date, by: Any, at: datetime) -> int:
    level = clocks.level(row, on)
    office = people.of(row.county_id, turn(row.kind) | _UP[level])
    occasion = f"{row.due_on}:{level}"
    return telling.tell(Told.TERM_LATE, row, to=office, occasion=occasion, by=by, at=at)


class _People:
    """The holders of roles in counties on a day, each asked for once."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.known: dict[Any, list[Any]] = {}

    def of(self, county_id: int, roles: set[Role]) -> list[Any]:
        key = county_id, frozenset(roles)
        if key not in self.known:
            found = users.holders(*sorted(roles), county_id=county_id, on=self.on)
            self.known[key] = list(found)
        return self.known[key]
