"""Numbers without gap and without repeat: one counter row per series, moved by the act itself."""

from django.db import connection, transaction

NEXT = """
INSERT INTO documents_documentcounter (scope, kind, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (scope, kind, year) DO UPDATE SET last = documents_documentcounter.last + 1
RETURNING last
"""


def next_number(kind: str, scope: str, year: int) -> int:
    """Take the next number of a series. It is given back if the transaction is rolled back.

    The row stays locked until the commit, so acts of one series wait for each other.

    :raises RuntimeError: outside a transaction, where a number could be taken for nothing
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("next_number() must run inside the act's transaction")
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [scope, kind, year])
        return cursor.fetchone()[0]
