"""A line of the workbench."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from recall.models import Nomination

SHOWN = 20  # at most, of each kind


@dataclass(frozen=True)
class Task:
    """One line of the workbench: what, from where, its state and term, and where to do it."""

    title: str
    source: str
    state: str
    kind: str
    due_on: date | None
    url: str


def without_a_hand(rows: QuerySet[Nomination], user: Any) -> QuerySet[Nomination]:
    """Answer those that the user neither drafted nor sent in, and is not recused from."""
    rows = rows.exclude(drafted_by=user).exclude(submitted_by=user)
    return rows.exclude(recusals__user=user)
