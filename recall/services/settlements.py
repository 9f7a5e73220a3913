"""Settling by written record what two verifiers found differently."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from recall import permissions, regulations
from recall.enums import NominationState, RecordKind
from recall.models import Nomination, SettledFact, Settlement
from recall.queries import settlements
from recall.queries.reasons import concluded
from recall.queries.settlements import Dispute, Record
from recall.regulations import settlements as rules
from recall.services.verifications import move

_COLUMN = {
    RecordKind.EVIDENCE: "evidence",
    RecordKind.SIGNAL: "signal",
    RecordKind.REMINDER: "reminder",
}


class Ruling(NamedTuple):
    """What a disputed fact is settled as: the finding, the record's key, what the record shows."""

    result: str
    record: str
    why: str


@transaction.atomic
def settle(
    nomination: Nomination,
    *,
    rulings: Mapping[int, tuple[str, str, str]],
    conclusion: str,
    opinion: str,
    by: Any,
    at: datetime,
    version: int | None = None,
) -> Settlement:
    """Let the head of verification name, fact by fact, the record that shows who is right.

    :param rulings: fact id → finding, record's key, what it shows; for each fact that is disputed
    :raises StateConflict: it does not wait for verification, or its content changed
    :raises RegulationBroken: VR-01 … VR-07, RC-15 nothing proved, SC-21 an unconfirmed "其他"
    """
    nomination = lock(nomination)
    permissions.settle_verification.check(by, nomination)
    _check_fresh(nomination, version)
    told = {pk: Ruling(*given) for pk, given in rulings.items()}
    named = _named(nomination, told)
    _check_conclusion(nomination, told, conclusion, by)
    row = _keep(nomination, told, named, (conclusion, opinion), by=by, at=at)
    move(nomination, conclusion=conclusion, opinion=opinion, is_settled=True, by=by, at=at)
    trail.record(nomination, "settle_by_record", by=by, at=at, settlement=row.pk)
    return row


def _named(nomination: Nomination, rulings: dict[int, Ruling]) -> dict[int, Record]:
    """Answer the record that each ruling names, after the differences were held to the rules."""
    rows = concluded(nomination)
    rules.two_differ.check(rows, max(nomination.campaign.verifiers_needed, 2))
    told = {one.fact.pk: one for one in settlements.disputes(nomination, rows)}
    rules.difference_is_of_fact.check(set(told), rows)
    rules.every_difference_is_settled.check(set(told), set(rulings))
    return {pk: _record(told[pk], ruling) for pk, ruling in rulings.items()}


def _check_conclusion(
    nomination: Nomination, rulings: dict[int, Ruling], conclusion: str, by: Any
) -> None:
    rows = concluded(nomination)
    results = {one.fact_id: one.result for row in rows for one in row.findings.all()}
    results |= {pk: ruling.result for pk, ruling in rulings.items()}
    rules.agreed_match_stands.check(conclusion, rows, set(results.values()))
    regulations.match_rests_on_a_fact.check(conclusion, list(results.values()))
    facts = list(nomination.facts.select_related("ground"))
    regulations.catch_all_is_confirmed.check(conclusion, facts, by)


def _check_fresh(nomination: Nomination, version: int | None) -> None:
    if nomination.state != NominationState.SUBMITTED:
        raise StateConflict(
            _("当前状态为“%(state)s”，不能按记录认定。") % {"state": nomination.get_state_display()}
        )
    if version is not None and version != nomination.version:
        raise StateConflict(_("材料在您打开页面后有改动，请重新阅读后再认定。"))


def _record(dispute: Dispute, ruling: Ruling) -> Record:
    rules.result_is_one_of_the_found.check(ruling.result, dispute.found)
    record = next((one for one in dispute.records if one.key == ruling.record), None)
    rules.record_is_there.check(record)
    rules.record_is_explained.check(ruling.why)
    assert record is not None  # noqa: S101  (VR-05 has refused it)
    return record


def _keep(
    nomination: Nomination,
    rulings: Mapping[int, Ruling],
    named: Mapping[int, Record],
    said: tuple[str, str],
    **who: Any,
) -> Settlement:
    conclusion, opinion = said
    row = Settlement.objects.create(
        nomination=nomination,
        submission=nomination.submission_count,
        conclusion=conclusion,
        opinion=opinion,
        **who,
    )
    SettledFact.objects.bulk_create(
        SettledFact(
            settlement=row,
            fact_id=pk,
            result=rulings[pk].result,
            kind=record.kind,
            snapshot=record.frozen(),
            why=rulings[pk].why.strip(),
            **{_COLUMN[RecordKind(record.kind)]: record.row},
        )
        for pk, record in named.items()
    )
    return row
