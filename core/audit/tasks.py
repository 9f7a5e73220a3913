"""Chores of the trail: every sweep seals, makes partitions ahead, and writes the head out."""

from datetime import datetime

from core.audit import heads, partitions, sealing
from core.jobs import registry


@registry.chore
def seal(at: datetime) -> None:
    sealing.seal_all(at=at)


@registry.chore
def make_partitions(at: datetime) -> None:
    partitions.make_ahead(at=at)


@registry.chore
def write_head(at: datetime) -> None:
    heads.write(at=at)
