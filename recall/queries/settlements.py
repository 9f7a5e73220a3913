"""What two verifiers found differently, and which written records could show who is right."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from core import dates
from evidence.enums import Practice
from evidence.queries import reminders
from recall.enums import NominationState, RecordKind
from recall.models import Fact, Finding, Nomination, Verification
from recall.queries.nominations import facts_of
from recall.queries.reasons import concluded


@dataclass(frozen=True)
class Record:
    """One written record: its kind, its row, and what it says."""

    kind: str
    row: Any
    label: str
    on: date
    said: str = ""
    sha256: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.row.pk}"

    def frozen(self) -> dict[str, str]:
        """Answer what stays when the record's own row changes."""
        told = {"label": self.label, "on": self.on.isoformat(), "said": self.said}
        return told | {"sha256": self.sha256}


@dataclass(frozen=True)
class Dispute:
    """A fact on which the findings differ, with the records that could settle it."""

    fact: Fact
    findings: list[tuple[Verification, Finding | None]]
    records: list[Record]

    @property
    def found(self) -> set[str]:
        return {one.result for _row, one in self.findings if one is not None}


def disputes(nomination: Nomination, rows: list[Verification]) -> list[Dispute]:
    """Answer the facts that the verifications of a submission do not agree on.

    :param rows: of `queries.reasons.concluded`
    """
    common = _taken(nomination) + _reminders(nomination)
    told = []
    for fact in facts_of(nomination):
        findings = [(row, _finding(row, fact)) for row in rows]
        if len({one.result if one else "" for _row, one in findings}) > 1:
            told.append(Dispute(fact, findings, _files(fact) + common))
    return told


def differing(nomination: Nomination) -> list[Verification]:
    """Answer the verifications of a submission that waits while its verifiers differ, or none."""
    if nomination.state != NominationState.SUBMITTED:
        return []
    rows = concluded(nomination)
    return rows if len(rows) >= max(nomination.campaign.verifiers_needed, 2) else []


def _finding(row: Verification, fact: Fact) -> Finding | None:
    return next((one for one in row.findings.all() if one.fact_id == fact.pk), None)


def _files(fact: Fact) -> list[Record]:
    return [
        Record(
            kind=RecordKind.EVIDENCE,
            row=row,
            label=row.file.title,
            on=dates.legal_day(row.file.uploaded_at),
            sha256=row.file.sha256,
        )
        for row in fact.evidence.all()
    ]


def _taken(nomination: Nomination) -> list[Record]:
    rows = nomination.signals.select_related("signal").order_by("pk")
    return [
        Record(
            kind=RecordKind.SIGNAL,
            row=row,
            label=str(Practice(row.snapshot["practice"]).label),
            on=date.fromisoformat(row.snapshot["until"]),
            said=row.snapshot["said"],
        )
        for row in rows
        if row.signal.withdrawn_at is None
    ]


def _reminders(nomination: Nomination) -> list[Record]:
    return [
        Record(kind=RecordKind.REMINDER, row=row, label="", on=row.served_on, said=row.facts)
        for row in reminders.served(nomination.cadre_id)
        if row.served_on is not None and row.county_id == nomination.county_id
    ]
