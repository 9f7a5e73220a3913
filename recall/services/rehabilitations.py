"""澄清正名: opened with a letter, told line by line, closed when every line is done."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from core import dates
from core.audit import trail
from core.documents import rendering
from core.errors import StateConflict
from core.workflow.engine import lock
from recall import permissions
from recall.enums import ClearingKind, Wrong
from recall.models import ClearingLine, Nomination, Rehabilitation
from recall.queries import rehabilitations
from recall.regulations import rehabilitations as rules
from recall.services import clearing_signals
from schemes.queries import wordings
from units.queries import units

_RESULTS = {
    Wrong.NOT_MATCHED: "经组织部门核实，所提事项不符合召回情形，提名已经终止",
    Wrong.NOT_RECALLED: "经集体研究，决定不予召回，提名已经终止",
    Wrong.WITHDRAWN: "提名单位已将提名撤回，组织部门未作任何认定",
    Wrong.REVOKED: "经集体研究，原召回决定已经撤销，自始不作为对您的评价",
}


@transaction.atomic
def open_(
    nomination: Nomination, *, scope: str, by: Any, at: datetime, others: str = ""
) -> Rehabilitation:
    """Open the clearing of a nomination that did not stand, and ask for the letter.

    :param scope: in which circle the nomination was known
    :param others: who else is told, by role or circle and never by name
    :raises RegulationBroken: RH-01 it stands or is undecided, RH-02 no scope
    :raises StateConflict: opened before
    """
    nomination = lock(nomination)
    permissions.clear_name.check(by, nomination)
    found = rehabilitations.wrong(nomination)
    rules.was_wrong.check(found)
    rules.scope_is_told.check(scope)
    if Rehabilitation.objects.filter(nomination=nomination).exists():
        raise StateConflict(_("这件的澄清正名已经登记。"))
    wrong = Wrong(str(found))  # RH-01
    row = Rehabilitation.objects.create(
        nomination=nomination,
        county_id=nomination.county_id,
        cadre_id=nomination.cadre_id,
        wrong=wrong,
        scope=scope.strip(),
        others=others.strip(),
        letter=_letter(nomination, wrong, scope.strip(), by=by, at=at),
        opened_by=by,
        opened_at=at,
    )
    kinds = _kinds(has_others=bool(row.others))
    ClearingLine.objects.bulk_create(ClearingLine(rehabilitation=row, kind=k) for k in kinds)
    clearing_signals.propose_all(row)
    trail.record(row, "open_rehabilitation", by=by, at=at, nomination=nomination.pk)
    return row


def _kinds(*, has_others: bool) -> list[ClearingKind]:
    """Answer what is to be done: others only where there are any; each signal is its own row."""
    left_out = {ClearingKind.SIGNALS}
    if not has_others:
        left_out.add(ClearingKind.OTHERS)
    return [kind for kind in ClearingKind if kind not in left_out]


@translation.override("zh-hans")  # official papers are Chinese, whoever signs them
def _letter(nomination: Nomination, wrong: Wrong, scope: str, *, by: Any, at: datetime) -> Any:
    on = dates.legal_day(at)
    county = units.division_name(nomination.county, on)
    snapshot = {
        "issuer": f"中共{county}委组织部",
        "addressee": f"{nomination.cadre.name}同志",
        "cadre": nomination.cadre.name,
        "unit": nomination.unit_then,
        "post_title": nomination.post_title,
        "campaign_title": nomination.campaign.title,
        "submitted_on": dates.cn(dates.legal_day(nomination.submitted_at or at)),
        "result": _RESULTS[wrong],
        "scope": scope,
        "issued_on": dates.cn(on),
        "copies_to": [nomination.unit_then],
        "remedy": {},
    }
    return rendering.request(
        "documents/clearing_letter.html",
        kind="clearing_letter",
        scope=nomination.county.code,
        reference=f"{nomination.county.document_mark}澄〔{{year}}〕{{number}}号",
        title="澄清正名函",
        snapshot=snapshot | wordings.frozen("clearing_letter", nomination.county, on),
        by=by,
        at=at,
    )


def _locked(row: Rehabilitation, by: Any) -> Rehabilitation:
    lock(row.nomination)
    row = lock(row)
    permissions.clear_name.check(by, row)
    if row.closed_at is not None:
        raise StateConflict(_("澄清正名已经办结。"))
    return row


@transaction.atomic
def clear(
    rehabilitation: Rehabilitation, *, kind: str, done_on: date, note: str, by: Any, at: datetime
) -> Rehabilitation:
    """Record that one line is done: on which day and how.

    :raises RegulationBroken: RH-03 no note, RH-04 the day, RH-05 no letter yet, RH-07 others are
        told before the person
    :raises StateConflict: closed, no such line, or done before
    """
    row = _locked(rehabilitation, by)
    lines = list(row.lines.order_by("pk"))
    line = next((one for one in lines if one.kind == kind), None)
    if line is None or line.done_at is not None:
        raise StateConflict(_("这一项已经登记，或者不需要办理。"))
    rules.letter_is_ready.check(kind, row.letter.is_ready)
    rules.person_is_told_first.check(kind, lines)
    rules.done_in_time_order.check(done_on, dates.legal_day(row.opened_at), dates.legal_day(at))
    rules.line_is_told.check(note)
    line.done_on, line.note, line.done_by, line.done_at = done_on, note.strip(), by, at
    line.save(update_fields=["done_on", "note", "done_by", "done_at"])
    trail.record(row, "clear_line", by=by, at=at, kind=kind)
    return row


@transaction.atomic
def close(rehabilitation: Rehabilitation, *, by: Any, at: datetime) -> Rehabilitation:
    """Close a clearing.

    :raises RegulationBroken: RH-06, a line is open; RH-08, a signal is not answered
    :raises StateConflict: closed before
    """
    row = _locked(rehabilitation, by)
    rules.every_line_is_done.check(list(row.lines.all()))
    rules.every_signal_is_answered.check(list(row.proposed_signals.select_related("signal")))
    row.closed_by, row.closed_at = by, at
    row.save(update_fields=["closed_by", "closed_at"])
    trail.record(row, "close_rehabilitation", by=by, at=at)
    return row
