"""A line of the workbench."""

from dataclasses import dataclass
from datetime import date

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
