"""Handlers by name, so that services enqueue work without importing it.

Each app registers its handlers in its `tasks.py`; `autodiscover` loads those modules.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.module_loading import autodiscover_modules

from core.jobs.errors import Hopeless
from core.jobs.models import Job

Handler = Callable[[Job, datetime], Any]
Chore = Callable[[datetime], Any]

MORE = object()
"""A handler returns this to be called again: one slice of a long job is saved with its progress."""


@dataclass(frozen=True)
class Entry:
    lane: str
    run: Handler
    on_dead: Handler | None


_entries: dict[str, Entry] = {}
_chores: dict[str, Chore] = {}


def handler(kind: str, *, lane: str, on_dead: Handler | None = None):
    """Register a function `(job, at)` as the one that does jobs of this kind.

    It runs inside a transaction that also marks the job done, and may run again after a crash.
    `on_dead(job, at)` runs in the transaction that gives the job up.
    """

    def register(run: Handler) -> Handler:
        known = _entries.get(kind)
        if known is not None and known.run.__qualname__ != run.__qualname__:
            raise RuntimeError(f"two handlers for {kind}")
        _entries[kind] = Entry(lane, run, on_dead)
        return run

    return register


def chore(run: Chore) -> Chore:
    """Register housekeeping `(at)` that every sweep does. It must be quick and safe to repeat."""
    _chores[f"{run.__module__}.{run.__qualname__}"] = run
    return run


def find(job: Job) -> Entry:
    """Give the entry for a job.

    :raises Hopeless: nobody knows the kind, or it belongs to another lane
    """
    entry = _entries.get(job.kind)
    if entry is None:
        raise Hopeless(f"没有处理程序：{job.kind}")
    if entry.lane != job.lane:
        raise Hopeless(f"{job.kind} 属于通道 {entry.lane}，不属于 {job.lane}")
    return entry


def chores() -> list[Chore]:
    return list(_chores.values())


def lanes() -> set[str]:
    return {entry.lane for entry in _entries.values()}


def autodiscover() -> None:
    """Load every installed app's tasks module. Cheap when already loaded."""
    autodiscover_modules("tasks")
