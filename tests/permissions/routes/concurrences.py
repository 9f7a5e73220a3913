"""The addresses of cases on people of another county."""

from tests.permissions.routes.asking import SAID, Route, of

CONCURRENCES = [
    Route("assessment:concurrence-list", of("away"), lambda w: {"case_pk": w.away.pk}),
    Route(
        "assessment:concurrence-ask",
        of("away"),
        lambda w: {"case_pk": w.away.pk},
        lambda _w: {"kind": "DEMOTE", "reason": SAID},
    ),
    Route("assessment:arrived-list"),
    Route("assessment:arrived", of("came")),
    Route(
        "assessment:concurrence-answer",
        of("concurrence"),
        form=lambda _w: {"is_agreed": "yes", "opinion": SAID},
    ),
]
