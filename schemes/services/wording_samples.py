"""Asking for a 样张: the paper as it would be printed with a version's words, of made-up facts."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import dates
from core.audit import trail
from core.documents import rendering
from core.documents import wordings as papers
from core.documents.models import Document
from core.errors import StateConflict
from core.workflow.engine import lock
from schemes import permissions
from schemes.models import WordingVersion
from schemes.queries import wording_samples as samples


@transaction.atomic
def ask(version: WordingVersion, *, by: Any, at: datetime) -> Document:
    """Ask for a sample of a version's words as they are now; the same words make no second one.

    It bears no number and no code: nothing on it can be looked up or come back. One that could not
    be printed may be asked for again.

    :raises NotAllowed: no admin of the division
    :raises StateConflict: this release no longer issues the kind of paper
    """
    version = lock(version)
    permissions.sample_wording.check(by, version)
    kind = papers.find(version.kind)
    if kind is None:
        raise StateConflict(_("本版本不再制发这种公文。"))
    words = samples.frozen(version, dates.legal_day(at))
    held = samples.newest(version, words["sha256"])
    if held is not None and samples.serves(held):
        return held
    document = rendering.request(
        papers.PAGE,
        kind=samples.KIND,
        scope=samples.scope(version),
        reference=kind.sample["reference"],
        title=f"{kind.label}样张",
        snapshot=dict(kind.sample) | {papers.KEY: words, papers.SAMPLE: kind.code},
        by=by,
        at=at,
        numbered=False,
        verifiable=False,
    )
    trail.record(version, "sample_wording", by=by, at=at, document=document.pk)
    return document
