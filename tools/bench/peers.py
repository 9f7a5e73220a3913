"""The measured neighbour: Horilla 1.5, same stack, 2 cores (features reference, section 3).

Pages are matched by what they do. App CPU, queries and bytes compare best; walls carry ±40 % noise.
"""

from typing import NamedTuple


class Peer(NamedTuple):
    """One page of Horilla at 20,000 people: wall and app CPU in ms, queries, bytes."""

    page: str
    wall_ms: float
    cpu_ms: float
    queries: int
    size: int


HORILLA = {
    "home": Peer("home shell /", 223, 126, 126, 142_000),
    "person list": Peer("employee list, full page", 4501, 3458, 1344, 1_524_000),
    "search fragment": Peer("employee list, HTMX search 王", 942, 502, 298, 166_000),
    "list fragment": Peer("disciplinary list, HTMX fragment", 3015, 840, 448, 137_000),
    "profile": Peer("employee profile", 584, 166, 151, 119_000),
    "case list": Peer("disciplinary list, full page", 11857, 7449, 503, 2_537_000),
    "create form": Peer("disciplinary create form", 3594, 2699, 102, 1_150_000),
    "export xlsx": Peer("export xlsx, 16 columns, all people", 78885, 32232, 59863, 1_240_000),
}
