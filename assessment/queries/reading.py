"""What is read before an outcome is decided, told by one hash; the proposal that stands."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db.models import prefetch_related_objects

from accounts.enums import Role
from accounts.queries import users
from assessment.models import Assessment, OutcomeProposal, Referral
from recall.enums import CaseState
from recall.models import Case, Nomination
from recall.queries import meetings
from recall.queries.nominations import interested_ids

_PROPOSED: tuple[str, ...] = ("kind", "conditions", "reason", "approver", "noticed_on", "ends_on")
_PROPOSED += ("effect_until_on", "new_unit_id", "new_title", "condition", "observed_until_on")


def digests(nominations: Iterable[Nomination]) -> dict[int, str]:
    """Answer for each nomination the SHA-256 (hex) of what is read of its case's outcome.

    Of the recall all that its meeting read; the assessment with its scores, protections and
    failed years of the archive, referrals, and the proposal that stands. Six queries at most,
    whatever their number, if the nominations come from `recall.queries.meetings.readable`.
    """
    rows = list(nominations)
    prefetch_related_objects(rows, "cadre__ratings", "cadre__protections")
    keys = [row.pk for row in rows]
    proposals = standing_of(keys)
    held = Assessment.objects.filter(case__nomination__in=keys).prefetch_related("scores")
    assessed = {row.case.nomination_id: row for row in held.select_related("case__cadre")}
    referred: dict[int, list[Any]] = {}
    told = Referral.objects.filter(case__nomination__in=keys).order_by("pk")
    for key, *values in told.values_list("case__nomination", "pk", "answer", "opinion"):
        referred.setdefault(key, []).append(values)
    return {
        row.pk: _hash(
            {
                "recall": meetings.digest(row),
                "assessment": _assessment(assessed.get(row.pk)),
                "archive": _archive(row.cadre),
                "referrals": referred.get(row.pk, []),
                "proposal": _proposal(proposals.get(row.pk)),
            }
        )
        for row in rows
    }


def digest(case: Case) -> str:
    """Answer the same of one case."""
    row = meetings.readable(Nomination.objects.all()).get(pk=case.nomination_id)
    return digests([row])[row.pk]


def standing_of(nominations: Iterable[int]) -> dict[int, OutcomeProposal]:
    """Answer the proposals that wait for a meeting: nomination id → proposal."""
    rows = OutcomeProposal.objects.filter(case__nomination__in=list(nominations), ended_at=None)
    shown = rows.select_related("case__campaign", "case__cadre", "new_unit", "proposed_by")
    return {row.case.nomination_id: row for row in shown}


def standing(case: Case) -> OutcomeProposal | None:
    """Answer the proposal of a case that waits for a meeting, None if none does.

    A case that ended otherwise (revoked, the person left) waits for none.
    """
    rows = OutcomeProposal.objects.filter(case=case, case__state=CaseState.ASSESSED)
    return rows.filter(ended_at=None).first()


def seats(case: Case, assessment: Assessment, *, on: Any) -> Any:
    """Answer the deciders who may sit on a case's outcome: neither interested nor its assessor."""
    out = interested_ids(case.nomination) | {assessment.concluded_by_id}
    deciders = users.holders(Role.DECIDER, county_id=case.county_id, on=on)
    return deciders.exclude(pk__in={pk for pk in out if pk})


def _assessment(row: Assessment | None) -> list[Any]:
    if row is None:
        return []
    scores = [
        [one.part, one.value, one.not_applicable_reason, one.source]
        for one in sorted(row.scores.all(), key=lambda one: one.part)
    ]
    return [row.pk, row.total, row.passed, row.comment, row.weights, scores]


def _archive(cadre: Any) -> list[Any]:
    held = [[one.kind, one.from_on, one.until_on] for one in cadre.protections.all()]
    rated = [[one.year, one.civil, one.institution] for one in cadre.ratings.all()]
    return [sorted(map(str, held)), sorted(map(str, rated)), cadre.authority]


def _proposal(row: OutcomeProposal | None) -> list[Any]:
    return [row.pk, *(getattr(row, name) for name in _PROPOSED)] if row else []


def _hash(told: dict[str, Any]) -> str:
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
