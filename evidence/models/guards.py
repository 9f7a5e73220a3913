"""Triggers that several practices share."""

import pgtrigger


def frozen(
    name: str, operation: pgtrigger.Operations, *, table: str, key: str, column: str = "settled_at"
) -> pgtrigger.Trigger:
    """Refuse to write a row once the row of `table` under `key` has its instant in `column`."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=operation,
        func=f"""
        IF EXISTS (SELECT 1 FROM {table} AS above
                   WHERE above.id = {key} AND above.{column} IS NOT NULL) THEN
            RAISE EXCEPTION '{table}: settled, nothing beneath it changes' USING ERRCODE = '23514';
        END IF;
        RETURN COALESCE(NEW, OLD);
        """,  # noqa: S608  (names of ours only)
    )
