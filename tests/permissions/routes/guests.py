"""The addresses of invitations by link and code."""

from tests.permissions.routes.asking import Route, acts, nothing, of

GUESTS = [
    Route("training:guest-list", of("invited")),
    Route("training:guest-new", of("uninvited"), form=lambda _w: {"name": "何永富"}),
    *acts("training:guest-act", "guest", ("slip", nothing), ("code", nothing), ("revoke", nothing)),
    Route("training:class-guests", of("ahead")),
    Route("training:class-guest-new", of("ahead"), form=lambda w: {"teacher": w.teacher.pk}),
    Route("training:own-lessons"),
    Route(
        "training:guest-door",
        args=lambda w: {"link": w.guest_link},
        form=lambda w: {"code": w.guest_code},
        everywhere=True,
    ),
]
