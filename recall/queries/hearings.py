"""Questions about telling, black-out copies and talks."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from core.documents.blackout import Area
from evidence.models import EvidenceFile
from recall.enums.particulars import EvidenceKind
from recall.models import (
    Allegation,
    Clock,
    FactEvidence,
    Nomination,
    Redaction,
    Settlement,
    Talk,
    TalkRequest,
)


def newest(evidence: FactEvidence) -> Redaction | None:
    """Answer the black-out that holds for a file, None if all of it may be shown."""
    return evidence.redactions.select_related("file").order_by("-pk").first()


def areas(redaction: Redaction) -> list[Area]:
    return [Area(*told) for told in redaction.areas]


def handed_out(evidence: FactEvidence, user: Any) -> EvidenceFile | None:
    """Answer the file that the user gets: the person never the original of a blacked-out one, nor
    a witness's that is not blacked out.

    None while the copy is not there.
    """
    if evidence.fact.nomination.subject_id != user.pk:
        return evidence.file
    redaction = newest(evidence)
    if redaction is None:
        return None if evidence.kind == EvidenceKind.WITNESS else evidence.file
    return redaction.file


def waiting(nomination: Nomination) -> int:
    """Answer how many files have a black-out whose copy is not there."""
    rows = FactEvidence.objects.filter(fact__nomination=nomination, redactions__isnull=False)
    held = [newest(row) for row in rows.distinct()]
    return sum(1 for one in held if one is not None and one.file_id is None)


def uncovered_witnesses(nomination: Nomination) -> int:
    """Answer how many papers of witnesses have no black-out at all."""
    rows = FactEvidence.objects.filter(fact__nomination=nomination, kind=EvidenceKind.WITNESS)
    return rows.filter(redactions=None).count()


def allegation(nomination: Nomination) -> Allegation | None:
    return Allegation.objects.filter(nomination=nomination).select_related("by").first()


def is_asked(nomination: Nomination) -> bool:
    return TalkRequest.objects.filter(nomination=nomination).exists()


def talked_on(nomination: Nomination) -> date | None:
    """Answer the day of the last talk that was held."""
    rows = Talk.objects.filter(nomination=nomination, next_on=None)
    return rows.order_by("-on").values_list("on", flat=True).first()


def is_told(nomination: Nomination) -> bool:
    """Say whether the reply term has begun: told, or verified before telling was a row."""
    return nomination.clocks.filter(kind="REPLY").exists()


def marked(rows: QuerySet[Nomination]) -> QuerySet[Nomination]:
    """Say of each row whether talks stand, the reply term began and a record settled it."""
    talks = Talk.objects.filter(nomination=OuterRef("pk"))
    replies = Clock.objects.filter(nomination=OuterRef("pk"), kind="REPLY")
    settled = Settlement.objects.filter(nomination=OuterRef("pk"))
    return rows.annotate(
        has_talks=Exists(talks), reply_began=Exists(replies), is_settled=Exists(settled)
    )
