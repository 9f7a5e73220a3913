"""The addresses of notes on a case, and of access lent to a helper."""

from tests.permissions.routes.asking import SAID, Route, acts, nothing, of


def _evidence(where):
    row = where.served.nomination.facts.get().evidence.get()
    return {"pk": where.lent.pk, "evidence_pk": row.pk}


def _wanted(where):
    return {"helper": where.people["system_admin"].username, "reason": SAID, "days": 3}


NOTES = [
    Route("recall:case-notes", of("served")),
    Route("recall:note-write", of("served"), form=lambda _w: {"level": "UNIT", "text": SAID}),
    *acts(
        "recall:note-act",
        "office_note",
        ("edit", lambda _w: {"text": SAID}),
        ("strike", lambda _w: {"reason": SAID}),
        ("nonsense", lambda _w: {}),
    ),
    *acts(
        "recall:note-act",
        "unit_note",
        ("edit", lambda _w: {"text": SAID}),
        ("strike", lambda _w: {"reason": SAID}),
        state=" of the unit",
    ),
    Route("recall:helper-list", of("served")),
    Route(
        "recall:helper-ask",
        of("served"),
        form=lambda w: {"helper": w.people["reader"].username, "reason": SAID, "days": 3},
    ),
    Route("recall:helper-ask", of("served"), form=_wanted, case="for an administrator"),
    *acts(
        "recall:helper-act",
        "helper_asked",
        ("approve", nothing),
        ("refuse", lambda _w: {"reason": SAID}),
        ("nonsense", nothing),
    ),
    *acts("recall:helper-act", "lent", ("end", nothing)),
    Route("recall:lent-case", of("lent")),
    Route("recall:lent-evidence", of("lent"), _evidence),
    Route("portal:case-readers", of("served")),
]
