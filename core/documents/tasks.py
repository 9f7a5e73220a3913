"""Jobs of this room, by name."""

from datetime import datetime

from core.documents import rendering, storage
from core.documents.models import Document
from core.jobs import registry
from core.jobs.models import Job


def _give_up(job: Job, at: datetime) -> None:
    rendering.give_up(Document.objects.get(pk=job.payload["document_id"]))


@registry.handler("documents.render", lane="pdf", on_dead=_give_up)
def render(job: Job, at: datetime) -> None:
    rendering.render(Document.objects.get(pk=job.payload["document_id"]), at=at)


@registry.chore
def sweep_parts(at: datetime) -> None:
    storage.sweep_parts(at)
