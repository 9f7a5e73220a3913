"""Key rotation of the seeds of second factors, which allauth keeps in its own JSON column."""

from allauth.mfa.models import Authenticator
from django.db import connection, transaction

from core.sealing import boxes, rotation

PLACE = "mfa_authenticator.data"
_SEALED = ("secret", "seed")
_OLD = """
SELECT id FROM mfa_authenticator WHERE EXISTS (
    SELECT FROM jsonb_each_text(data::jsonb) AS kept WHERE kept.key = ANY(%(names)s)
    AND substring(decode(kept.value, 'base64') FROM 1 FOR length(%(head)s)) <> %(head)s
) ORDER BY id LIMIT %(size)s FOR UPDATE SKIP LOCKED
"""


@transaction.atomic
def factors(size: int) -> int:
    """Seal up to so many seeds again; answer how many."""
    with connection.cursor() as cursor:
        cursor.execute(_OLD, {"head": boxes.header(), "names": list(_SEALED), "size": size})
        ids = [pk for (pk,) in cursor.fetchall()]
    rows = list(Authenticator.objects.filter(pk__in=ids))
    for row in rows:
        for name in set(_SEALED) & set(row.data):
            text = boxes.unseal_from_text(row.data[name], place=PLACE)
            row.data[name] = boxes.seal_to_text(text, place=PLACE)
    Authenticator.objects.bulk_update(rows, ["data"])
    return len(rows)


rotation.register(PLACE, factors)
