"""Acts on texts for the press: drafted, written again, decided upon by another, withdrawn."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import dates
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from recall.models import Campaign, Case
from reports import permissions, regulations
from reports.models import PressText, PressVersion
from reports.queries import press as queries


@transaction.atomic
def make(
    campaign: Campaign, *, cases: Iterable[Case], ends_on: date, by: Any, at: datetime
) -> PressText:
    """Draft a text from the figures of today and the chosen cases; it names nobody.

    :raises NotAllowed: not an administrator of the county
    :raises RegulationBroken: DS-15, the last day
    """
    campaign = lock(campaign)
    permissions.make_press_text.check(by, campaign)
    on = dates.legal_day(at)
    regulations.press_ends_in_time.check(on, ends_on)
    row = PressText.objects.create(campaign=campaign, ends_on=ends_on, made_by=by, made_at=at)
    text = queries.draft(campaign, list(cases)[: queries.MOST], on=on)
    PressVersion.objects.create(press=row, number=1, text=text, written_by=by, written_at=at)
    trail.record(row, "make_press_text", by=by, at=at, scope=campaign.county.code)
    return row


@transaction.atomic
def rewrite(press: PressText, *, text: str, by: Any, at: datetime) -> PressText:
    """Keep a new wording as the next version; whoever wrote one does not decide.

    :raises NotAllowed: not an administrator of the county
    :raises RegulationBroken: DS-16 it names somebody, DS-17 it tells a number under five
    :raises StateConflict: decided or withdrawn already
    """
    row = lock(press)
    permissions.make_press_text.check(by, row.campaign)
    _still_open(row)
    _check(row.campaign, text)
    number = row.versions.count() + 1
    told = {"number": number, "text": text.strip(), "written_by": by, "written_at": at}
    PressVersion.objects.create(press=row, **told)
    trail.record(row, "rewrite_press_text", by=by, at=at, number=number)
    return row


@transaction.atomic
def decide(
    press: PressText, *, is_approved: bool, opinion: str = "", by: Any, at: datetime
) -> PressText:
    """Approve the last version, looked through once more, or refuse it.

    :raises NotAllowed: not a decider of the county, or who wrote a version
    :raises RegulationBroken: DS-15 its days are over, DS-16 it names somebody, DS-17 a number under
        five, DS-18 a refusal without a reason
    :raises StateConflict: decided or withdrawn already
    """
    row = lock(press)
    permissions.decide_press_text.check(by, row)
    _still_open(row)
    regulations.press_refusal_is_explained.check(is_approved, opinion)
    if is_approved:
        regulations.press_ends_in_time.check(dates.legal_day(at), row.ends_on)
        _check(row.campaign, row.versions.latest("number").text)
    row.is_approved, row.opinion = is_approved, opinion.strip()
    row.decided_by, row.decided_at = by, at
    row.save()
    trail.record(row, "decide_press_text", by=by, at=at, is_approved=is_approved)
    return row


@transaction.atomic
def withdraw(press: PressText, *, reason: str, by: Any, at: datetime) -> PressText:
    """Stop its use at once, before its last day; one hand is enough.

    :raises NotAllowed: neither an administrator nor a decider of the county
    :raises RegulationBroken: DS-18, no reason
    :raises StateConflict: withdrawn already
    """
    row = lock(press)
    permissions.withdraw_press_text.check(by, row)
    if row.withdrawn_at is not None:
        raise StateConflict(_("稿件已经停用。"))
    regulations.press_refusal_is_explained.check(False, reason)
    row.withdrawn_reason, row.withdrawn_by, row.withdrawn_at = reason.strip(), by, at
    row.save()
    trail.record(row, "withdraw_press_text", by=by, at=at)
    return row


def _still_open(row: PressText) -> None:
    if row.decided_at is not None or row.withdrawn_at is not None:
        raise StateConflict(_("稿件已经审批或者停用，请另起草一份。"))


def _check(campaign: Campaign, text: str) -> None:
    regulations.press_names_nobody.check(queries.forbidden(campaign, text))
    regulations.press_hides_small_numbers.check(queries.small_numbers(text))
