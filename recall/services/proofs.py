"""Looking whether evidence is still the file that was registered."""

from datetime import datetime
from typing import Any

from django.db import transaction

from core.documents import proofs
from evidence.enums import Release
from evidence.services import files
from recall.models import FactEvidence
from recall.queries.proofs import uploaded_hash


@transaction.atomic
def prove_evidence(evidence: FactEvidence, *, by: Any, at: datetime) -> FactEvidence:
    """Hash an evidence file again; the entry tells what was found.

    :raises NotReleased: it is held or in quarantine, and handed out to nobody
    """
    file = evidence.file
    if file.release != Release.RELEASED:
        raise files.NotReleased(str(file.get_release_display()))
    stored = proofs.Stored(file.pk, files.folder() / file.path, file.sha256, file.byte_count)
    proofs.prove(evidence, stored, uploaded=uploaded_hash(evidence), by=by, at=at)
    return evidence
