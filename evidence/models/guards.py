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


def only_while(
    name: str, operation: pgtrigger.Operations, *, table: str, key: str, state: str
) -> pgtrigger.Trigger:
    """Refuse to write a row unless the row of `table` under `key` is as `state` says of `above`."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=operation,
        func=f"""
        IF NOT EXISTS (SELECT 1 FROM {table} AS above WHERE above.id = {key} AND {state}) THEN
            RAISE EXCEPTION '{table}: takes no such change now' USING ERRCODE = '23514';
        END IF;
        RETURN COALESCE(NEW, OLD);
        """,  # noqa: S608  (names of ours only)
    )


def tied(judged: str, judged_key: str, seats: str, seat_key: str) -> str:
    """Answer the condition under which a seat may not judge: oneself, kin, who share a home, and
    the head of the own unit. `judged` has a cadre, `seats` a user. Source: 公务员法 art. 74, 76.
    """
    return f"""EXISTS (
    SELECT 1 FROM {judged} k
    JOIN {seats} m ON m.id = {seat_key}
    JOIN cadres_cadre c ON c.user_id = m.user_id
    WHERE k.id = {judged_key} AND (c.id = k.cadre_id
      OR EXISTS (SELECT 1 FROM cadres_kinship s WHERE s.ended_at IS NULL
                 AND ((s.cadre_id = c.id AND s.relative_id = k.cadre_id)
                   OR (s.relative_id = c.id AND s.cadre_id = k.cadre_id)))
      OR EXISTS (SELECT 1 FROM cadres_post p WHERE p.cadre_id = k.cadre_id AND p.is_head
                 AND p.until_on IS NULL AND p.unit_id = c.unit_id)))"""  # noqa: S608  (ours only)


def never_shorter(column: str) -> pgtrigger.Trigger:
    """Let a told last day move later with a new calendar: never earlier, and never to none."""
    earlier = pgtrigger.Q(**{f"new__{column}__lt": pgtrigger.F(f"old__{column}")})
    taken = pgtrigger.Q(**{f"old__{column}__isnull": False, f"new__{column}__isnull": True})
    return pgtrigger.Protect(
        name="never_shorter", operation=pgtrigger.UpdateOf(column), condition=earlier | taken
    )
