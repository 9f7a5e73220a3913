"""A case's moves, with word of each for the systems that want to hear of it."""

from datetime import datetime
from typing import Any

from accounts.enums import HookKind
from accounts.services import hooks
from core.sealing import aliases
from core.workflow.engine import advance
from recall.models import Case


def move(step: Any, *, by: Any, at: datetime, opinion: str = "") -> None:
    """Advance a locked case by one of its transitions and leave word of it (core.workflow.engine).

    :raises NotAllowed: the rule refuses
    :raises StateConflict: the case is in another state by now
    """
    advance(step, by=by, at=at, opinion=opinion)
    tell(step.__self__, happened_at=at)


def tell(case: Case, *, happened_at: datetime) -> None:
    """Leave word that a case is in another state, or began."""
    told = aliases.of("case", case.pk)
    hooks.tell(HookKind.CASE_MOVED, county_id=case.county_id, subject=told, happened_at=happened_at)
