"""Making a number void: it stays in the register, and the paper is issued anew under the next."""

from datetime import datetime
from typing import Any

from django.db import transaction

from core.audit import trail
from core.documents import voiding
from core.documents.models import Document, Voiding
from reports import permissions
from reports import regulations as rules
from reports.queries import numbers


@transaction.atomic
def void(document: Document, *, reason: str, by: Any, at: datetime) -> Voiding:
    """Make a number void with why, and issue its paper anew.

    :raises RegulationBroken: DN-01 no reason, DN-02 papers of this kind are never void
    :raises StateConflict: it was handed over, or is void already
    """
    permissions.void_number.check(by, numbers.county_of(document.scope))
    rules.voiding_is_explained.check(reason)
    rules.kind_may_be_void.check(document.kind)
    new = voiding.again(document, by=by, at=at)
    row = Voiding.objects.create(document=document, reason=reason.strip(), by=by, at=at)
    trail.record(row, "void_number", by=by, at=at, document=document.pk, again=new.pk)
    return row
