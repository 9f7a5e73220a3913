"""The addresses of the evidence floor; each practice adds its own list."""

from tests.permissions.routes.asking import Route, of

SIGNALS = [
    Route("evidence:home"),
    Route("evidence:signal-list"),
    Route("evidence:signal", of("signal")),
]
EVIDENCE = [*SIGNALS]
