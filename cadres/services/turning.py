"""Key rotation of what the archive keeps outside sealed columns: printed forms, fingerprints."""

import pgtrigger
from django.db import connection, transaction
from django.views.decorators.debug import sensitive_variables

from cadres.models import Cadre
from cadres.queries import sheets
from core.documents.models import Document
from core.sealing import boxes, rotation

_OLD = """
SELECT id FROM documents_document WHERE snapshot ? 'sealed' AND
    substring(decode(snapshot->>'sealed', 'base64') FROM 1 FOR length(%(head)s)) <> %(head)s
ORDER BY id LIMIT %(size)s FOR UPDATE SKIP LOCKED
"""
_FACTS = "documents.Document:issued_facts_stay"  # the facts do stay: only their seal is new


@transaction.atomic
@sensitive_variables("text")
def forms(size: int) -> int:
    """Seal the frozen facts of up to so many printed forms again; answer how many."""
    with connection.cursor() as cursor:
        cursor.execute(_OLD, {"head": boxes.header(), "size": size})
        ids = [pk for (pk,) in cursor.fetchall()]
    rows = list(Document.objects.filter(pk__in=ids).only("snapshot"))
    for row in rows:
        text = boxes.unseal_from_text(row.snapshot["sealed"], place=sheets.PLACE)
        row.snapshot["sealed"] = boxes.seal_to_text(text, place=sheets.PLACE)
    with pgtrigger.ignore(_FACTS):
        Document.objects.bulk_update(rows, ["snapshot"])
    return len(rows)


@transaction.atomic
@sensitive_variables("row")
def fingerprints(after: int, size: int) -> tuple[int, int]:
    """Compute the fingerprints of the next people anew, with the FINGERPRINT_KEY in use.

    :param after: the last person done; 0 begins
    :returns: the last person looked at (0: none is left), and how many had old fingerprints
    """
    people = Cadre.objects.select_for_update(of=("self",)).filter(pk__gt=after)
    rows, old = list(people.order_by("pk")[:size]), []
    for row in rows:
        was = (row.id_fingerprint, row.phone_fingerprint)
        if row.id_number is not None:
            row.id_fingerprint = boxes.fingerprint(row.id_number.reveal())
        if row.phone is not None:
            row.phone_fingerprint = boxes.fingerprint(row.phone.reveal())
        if was != (row.id_fingerprint, row.phone_fingerprint):
            old.append(row)
    Cadre.objects.bulk_update(old, ["id_fingerprint", "phone_fingerprint"])
    return (rows[-1].pk if rows else 0), len(old)


rotation.register("printed forms", forms)
