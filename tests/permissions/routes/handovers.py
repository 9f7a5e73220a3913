"""The addresses of changes of mentor."""

from tests.permissions.routes.asking import SAID, Route, acts, nothing, of

HANDOVERS = [
    Route(
        "training:handover-new",
        of("running"),
        form=lambda _w: {"mentor_name": "何永富", "reason": SAID, "note": SAID},
    ),
    Route("training:handover", of("handover")),
    *acts(
        "training:handover-act",
        "handover",
        ("sign", nothing),
        ("refuse", lambda _w: {"refusal": SAID}),
        ("withdraw", nothing),
    ),
]
