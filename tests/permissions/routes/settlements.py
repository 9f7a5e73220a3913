"""The addresses of verification: a difference settled by record, questions to the unit."""

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


def _act(name: str) -> Any:
    return lambda where: {"pk": where.enquiry.pk, "name": name}


SETTLEMENTS = [
    Route("recall:nomination-changes", of("resubmitted")),
    Route("recall:nomination-settle", of("disputed"), form=_ruling),
    Route("recall:enquiries", of("asked")),
    Route("recall:enquiry-ask", of("asked"), form=lambda _w: {"question": SAID, "days": 3}),
    Route(
        "recall:enquiry-act",
        of("enquiry"),
        _act("answer"),
        lambda _w: {"answer": SAID},
        case="answer",
    ),
    Route(
        "recall:enquiry-act",
        of("enquiry"),
        _act("withdraw"),
        lambda _w: {"reason": SAID},
        case="withdraw",
    ),
    Route("recall:enquiry-file", of("answered_enquiry")),
]
