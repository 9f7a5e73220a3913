"""Runs at every stage, made by the acts and jobs themselves."""

from datetime import datetime
from typing import Any

from core.imports import runs
from core.imports.models import ImportRun
from core.jobs import worker
from tests.moments import NOW


def work(at: datetime = NOW) -> None:
    """Do all import jobs that are due."""
    while worker.drain(runs.LANE, at=at):
        pass


def checked(
    county: Any,
    content: bytes,
    *,
    by: Any,
    kind: str = "people",
    pasted: bool = False,
    at: datetime = NOW,
) -> ImportRun:
    """Answer a run after its dry run."""
    run = runs.start(county, kind=kind, content=content, pasted=pasted, by=by, at=at)
    work(at)
    return ImportRun.objects.get(pk=run.pk)


def applied(run: ImportRun, *, by: Any, at: datetime = NOW) -> ImportRun:
    """Answer the run after writing."""
    runs.request_apply(run, by=by, at=at)
    work(at)
    return ImportRun.objects.get(pk=run.pk)


def undone(run: ImportRun, *, by: Any, at: datetime = NOW) -> ImportRun:
    """Answer the run after undoing was tried."""
    runs.request_undo(run, by=by, at=at)
    work(at)
    return ImportRun.objects.get(pk=run.pk)
