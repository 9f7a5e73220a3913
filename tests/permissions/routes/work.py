"""The addresses of the attendance at work."""

from typing import Any

from tests.factories.work import FIGURES
from tests.permissions.routes.asking import SAID, Route, of
from tests.permissions.worlds import Place


def _cadre(where: Place) -> dict[str, Any]:
    return {"pk": where.work_month.cadre_id}


def _own(where: Place) -> dict[str, Any]:
    return {"pk": where.draft.cadre_id}


WORK = [
    Route("evidence:work-list"),
    Route("evidence:work-person", of("work_month"), _cadre),
    Route("evidence:work-person", of("own_month"), _own, case="own"),
    Route(
        "evidence:work-correct",
        of("work_month"),
        form=lambda _w: FIGURES | {"leave_days": 3, "reason": SAID},
    ),
]
