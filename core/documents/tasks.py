"""Jobs of this room, by name."""

from datetime import datetime
from importlib import import_module

from django.conf import settings

from core.documents import rendering, seal_state, storage
from core.documents.models import Document
from core.jobs import registry
from core.jobs.models import Job

if settings.PROCESS_ROLE == "worker":  # before the pool forks, so that a new child starts warm
    import_module("core.documents.pdf")


def _give_up(job: Job, at: datetime) -> None:
    rendering.give_up(Document.objects.get(pk=job.payload["document_id"]))


@registry.handler("documents.render", lane="pdf", on_dead=_give_up)
def render(job: Job, at: datetime) -> None:
    rendering.render(Document(pk=job.payload["document_id"]), at=at)  # it reads the row, locked


@registry.chore
def sweep_parts(at: datetime) -> None:
    storage.sweep_parts(at)


@registry.chore
def look_at_seal(at: datetime) -> None:
    seal_state.look(at)
