"""Looking whether an outcome's document is still the file that was issued."""

from datetime import datetime
from typing import Any

from django.db import transaction

from assessment.models import Outcome
from core.documents import proofs


@transaction.atomic
def prove_document(outcome: Outcome, *, by: Any, at: datetime) -> Outcome:
    """Hash an outcome's document again; the entry tells what was found.

    :raises DocumentNotReady: there is no file
    """
    proofs.prove(outcome, proofs.of_document(outcome.document), by=by, at=at)
    return outcome
