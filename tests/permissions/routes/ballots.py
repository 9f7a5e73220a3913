"""The addresses of polls."""

from tests.permissions.routes.asking import Route, nothing, of


def _act(name, poll, form=nothing):
    """One act's page of a poll, at the stage in which it is offered."""
    args = lambda w: {"pk": getattr(w, poll).pk, "name": name}  # noqa: E731
    return Route("evidence:poll-act", of(poll), args, form, case=name)


def _unit(where):
    return {"unit": where.unit.pk, "who": "LEADING"}


def _voters(where):
    group = where.draft_poll.groups.order_by("pk").first().pk
    return {"group": group, "unit": where.unit.pk, "names": "某村民", "channel": "SLIP"}


def _groups(where):
    first, second = where.draft_poll.groups.order_by("pk")
    return {"group": first.pk, "into": second.pk}


def _paper(where):
    group = where.closed_poll.groups.order_by("pk").first().pk
    return {"group": group, "number": 2, "s1": "A"}


BALLOTS = [
    Route("evidence:poll-list"),
    Route("evidence:poll-new", form=nothing),
    Route("evidence:poll", of("counted_poll")),
    Route("evidence:poll-own", of("poll_subject"), lambda w: {"pk": w.counted_poll.pk}),
    Route("evidence:poll-roll", of("draft_poll")),
    Route(
        "evidence:poll-drop",
        of("draft_poll"),
        lambda w: {
            "pk": w.draft_poll.pk,
            "kind": "subject",
            "row_pk": w.draft_poll.subjects.order_by("pk").first().pk,
        },
        nothing,
    ),
    Route(
        "evidence:paper-again",
        of("closed_poll"),
        lambda w: {"pk": w.closed_poll.pk, "sheet_pk": w.poll_sheet.pk},
        nothing,
    ),
    _act("subjects", "draft_poll", _unit),
    _act("voters", "draft_poll", _voters),
    _act("merge", "draft_poll", _groups),
    _act("open", "draft_poll"),
    _act("slips", "open_poll", lambda w: {"group": w.open_poll.groups.order_by("pk").first().pk}),
    _act("close", "open_poll"),
    _act("paper", "closed_poll", _paper),
    _act("count", "closed_poll"),
    _act(
        "signals",
        "counted_poll",
        lambda w: {"subjects": [w.counted_poll.subjects.get(position=3).pk]},
    ),
    _act("ballots", "open_poll", lambda w: {"group": w.open_poll.groups.order_by("pk").first().pk}),
    *(
        Route(
            f"evidence:{name}",
            of("open_poll"),
            lambda w: {"pk": w.open_poll.pk, "paper_pk": w.ballot_sheet.pk},
        )
        for name in ("ballot-paper", "ballot-paper-file")
    ),
    Route("evidence:vote", form=nothing),
    Route("evidence:vote-draw", of("open_poll"), form=nothing),
    Route("evidence:poll-check", args=lambda w: {"code": w.counted_poll.code}, everywhere=True),
]
