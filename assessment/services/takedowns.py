"""撤下: what ends a disclosure before its day, where else it hung, and how it was corrected."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessment import permissions
from assessment.enums import Told
from assessment.models import Disclosure, DisclosureEntry, DisclosurePlace
from assessment.regulations import disclosures as rules
from assessment.services import messages
from core import dates
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from recall.models import Case

_FALLEN = "原决定已经撤销或者变更"


@transaction.atomic
def decline(entry: DisclosureEntry, *, by: Any, at: datetime) -> DisclosureEntry:
    """Say no to being shown, or take a consent back: the name is gone at once.

    :raises RegulationBroken: DS-14, what a law orders needs no consent
    :raises StateConflict: declined before
    """
    permissions.answer_disclosure.check(by, entry)
    rules.consent_is_asked.check(entry.disclosure.footing)
    row = lock(entry)
    if row.declined_at is not None:
        raise StateConflict(_("已经答复过。"))
    row.declined_by, row.declined_at = by, at
    row.save(update_fields=["declined_by", "declined_at"])
    trail.record(row, "decline_disclosure", by=by, at=at)
    return row


@transaction.atomic
def take_down(disclosure: Disclosure, *, reason: str, by: Any, at: datetime) -> Disclosure:
    """Take all names of a disclosure down by order, at once; each person is told.

    :raises RegulationBroken: DS-10, no reason
    :raises StateConflict: nothing stands in it
    """
    permissions.take_down.check(by, disclosure)
    rules.reason_is_told.check(reason)
    row = lock(disclosure)
    on = dates.legal_day(at)
    is_over = row.until_on is None or row.until_on < on
    up = list(row.entries.filter(taken_down_at=None).order_by("pk"))
    if not row.is_approved or is_over or not up:
        raise StateConflict(_("没有正在公示或者将要公示的内容。"))
    for one in up:
        _down(lock(one), reason.strip(), by=by, at=at)
    return row


def _down(row: DisclosureEntry, reason: str, *, by: Any, at: datetime) -> None:
    row.taken_down_by, row.taken_down_at, row.taken_down_reason = by, at, reason
    row.save(update_fields=["taken_down_by", "taken_down_at", "taken_down_reason"])
    trail.record(row, "take_down_name", by=by, at=at)
    messages.tell_disclosed(Told.DISCLOSURE_DOWN, row, by=by, at=at)


def fall(case: Case, *, by: Any, at: datetime) -> list[DisclosureEntry]:
    """Take down what stands of a case whose decision fell; answer what was shown of it till now.

    In the caller's transaction and lock of the case.
    """
    on = dates.legal_day(at)
    rows = DisclosureEntry.objects.filter(case=case)
    shown = list(rows.exposed(on).select_related("disclosure").order_by("pk"))
    standing = rows.filter(
        disclosure__is_approved=True,
        disclosure__until_on__gte=on,
        taken_down_at=None,
        declined_at=None,
    )
    for one in standing.order_by("pk"):
        _down(lock(one), _FALLEN, by=by, at=at)
    return shown


@transaction.atomic
def put_up(
    disclosure: Disclosure, *, title: str, put_up_on: date, by: Any, at: datetime
) -> DisclosurePlace:
    """Write down where else the notice hangs, so that it can be taken down there too.

    :raises RegulationBroken: DS-12
    :raises StateConflict: it is not approved
    """
    permissions.keep_disclosure.check(by, disclosure)
    row = lock(disclosure)
    if not row.is_approved or row.until_on is None:
        raise StateConflict(_("公示还没有批准。"))
    rules.place_in_time.check(put_up_on, row.from_on, min(row.until_on, dates.legal_day(at)))
    made = DisclosurePlace.objects.create(
        disclosure=row, title=title.strip(), put_up_on=put_up_on, put_up_by=by, put_up_at=at
    )
    trail.record(row, "put_up_notice", by=by, at=at, place=made.pk)
    return made


@transaction.atomic
def remove(place: DisclosurePlace, *, removed_on: date, by: Any, at: datetime) -> DisclosurePlace:
    """Write down that a notice came down from where it hung.

    :raises RegulationBroken: DS-12
    :raises StateConflict: removed before
    """
    permissions.keep_disclosure.check(by, place.disclosure)
    row = lock(place)
    if row.removed_at is not None:
        raise StateConflict(_("已经登记撤除。"))
    rules.place_in_time.check(removed_on, row.put_up_on, dates.legal_day(at))
    row.removed_on, row.removed_by, row.removed_at = removed_on, by, at
    row.save(update_fields=["removed_on", "removed_by", "removed_at"])
    trail.record(row.disclosure, "remove_notice", by=by, at=at, place=row.pk)
    return row


@transaction.atomic
def correct(
    entry: DisclosureEntry, *, corrected_on: date, correction: str, by: Any, at: datetime
) -> DisclosureEntry:
    """Write down how a name that fell was corrected where it had been shown.

    :raises RegulationBroken: DS-11
    :raises StateConflict: the decision stands, nothing was shown, or corrected before
    """
    permissions.keep_disclosure.check(by, entry.disclosure)
    lock(entry.case)
    row = lock(entry)
    on = dates.legal_day(at)
    if not DisclosureEntry.objects.owing(on).filter(pk=row.pk).exists():
        raise StateConflict(_("这个姓名不需要更正，或者已经更正。"))
    hanging = row.disclosure.places.filter(removed_at=None).count()
    first = row.disclosure.from_on
    rules.correction_is_told.check(corrected_on, first, on, correction, hanging)
    if row.taken_down_at is None:
        _down(row, _FALLEN, by=by, at=at)
    row.corrected_on, row.correction = corrected_on, correction.strip()
    row.corrected_by, row.corrected_at = by, at
    row.save(update_fields=["corrected_on", "correction", "corrected_by", "corrected_at"])
    trail.record(row, "correct_name", by=by, at=at)
    return row
