"""What the trail keeps of a file when it was attached."""

from core.audit.models import Entry
from recall.models import FactEvidence


def uploaded_hash(evidence: FactEvidence) -> str:
    """Answer the SHA-256 in the entry of the upload; empty if the trail keeps none."""
    rows = Entry.objects.filter(
        row_kind="recall.nomination",
        row_id=evidence.fact.nomination_id,
        act="attach",
        detail__file=evidence.file_id,
    )
    entry = rows.order_by("at", "id").first()
    return str(entry.detail["sha256"]) if entry else ""
