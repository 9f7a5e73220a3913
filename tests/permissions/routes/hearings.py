"""The addresses of black-out, telling and talks."""

from core.dates import legal_day
from tests.permissions.routes.asking import SAID, Route, acts, nothing, of

_WHY = "本人正在住院，三日后出院。"
_AREA = {"page_1": 1, "left_1": 5, "top_1": 5, "width_1": 40, "height_1": 10}


def _talk(where):
    return {
        "on": legal_day(where.verified.verified_at).isoformat(),
        "place": "部机关谈话室",
        "first": where.people["verifier"].pk,
        "second": where.people["county_admin"].pk,
        "said": SAID,
        "both_signed": "on",
        "is_signed": "on",
    }


HEARINGS = [
    *acts(
        "recall:hearing-act",
        "untold",
        (
            "tell",
            lambda w: {
                "served_on": legal_day(w.untold.verified_at).isoformat(),
                "manner": "IN_PERSON",
                "received_by": "本人",
            },
        ),
    ),
    *acts(
        "recall:hearing-act",
        "verified",
        ("talk", _talk),
        (
            "put-off",
            lambda _w: {"on": "2018-05-16", "next_on": "2099-01-05", "reason": _WHY},
        ),
    ),
    *acts(
        "recall:hearing-act",
        "answered",
        (
            "statement",
            lambda w: {"received_on": legal_day(w.answered.verified_at).isoformat(), "text": SAID},
        ),
    ),
    Route("recall:statement-forms", of("told_with_paper"), form=nothing),
    *(
        Route(
            f"recall:{name}",
            of("answered"),
            lambda w: {"pk": w.answered.pk, "paper_pk": w.statement_form.pk},
        )
        for name in ("statement-form", "statement-form-file")
    ),
    Route(
        "recall:redact",
        of("witness_evidence"),
        form=lambda _w: {"reason": "WITNESS"} | _AREA,
    ),
    Route(
        "recall:redact-page",
        of("witness_evidence"),
        lambda w: {"pk": w.witness_evidence.pk, "page": 1},
    ),
    Route("recall:redacted-file", of("witness_evidence")),
    Route(
        "recall:fact-cover",
        of("uncovered"),
        lambda w: {"pk": w.uncovered.pk, "fact_pk": w.uncovered.facts.get().pk},
        form=lambda w: {"words": w.uncovered.facts.get().text[:2], "reason": "WITNESS"},
    ),
    Route("recall:cover-lift", of("word_cover"), form=lambda _w: {}),
    Route("recall:allegation-file", of("told_with_paper")),
    Route("recall:own-allegation-file", of("told_with_paper")),
    Route("recall:own-talk", of("verified"), form=lambda _w: {"text": SAID}),
]
