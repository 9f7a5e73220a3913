"""What is typed on a draft's page and not saved yet: kept by itself, taken back, thrown away."""

from datetime import datetime
from typing import Any

from django.db import transaction

from recall.models import Nomination, Unsaved
from recall.services import nominations


@transaction.atomic
def keep(
    nomination: Nomination, *, page: str, values: dict[str, Any], by: Any, at: datetime
) -> Nomination:
    """Keep what was typed on a page. Only the writer reads it, so the trail has no entry.

    :raises NotAllowed: not of the unit
    :raises StateConflict: the nomination is no longer with the unit
    """
    nomination = nominations.editable(nomination, hand=by)
    Unsaved.objects.update_or_create(
        nomination=nomination, page=page, by=by, defaults={"values": values, "at": at}
    )
    return nomination


@transaction.atomic
def drop(nomination: Nomination, *, page: str, by: Any, at: datetime) -> Nomination:
    """Throw away what was typed on a page and not saved.

    :raises NotAllowed: not of the unit
    :raises StateConflict: the nomination is no longer with the unit
    """
    nomination = nominations.editable(nomination, hand=by)
    Unsaved.objects.filter(nomination=nomination, page=page, by=by).delete()
    return nomination
