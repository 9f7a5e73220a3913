"""Rows by the ten thousand: primary keys reserved at once, contents sent by COPY."""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from django.db import connection, models

_SENT_AS_IT_STANDS = (
    models.AutoField,
    models.BigAutoField,
    models.BigIntegerField,
    models.BooleanField,
    models.CharField,
    models.DateField,
    models.DateTimeField,
    models.ForeignKey,
    models.OneToOneField,
    models.PositiveIntegerField,
    models.TextField,
)


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


def insert(objects: Sequence[models.Model]) -> None:
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
    ways = [(field.attname, _way(field)) for field in fields]
    copy_rows(
        model,
        columns,
        (
            [
                way(value) if (value := row.__dict__[name]) is not None else None
                for name, way in ways
            ]
            for row in objects
        ),
    )
    for row in objects:
        row._state.adding = False


def _way(field: Any) -> Callable[[Any], Any]:
    """Answer how a field's value is written; a plain one is sent as it stands."""
    if isinstance(field, models.JSONField):
        return partial(json.dumps, ensure_ascii=False)
    if type(field) in _SENT_AS_IT_STANDS:
        return _same
    return lambda value: field.get_db_prep_save(value, connection)


def _same(value: Any) -> Any:
    return value


def _plain(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def pointing(model: Any) -> list[Any]:
    """Answer every foreign key to a model, apart from those whose rows go with the one named."""
    relations = [r for r in model._meta.get_fields(include_hidden=True) if r.auto_created]
    return [
        relation.field
        for relation in relations
        if (relation.one_to_many or relation.one_to_one)
        and not relation.concrete
        and relation.on_delete is not models.CASCADE
    ]


def label(field: Any) -> str:
    """Write a foreign key as `app.Model.field`."""
    return f"{field.model._meta.label}.{field.name}"


def referenced(model: Any, ids: Sequence[int], *, apart_from: Sequence[str] = ()) -> set[int]:
    """Answer which of the rows another row points at, by every foreign key to their model.

    :param apart_from: `app.Model.field` labels of references that do not count
    """
    found: set[int] = set()
    for field in pointing(model):
        if label(field) in apart_from:
            continue
        pointed = field.model._base_manager.filter(**{f"{field.name}__in": ids})
        found |= set(pointed.values_list(field.attname, flat=True).distinct())
    return found
