"""The addresses of individual plans."""

from tests.permissions.routes.asking import Route, acts, nothing, of

_LINE = {
    "measure": "mentoring",
    "goal": "群众来办事当天有回音",
    "action": "跟着带教人入户",
    "helper": "何永富",
    "due_on": "2090-01-01",
}

PLANS = [
    Route("training:own-plan"),
    Route("training:plan", of("standing_plan")),
    Route("training:plan", of("draft_plan"), case="draft"),
    *acts("training:plan-act", "draft_plan", ("add", lambda _w: _LINE), ("approve", nothing)),
    *acts("training:plan-line-act", "draft_line", ("change", lambda _w: _LINE), ("drop", nothing)),
    *acts(
        "training:plan-line-act",
        "standing_line",
        ("progress", lambda _w: {"state": "DONE", "note": "办完了"}),
    ),
    Route("training:plan-draw-up", of("enrolment"), form=nothing),
    Route("training:posting-plan", of("posting")),
]
