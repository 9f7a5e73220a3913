"""校验 of summaries: the last look at each file, for who may ask for summaries."""

from collections.abc import Sequence
from typing import Any

from core.documents import presenters as documents
from core.documents import proofs
from reports.models import PrefectureSummary, Summary


def of(rows: Sequence[Summary | PrefectureSummary], *, is_own: bool) -> dict[int, Any]:
    """Answer pk → the last look at the summary's file and the way to the next, one query for all.

    :param is_own: whether the user may ask for such summaries; others get none
    """
    if not (rows and is_own):
        return {}
    looks = proofs.last(type(rows[0]), {row.pk: row.document_id for row in rows})
    return {row.pk: documents.provable(row.document, looks.get(row.pk)) for row in rows}
