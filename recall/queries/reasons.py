"""Everything that the sheet of reasons tells of a decided nomination."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from recall.enums import Conclusion, FindingResult
from recall.models import (
    ExemptionAnswer,
    Finding,
    Nomination,
    SettledFact,
    Settlement,
    TakenSignal,
    Verification,
)
from recall.queries.covers import words_of
from recall.queries.nominations import facts_of


@dataclass(frozen=True)
class Reasons:
    """One nomination with its facts, the verifications of the last submission, its signals."""

    nomination: Nomination
    facts: list[Any]
    verifications: list[Verification]
    signals: list[TakenSignal]
    settlement: Settlement | None  # by record, where the verifiers differed
    words: list[str]  # of the facts that the person does not read
    present: int  # members in the meeting, none if it was never in one


def reasons(nomination_pk: int) -> Reasons:
    """Answer what a nomination's sheet rests on, in ten queries at most whatever its size."""
    rows = Nomination.objects.select_related(
        "cadre",
        "unit",
        "county",
        "campaign__scheme_version__scheme",
        "campaign__county",
        "unit_opinion",
        "statement",
        "decision",
        "allegation",
        "case__receipt",
    )
    row = rows.get(pk=nomination_pk)
    signals = TakenSignal.objects.filter(nomination=row).select_related("signal").order_by("pk")
    decision = getattr(row, "decision", None)
    return Reasons(
        nomination=row,
        facts=facts_of(row),
        verifications=concluded(row),
        signals=list(signals),
        settlement=settlement(row),
        words=words_of(row),
        present=decision.members.count() if decision else 0,
    )


def concluded(nomination: Nomination) -> list[Verification]:
    """Answer the verifications of the last submission, with findings and the three questions."""
    rows = Verification.objects.filter(
        nomination=nomination, submission=nomination.submission_count
    )
    return list(
        rows.prefetch_related(
            Prefetch("findings", Finding.objects.order_by("fact_id")),
            Prefetch("exemption", ExemptionAnswer.objects.order_by("pk")),
        ).order_by("pk")
    )


def settlement(nomination: Nomination) -> Settlement | None:
    """Answer how the last submission was settled by record, None if it was not."""
    rows = Settlement.objects.filter(nomination=nomination, submission=nomination.submission_count)
    facts = SettledFact.objects.order_by("fact_id")
    return rows.select_related("by").prefetch_related(Prefetch("facts", facts)).first()


def results(verifications: Sequence[Verification], settlement: Settlement | None) -> dict[int, str]:
    """Answer as what each fact stands (fact id → result) by those who found that it matches.

    What a record settled goes first, then what most of them found. Where they are even the fact
    stands, at its mildest: it falls only where all, a third or a record say NOT_PROVED.
    """
    told = {pk: _standing(found) for pk, found in _matched(verifications).items()}
    if settlement:
        told |= {one.fact_id: one.result for one in settlement.facts.all()}
    return told


def at_variance(verifications: Sequence[Verification], needed: int) -> set[int]:
    """Answer the facts on which fewer than needed of those who found a match say the same.

    Where each rests the match on another fact and none would stand, those facts differ as well.
    """
    found = _matched(verifications)
    standing = {pk: _standing(given) for pk, given in found.items()}
    differ = {pk for pk, given in found.items() if given.count(standing[pk]) < needed}
    if set(standing.values()) == {FindingResult.NOT_PROVED}:
        differ |= {pk for pk, given in found.items() if len(set(given)) > 1}
    return differ


def _matched(verifications: Sequence[Verification]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for row in verifications:
        if row.conclusion == Conclusion.MATCHED:
            for one in row.findings.all():
                found.setdefault(one.fact_id, []).append(one.result)
    return found


_MILDEST = (FindingResult.PARTLY, FindingResult.PROVED, FindingResult.NOT_PROVED)


def _standing(found: list[str]) -> str:
    counted = Counter(found)
    most = max(counted.values())
    return next(str(one) for one in _MILDEST if counted[one] == most)
