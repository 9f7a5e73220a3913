"""Rows by the ten thousand: primary keys reserved at once, contents sent by COPY."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, models

_PLAIN = (str, int, float, bool, date, datetime, Decimal, bytes, type(None))


def reserve(model: type[models.Model], count: int) -> list[int]:
    """Take so many primary keys out of the model's sequence."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, model._meta.pk.column, count],  # type: ignore[union-attr]
        )
        return [row[0] for row in cursor.fetchall()]


def copy_rows(model: Any, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Send plain values by COPY; a dict or list is written as JSON. Nothing is checked here."""
    name = connection.ops.quote_name
    names = ", ".join(name(column) for column in columns)
    sql = f"COPY {name(model._meta.db_table)} ({names}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(sql) as copy:
        for row in rows:
            copy.write_row([_plain(value) for value in row])


def insert(objects: Sequence[models.Model], *, at: datetime | None = None) -> None:
    """Give new objects their keys and send all their fields by COPY.

    Constraints and triggers of the database hold as for any INSERT; `save()` is not called.
    """
    if not objects:
        return
    model = type(objects[0])
    fields = [f for f in model._meta.concrete_fields if not getattr(f, "generated", False)]
    for row, pk in zip(objects, reserve(model, len(objects)), strict=True):
        row.pk = pk
    columns = [str(field.column) for field in fields]
    copy_rows(model, columns, ([_prepared(field, row) for field in fields] for row in objects))
    for row in objects:
        row._state.adding = False


def _prepared(field: Any, row: models.Model) -> Any:
    if isinstance(field, models.JSONField):
        return json.dumps(getattr(row, field.attname), ensure_ascii=False)
    return field.get_db_prep_save(getattr(row, field.attname), connection)


def _plain(value: Any) -> Any:
    return value if isinstance(value, _PLAIN) else json.dumps(value, ensure_ascii=False)
