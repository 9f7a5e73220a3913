"""Seal again, with the current key, what an older key sealed: in batches, resumable at any time.

What is left to do is what does not begin with the current header, so nothing needs to be
remembered between two runs.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.apps import apps
from django.db import connection, models, transaction
from psycopg import sql

from core.sealing import boxes
from core.sealing.fields import SealedTextField

BATCH = 500


class Holder(NamedTuple):
    """A place that holds sealed values; `batch(size)` seals some again and answers how many."""

    name: str
    batch: Callable[[int], int]


_OTHERS: list[Holder] = []


def register(name: str, batch: Callable[[int], int]) -> None:
    """Tell of sealed values outside SealedTextField. Call it in `AppConfig.ready`.

    :param batch: seals up to so many old values again, committed when it returns; 0 ends it
    """
    _OTHERS.append(Holder(name, batch))


def _batch_of(field: SealedTextField) -> Callable[[int], int]:
    model: type[models.Model] = field.model
    names = {
        "table": sql.Identifier(model._meta.db_table),
        "pk": sql.Identifier(str(model._meta.pk.column)),
        "column": sql.Identifier(str(field.column)),
    }
    choose = sql.SQL(
        "SELECT {pk}, {column} FROM {table} WHERE {column} IS NOT NULL"
        " AND substring({column} FROM 1 FOR length(%(head)s)) <> %(head)s"
        " ORDER BY {pk} LIMIT %(size)s FOR UPDATE SKIP LOCKED"
    ).format(**names)
    write = sql.SQL("UPDATE {table} SET {column} = %s WHERE {pk} = %s").format(**names)

    def batch(size: int) -> int:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(choose, {"head": boxes.header(), "size": size})
            old = cursor.fetchall()
            texts = [(boxes.unseal(blob, place=field.place), pk) for pk, blob in old]
            fresh = [(boxes.seal(text, place=field.place), pk) for text, pk in texts]
            if fresh:
                cursor.executemany(write, fresh)
        return len(old)

    return batch


def holders() -> Iterator[Holder]:
    """Answer every place of the product that holds sealed values."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, SealedTextField):
                yield Holder(field.place, _batch_of(field))
    yield from _OTHERS


def rotate(holder: Holder, *, size: int = BATCH) -> Iterator[int]:
    """Work through one holder; answer the running total after each committed batch."""
    done = 0
    while count := holder.batch(size):
        done += count
        yield done
