"""The addresses of clauses with a numeric trigger."""

from typing import Any

from tests.permissions.routes.asking import Route, of
from tests.permissions.worlds import Place


def _named(where: Place) -> dict[str, Any]:
    row = where.trigger_month
    told = {"pk": where.trigger_clause.pk, "cadre_pk": row.cadre_id}
    return told | {"place": 1, "source": row.pk}


TRIGGERS = [
    Route("evidence:trigger-list"),
    Route("evidence:trigger", of("trigger_clause")),
    Route("evidence:trigger-person", of("trigger_month"), _named),
]
