"""Keys that the practices of a story share."""

from stories.grammar import Read, day, text, whole

PLACE: dict[str, Read] = {"title": text(r".{1,60}"), "basis": text(r".{1,100}")}
GROUND: dict[str, Read] = {"ground": text(r"[A-Z0-9-]{3,20}")}
NOMINEES: dict[str, Read] = {
    "round": whole(1, 50),
    "nominees": whole(1),
    "unit": text(),
    "others": whole(0, 200),
    "on": day,
}
