"""Taking back what an office made of a paper's Word: kept beside the paper, in versions."""

import hashlib
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import trail
from core.documents.models import Document, DocumentState
from core.errors import NotAllowed, StateConflict
from core.uploads import word_files
from core.workflow.engine import lock
from evidence.services import files
from reports import permissions
from reports import regulations as rules
from reports.models import WordCopy
from reports.queries import numbers, word_copies


@transaction.atomic
def take_in(
    document: Document, *, content: bytes, note: str = "", by: Any, at: datetime
) -> WordCopy:
    """Keep a docx as the next version beside its paper; the paper itself stays as it is.

    :raises NotAllowed: not the county's administrator, or the paper is about them
    :raises StateConflict: its content was destroyed meanwhile
    :raises RegulationBroken: EV-01, EV-02, EV-05, EV-07 to EV-11 the file; DN-03 it is here already
    """
    row = lock(document)
    permissions.return_word.check(by, numbers.county_of(row.scope))
    if Document.objects.filter(word_copies.about(by), pk=row.pk).exists():
        raise NotAllowed(_("不得办理关于自己的文件。"))
    if row.state == DocumentState.GONE:
        raise StateConflict(_("这份文件的内容已经销毁，不再接收改稿。"))
    earlier = row.word_copies.order_by("-number")
    sha256 = hashlib.sha256(content).hexdigest()
    rules.copy_is_new.check(earlier.filter(file__sha256=sha256).exists())
    file = files.store_word(content, title=str(_("Word改稿")), by=by, at=at)
    newest = earlier.values_list("number", flat=True).first() or 0
    made = WordCopy.objects.create(
        document=row,
        number=newest + 1,
        file=file,
        text="\n".join(word_files.lines(content)),
        note=note.strip(),
        returned_by=by,
        returned_at=at,
    )
    trail.record(made, "return_docx", by=by, at=at, document=row.pk, sha256=sha256)
    return made
