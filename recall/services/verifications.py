"""Acts of the department's verifiers, and the person's statement that follows."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import dates
from core.audit import trail
from core.documents import rendering
from core.errors import StateConflict
from core.workflow.engine import advance, lock
from recall import permissions, regulations
from recall.enums import ClockKind, Conclusion, NominationState, StatementKind
from recall.models import Fact, Finding, Nomination, Statement, Verification
from recall.queries.hearings import is_told
from recall.queries.reasons import at_variance, concluded
from recall.queries.statement_papers import arrived
from recall.regulations import enquiries, hearings, lateness
from recall.regulations.exemptions import Answers
from recall.services import clocks, exemptions, messages, reasons


@transaction.atomic
def conclude(
    nomination: Nomination,
    *,
    findings: dict[int, tuple[str, str]],
    conclusion: str,
    opinion: str,
    by: Any,
    at: datetime,
    exemption: Answers | None = None,
    despite: str = "",
    remarks: dict[str, str] | None = None,
    version: int | None = None,
) -> Nomination:
    """Record one verifier's findings; move on when enough verifiers agree.

    :param findings: fact id → (result, note)
    :param exemption: question → (answer, reason); asked of every conclusion but sending back
    :param despite: why it matches although all three answers excuse it
    :param version: the content that the verifier read; another one is refused
    :raises StateConflict: already concluded, already verified by this person, or stale
    :raises RegulationBroken: EQ-05 the unit is asked and may still answer, RC-14, RC-15, RC-16,
        RC-46 late and not let in, EX-01 … EX-03, SC-21 an unconfirmed "其他"
    """
    nomination = lock(nomination)
    remarks = {key: text for key, text in (remarks or {}).items() if text}
    permissions.verify_nomination.check(by, nomination)
    _check_fresh(nomination, version, by)
    enquiries.no_enquiry_runs.check(nomination.enquiries.waiting(), dates.legal_day(at))
    lateness.late_is_let_in.check(nomination, conclusion)
    _check_findings(nomination, findings, conclusion, remarks)
    exemptions.check(conclusion, exemption or {}, despite)
    facts = list(nomination.facts.select_related("ground"))
    regulations.catch_all_is_confirmed.check(conclusion, facts, by)
    told = {"conclusion": conclusion, "opinion": opinion, "remarks": remarks}
    row = _record(nomination, findings, {**told, "despite": despite.strip()}, by=by, at=at)
    exemptions.keep(row, exemption or {})
    if agreed := _agreed(nomination):
        move(nomination, conclusion=agreed, opinion=opinion, by=by, at=at)
    return nomination


def _check_fresh(nomination: Nomination, version: int | None, by: Any) -> None:
    if nomination.state != NominationState.SUBMITTED:
        raise StateConflict(
            _("当前状态为“%(state)s”，不能核实。") % {"state": nomination.get_state_display()}
        )
    if version is not None and version != nomination.version:
        raise StateConflict(_("材料在您打开页面后有改动，请重新阅读后再认定。"))
    rows = Verification.objects.filter(
        nomination=nomination, submission=nomination.submission_count, by=by
    )
    if rows.exists():
        raise StateConflict(_("您已对本次报送作出认定，正在等待另一名核实人。"))


def _check_findings(
    nomination: Nomination,
    findings: dict[int, tuple[str, str]],
    conclusion: str,
    remarks: dict[str, str],
) -> None:
    if conclusion != Conclusion.SENT_BACK:
        facts = set(nomination.facts.values_list("pk", flat=True))
        regulations.every_fact_has_finding.check(facts, set(findings))
    regulations.match_rests_on_a_fact.check(conclusion, [r for r, _note in findings.values()])
    regulations.send_back_says_why.check(conclusion, remarks)


def _record(
    nomination: Nomination,
    findings: dict[int, tuple[str, str]],
    told: dict[str, Any],
    *,
    by: Any,
    at: datetime,
) -> Verification:
    row = Verification.objects.create(
        nomination=nomination, submission=nomination.submission_count, by=by, at=at, **told
    )
    facts = {fact.pk: fact for fact in nomination.facts.all()}
    Finding.objects.bulk_create(
        Finding(
            verification=row, fact=facts[pk], fact_text=facts[pk].text, result=result, note=note
        )
        for pk, (result, note) in findings.items()
    )
    return row


def _agreed(nomination: Nomination) -> str:
    """Answer the conclusion that enough verifiers share, empty while none is.

    A match waits as well while they differ on a fact: for a third, or for a record.
    """
    rows, needed = concluded(nomination), nomination.campaign.verifiers_needed
    conclusion, count = Counter(row.conclusion for row in rows).most_common(1)[0]
    if count < needed or (conclusion == Conclusion.MATCHED and at_variance(rows, needed)):
        return ""
    return conclusion


def move(
    nomination: Nomination,
    *,
    conclusion: str,
    opinion: str,
    is_settled: bool = False,
    by: Any,
    at: datetime,
) -> None:
    """Move a locked nomination on by the conclusion, with its terms.

    :param is_settled: by record, by whoever heads verification (services.settlements)
    """
    moves = {
        Conclusion.MATCHED: nomination.settle_matched if is_settled else nomination.verify,
        Conclusion.NOT_MATCHED: nomination.settle_not_matched
        if is_settled
        else nomination.find_not_matched,
        Conclusion.SENT_BACK: nomination.send_back,
    }
    if conclusion == Conclusion.MATCHED:
        # The reply term runs from the day on which the person is told: services.hearings.tell.
        days = nomination.campaign.serve_days
        nomination.due_on = clocks.begin(nomination, ClockKind.SERVE, days=days, by=by, at=at)
    else:
        clocks.end(nomination, by=by, at=at)
    advance(moves[Conclusion(conclusion)], by=by, at=at, opinion=opinion)
    if conclusion == Conclusion.NOT_MATCHED:
        reasons.make(nomination, by=by, at=at)
    if conclusion == Conclusion.SENT_BACK:
        messages.tell_returned(nomination, by=by, at=at)


@transaction.atomic
def confirm(nomination: Nomination, *, fact: Fact, by: Any, at: datetime) -> Nomination:
    """Let a second admin confirm that a fact under "其他" is rightly there.

    :raises StateConflict: the nomination does not wait for verification
    """
    nomination = lock(nomination)
    permissions.confirm_fact.check(by, nomination)
    if nomination.state != NominationState.SUBMITTED:
        raise StateConflict(
            _("当前状态为“%(state)s”，不能确认。") % {"state": nomination.get_state_display()}
        )
    nomination.facts.filter(pk=fact.pk).update(confirmed_by=by, confirmed_at=at)
    trail.record(nomination, "confirm_fact", by=by, at=at, fact=fact.pk)
    return nomination


@transaction.atomic
def reply(nomination: Nomination, *, text: str, by: Any, at: datetime) -> Statement:
    """Take the person's own statement; the nomination may then be decided.

    :raises RegulationBroken: HR-08 not told yet; DZ-04, the sheet of reasons could not quote it
    """
    rendering.check_drawn(text)
    return _hear(nomination, StatementKind.REPLIED, text=text, by=by, at=at)


@transaction.atomic
def waive(nomination: Nomination, *, text: str = "", by: Any, at: datetime) -> Statement:
    """Record that the person does not wish to reply, said by them or noted in a talk.

    :raises RegulationBroken: HR-28, their word came on paper
    """
    return _hear(nomination, StatementKind.WAIVED, text=text, by=by, at=at)


@transaction.atomic
def lapse(nomination: Nomination, *, text: str = "", by: Any, at: datetime) -> Statement:
    """Record that the term to reply ended without a word.

    :raises RegulationBroken: HR-08 not told yet, HR-28 their word came on paper, RC-17 the term
        still runs
    """
    nomination = lock(nomination)
    if nomination.state == NominationState.VERIFIED:
        hearings.was_told.check(is_told(nomination))
        regulations.reply_term_is_over.check(nomination, dates.legal_day(at))
    return _hear(nomination, StatementKind.LAPSED, text=text, by=by, at=at)


def _hear(nomination: Nomination, kind: str, *, text: str, by: Any, at: datetime) -> Statement:
    nomination = lock(nomination)
    if nomination.state == NominationState.VERIFIED:
        hearings.was_told.check(is_told(nomination))
    if kind != StatementKind.REPLIED:
        hearings.no_paper_waits.check(arrived(nomination).count())
    days = nomination.campaign.decide_days
    nomination.due_on = clocks.begin(nomination, ClockKind.DECIDE, days=days, by=by, at=at)
    advance(nomination.hear, by=by, at=at)
    return Statement.objects.create(nomination=nomination, kind=kind, text=text, by=by, at=at)
