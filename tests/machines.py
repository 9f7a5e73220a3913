"""What a state machine refuses, read from the model itself, and all that an act might change."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection

_KEPT = (
    "recall",
    "assessment",
    "training",
    "evidence",
    "cadres",
    "schemes",
    "documents",
    "notify",
)
_DONE = "WHERE outcome = 'DONE' AND row_kind NOT LIKE 'accounts.%'"


def states(model: Any) -> set[str]:
    return set(dict(model._meta.get_field("state").choices))


def acts(model: Any) -> set[str]:
    return {spec.name for spec in model().get_all_state_transitions()}


def allowed(model: Any) -> set[tuple[str, str]]:
    """Answer each state with an act that it offers."""
    return {(str(spec.source), spec.name) for spec in model().get_all_state_transitions()}


def refused(model: Any) -> list[Any]:
    """Answer each state with an act that it does not offer; a new one comes in by itself."""
    every = {(state, act) for state in states(model) for act in acts(model)}
    return [pytest.param(*one, id="-".join(one)) for one in sorted(every - allowed(model))]


def stored() -> dict[str, tuple[int, str]]:
    """Answer the number of rows and a digest of every value, table by table, and the acts done.

    A refusal may leave an entry of its own; accounts and their roles are the tests' own doing.
    """
    whole = [m._meta.db_table for m in apps.get_models() if m._meta.app_label in _KEPT]
    asked = [(name, "") for name in whole] + [("audit_entry", _DONE)]
    parts = [
        f"SELECT '{name}', count(*), md5(string_agg(t::text, '' ORDER BY t::text))"
        f' FROM "{name}" t {where}'
        for name, where in asked
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return {name: (count, digest) for name, count, digest in cursor.fetchall()}
