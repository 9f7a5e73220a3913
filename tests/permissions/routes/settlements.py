"""The addresses of verification: a difference settled by record."""

from typing import Any

from tests.factories.settlements import WHY
from tests.permissions.routes.asking import SAID, Route, of


def _ruling(where: Any) -> dict[str, Any]:
    fact = where.disputed.facts.get()
    return {
        "version": where.disputed.version,
        f"result_{fact.pk}": "PROVED",
        f"record_{fact.pk}": f"EVIDENCE-{fact.evidence.get().pk}",
        f"why_{fact.pk}": WHY,
        "conclusion": "MATCHED",
        "opinion": SAID,
    }


SETTLEMENTS = [
    Route("recall:nomination-changes", of("resubmitted")),
    Route("recall:nomination-settle", of("disputed"), form=_ruling),
]
