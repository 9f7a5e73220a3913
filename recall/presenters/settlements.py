"""What the pages show of two verifiers' difference and of the record that settled it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from recall import permissions
from recall.enums import NominationState as S
from recall.enums import RecordKind
from recall.models import Nomination, Settlement
from recall.queries import reasons, settlements
from recall.queries.settlements import Record
from recall.regulations import settlements as rules


def link(nomination: Nomination, *, user: Any) -> str:
    """Answer the page's address while two verifiers differ, for whoever may settle it."""
    if nomination.state != S.SUBMITTED:
        return ""
    if not permissions.settle_verification.allows(user, nomination):
        return ""
    rows = settlements.differing(nomination)
    needed = max(nomination.campaign.verifiers_needed, 2)
    if not rows or not rules.two_differ.is_kept(rows, needed):
        return ""
    return reverse("recall:nomination-settle", args=[nomination.pk])


def disputes(nomination: Nomination) -> list[dict[str, Any]]:
    """Answer each disputed fact with both findings and the records on offer, in words."""
    rows = settlements.differing(nomination)
    return [
        {
            "fact": one.fact,
            "found": one.found,
            "findings": [_side(row, finding) for row, finding in one.findings],
            "files": [record for record in one.records if record.kind == RecordKind.EVIDENCE],
            "records": [(record.key, _said(record)) for record in one.records],
        }
        for one in settlements.disputes(nomination, rows)
    ]


def page(nomination: Nomination, *, user: Any) -> dict[str, Any]:
    """Answer why it cannot be settled by record now, if so, and the verifiers' conclusions."""
    rows = settlements.differing(nomination)
    return {
        "verifications": rows,
        "refusal": permissions.settle_verification.refusal(user, nomination)
        or _why_not(nomination, rows),
    }


def _why_not(nomination: Nomination, rows: list[Any]) -> str:
    if not rules.two_differ.is_kept(rows, max(nomination.campaign.verifiers_needed, 2)):
        return str(rules.two_differ.sentence)
    disputed = {one.fact.pk for one in settlements.disputes(nomination, rows)}
    if not rules.difference_is_of_fact.is_kept(disputed, rows):
        return str(rules.difference_is_of_fact.sentence)
    return ""


def settled(nomination: Nomination) -> Settlement | None:
    """Answer how a concluded submission was settled by record, None where nobody differed.

    Asked for only where the row's own query found one.
    """
    if nomination.state in (S.DRAFT, S.SUBMITTED, S.SENT_BACK):
        return None
    return reasons.settlement(nomination) if getattr(nomination, "is_settled", True) else None


def _side(row: Any, finding: Any) -> dict[str, str]:
    return {
        "who": row.by.name,
        "result": finding.get_result_display() if finding else _("没有认定"),
        "note": finding.note if finding else "",
    }


def _said(record: Record) -> str:
    """Answer a record as one choice: what it is, its name, its day, what it says."""
    told = {
        "kind": RecordKind(record.kind).label,
        "label": record.label,
        "on": dates.spoken(record.on),
        "said": record.said,
    }
    if record.kind == RecordKind.EVIDENCE:
        return _("%(kind)s：%(label)s（%(on)s 上传）") % told
    if record.kind == RecordKind.SIGNAL:
        return _("%(kind)s：%(label)s，%(said)s（至 %(on)s）") % told
    return _("%(kind)s：%(said)s（%(on)s 送达）") % told
