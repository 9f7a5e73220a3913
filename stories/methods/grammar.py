"""The shape of `given.methods`. Documented in docs/stories.md."""

from stories.grammar import Group, Read, day, number, one_of, several, text, truth, whole

_PLACE: dict[str, Read] = {"title": text(r".{1,60}"), "basis": text(r".{1,100}")}
_GROUND: dict[str, Read] = {"ground": text(r"[A-Z0-9-]{3,20}")}
_RULE: dict[str, Read] = {
    "days_per_month": number(high="31"),
    "hours_per_day": number(high="24"),
    "points_per_hour": number(high="1000"),
    "points_per_task": number(high="1000"),
    "points_per_level": number(high="1000"),
    "level_share": number(high="100"),
    "repeat_factor": number(low="1", high="100"),
    "award_percent": number(high="100"),
    "card_points": number(high="1000"),
    "warn_at": number(high="1000"),
    "propose_at": number(high="1000"),
    "bottom_n": whole(0, 100),
    "smallest_group": whole(0, 100),
    "objection_days": whole(2, 60),
    **_GROUND,
    "provenance": text(r".{1,200}"),
}
BOOK = Group(
    {
        "kind": one_of("points", "score_card", "negative_list"),
        "unit": text(),
        **_PLACE,
        "document_number": text(r".{1,60}"),
        "opens_on": day,
        "groups": Group({}, others=whole(1, 500), pattern=r"\S{1,20}"),
        "people": whole(1, 500),
        "classes": Group({}, others=whole(0, 500), pattern=r"class_[1-4]"),
        "rules": several(Group({"from": day, **_RULE}, ("from", "objection_days", "provenance"))),
        "items": several(
            Group(
                {
                    "title": text(r".{1,80}"),
                    "points": number(low="-1000", high="1000"),
                    "repeats": truth,
                    "is_veto": truth,
                },
                ("title", "points"),
            )
        ),
        "duties": several(
            Group(
                {
                    "kind": one_of("regular", "added"),
                    "title": text(r".{1,80}"),
                    "people": whole(1, 500),
                    "of_class": whole(1, 4),
                    "week_hours": number(high="168"),
                    "from": day,
                },
                ("kind", "title", "people", "week_hours", "from"),
            )
        ),
        "periods": several(
            Group(
                {
                    "entries": several(
                        Group(
                            {
                                "item": text(),
                                "times": whole(),
                                "repeated": whole(),
                                "reversed": whole(),
                                "upheld": whole(),
                                "rejected": whole(),
                            },
                            ("item", "times"),
                        )
                    ),
                    "signals": truth,
                }
            )
        ),
        "award": Group(
            {"total": number(high="9999999"), "on": day, "basis": text(r".{1,120}")},
            ("total", "on", "basis"),
        ),
    },
    ("kind", "unit", "title", "basis", "document_number", "opens_on", "rules", "items", "periods"),
)
METHODS = Group({"books": several(BOOK)})
