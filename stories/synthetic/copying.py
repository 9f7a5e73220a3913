"""Rows by COPY: columns as the models have them, ids handed out beforehand."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db import connection, models


class Copier:
    """Takes rows table by table and writes them; counts what it wrote."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._next: dict[type[models.Model], int] = {}

    def ids(self, model: type[models.Model], count: int) -> range:
        """Answer free ids; `finish` moves the table's sequence past them."""
        if model not in self._next:
            last = model._default_manager.aggregate(last=models.Max("pk"))["last"]
            self._next[model] = (last or 0) + 1
        first = self._next[model]
        self._next[model] = first + count
        return range(first, first + count)

    def write(self, model: type[models.Model], rows: list[dict[str, Any]]) -> None:
        """Write rows named by column; what a row does not name gets the field's default."""
        if not rows:
            return
        fields = [field for field in model._meta.concrete_fields if self._is_written(field, rows)]
        self._ids_for(model, rows)
        columns = ", ".join(f'"{field.column}"' for field in fields)
        with connection.cursor() as cursor:
            sql = f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN'
            with cursor.cursor.copy(sql) as copy:
                for row in rows:
                    copy.write_row([_value(field, row) for field in fields])
        self.counts[model._meta.label_lower] += len(rows)

    def _ids_for(self, model: type[models.Model], rows: list[dict[str, Any]]) -> None:
        if "id" not in rows[0]:
            for row, pk in zip(rows, self.ids(model, len(rows)), strict=True):
                row["id"] = pk

    @staticmethod
    def _is_written(field: models.Field, rows: list[dict[str, Any]]) -> bool:
        return field.column in rows[0] or not field.null

    def finish(self) -> None:
        """Move the sequences past the ids used, and let the planner see the rows."""
        with connection.cursor() as cursor:
            for model, following in self._next.items():
                table = model._meta.db_table
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s, false)",
                    [table, following],
                )
                cursor.execute(f'ANALYZE "{table}"')


def _value(field: models.Field, row: dict[str, Any]) -> Any:
    value = row[field.column] if field.column in row else field.get_default()
    if isinstance(field, models.JSONField):
        return json.dumps(value, ensure_ascii=False)
    if value is None:
        return None
    return field.get_db_prep_save(value, connection)


def steps(row: int, moves: Iterable[tuple]) -> list[dict[str, Any]]:
    """Answer the step rows of one row from (move, before, after, by, at)."""
    return [
        {"row_id": row, "move": m, "before": b, "after": a, "by_id": by, "at": at, "opinion": ""}
        for m, b, a, by, at in moves
    ]
