"""The shape of practices in which people stand before others: complaints, lists, presentations."""

from stories.grammar import Group, day, number, one_of, several, span, text, whole
from stories.methods.keys import GROUND, NOMINEES, PLACE

COMPLAINTS = Group(
    {
        **NOMINEES,
        **PLACE,
        **GROUND,
        "until_on": day,
        "kind": one_of("favour", "silence", "attitude", "delay", "other"),
        "percent": number(low="0.01", high="100"),
        "smallest": whole(5, 500),
        "applicants": whole(5, 500),
        "complaints": whole(1, 500),
        "untrue": whole(0, 500),
        "others_complaints": whole(0, 500),
    },
    ("title", "basis", "ground", "on", "until_on", "kind", "percent", "smallest", "applicants",
     "complaints", "nominees"),
)  # fmt: skip
HONOUR_LISTS = Group(
    {
        **NOMINEES,
        **PLACE,
        **GROUND,
        "yellows": whole(1, 12),
        "yellow_days": whole(1, 90),
        "praised": whole(0, 100),
        "upheld": whole(0, 100),
    },
    ("title", "basis", "ground", "on", "yellows", "yellow_days", "nominees"),
)
PRESENTATIONS = Group(
    {
        **NOMINEES,
        **PLACE,
        **GROUND,
        "from": day,
        "session_on": day,
        "indicators": several(text(r".{1,30}")),
        "shown": whole(1, 50),
        "commentators": whole(5, 50),
        "line": number(low="0.01", high="100"),
        "scores": Group(
            {"nominees": span(0, 100), "others": span(0, 100)}, ("nominees", "others")
        ),
    },
    ("title", "basis", "ground", "from", "on", "session_on", "indicators", "shown", "commentators",
     "line", "scores", "nominees", "others"),
)  # fmt: skip
