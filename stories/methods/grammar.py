"""The shape of `given.methods`. Documented in docs/stories.md."""

from stories.grammar import Group, Read, day, number, one_of, several, span, text, truth, whole
from stories.methods.keys import GROUND, NOMINEES, PLACE
from stories.methods.standings import COMPLAINTS, HONOUR_LISTS, PRESENTATIONS

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
    **GROUND,
    "provenance": text(r".{1,200}"),
}
BOOK = Group(
    {
        "kind": one_of("points", "score_card", "negative_list"),
        "unit": text(),
        "round": whole(1, 50),
        "nominees": whole(1),
        **PLACE,
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
                    "nominees": several(
                        Group({"item": text(), "times": whole(1, 100)}, ("item", "times"))
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
BALLOT = Group(
    {
        **NOMINEES,
        **PLACE,
        **GROUND,
        "closes_on": day,
        "kind": one_of("scale", "names"),
        "max_names": whole(1, 20),
        "options": several(
            Group({"label": text(r".{1,8}"), "value": number(high="100")}, ("label", "value"))
        ),
        "measure": one_of("score", "share_bad"),
        "share_of": text(r".{1,12}"),
        "bottom": whole(1, 20),
        "threshold": number(low="0.01", high="100"),
        "groups": several(
            Group(
                {
                    "name": text(r".{1,30}"),
                    "weight": number(low="0.01", high="100"),
                    "voters": whole(1, 500),
                    "cast": whole(0, 500),
                    "invalid": whole(0, 500),
                    "against": whole(0, 500),
                },
                ("name", "weight", "voters", "cast", "against"),
            )
        ),
    },
    (
        "title",
        "basis",
        "ground",
        "on",
        "closes_on",
        "kind",
        "measure",
        "nominees",
        "others",
        "groups",
    ),
)
TARGETS = Group(
    {
        **NOMINEES,
        **PLACE,
        **GROUND,
        "year": whole(2000, 2100),
        "settled_on": day,
        "threshold": number(low="0.01", high="100"),
        "items": several(
            Group(
                {
                    "title": text(r".{1,80}"),
                    "weight": number(high="100"),
                    "source": text(r".{1,80}"),
                },
                ("title", "weight", "source"),
            )
        ),
        "scores": Group(
            {"nominees": span(0, 100), "others": span(0, 100)}, ("nominees", "others")
        ),
    },
    ("title", "basis", "ground", "year", "on", "settled_on", "threshold", "items", "scores",
     "nominees", "others"),
)  # fmt: skip
CHECKLIST = Group(
    {
        **NOMINEES,
        **PLACE,
        "year": whole(2000, 2100),
        "report_until_on": day,
        "items": several(
            Group(
                {
                    "title": text(r".{1,30}"),
                    **GROUND,
                    "text": text(r".{1,200}"),
                    "wanted": text(r".{1,120}"),
                    "line": whole(1, 20),
                    "nominees": whole(),
                },
                ("title", "ground", "text", "wanted", "line", "nominees"),
            )
        ),
        "struck": whole(0, 500),
    },
    ("title", "basis", "year", "on", "report_until_on", "items", "nominees"),
)
FINDINGS = Group(
    {
        **NOMINEES,
        **PLACE,
        **GROUND,
        "answer_days": whole(1, 60),
        "months": several(
            Group(
                {"month": day, "found": whole(), "named": whole(), "not_confirmed": whole()},
                ("month", "found"),
            )
        ),
    },
    ("title", "basis", "ground", "on", "answer_days", "months"),
)
REMINDERS = Group(
    {**NOMINEES, **GROUND, "days": whole(1, 180), "heeded": whole(0, 500)},
    ("ground", "on", "days", "nominees"),
)
WEEKLY = Group(
    {
        **NOMINEES,
        **PLACE,
        **GROUND,
        "weeks": whole(1, 26),
        "overdue_limit": whole(1, 100),
        "tasks_each_week": whole(1, 7),
        "overdue_each": whole(1, 100),
        "patrols": whole(0, 500),
    },
    ("title", "basis", "ground", "on", "weeks", "overdue_limit", "tasks_each_week", "overdue_each",
     "nominees", "others"),
)  # fmt: skip
PANEL = Group(
    {
        **NOMINEES,
        **PLACE,
        **GROUND,
        "from": day,
        "members": whole(1, 50),
        "spared": whole(0, 50),
        "line": number(low="0.01", high="100"),
        "criteria": several(
            Group({"title": text(r".{1,40}"), "weight": number(high="100")}, ("title", "weight"))
        ),
        "scores": Group(
            {"nominees": span(0, 100), "others": span(0, 100)}, ("nominees", "others")
        ),
    },
    ("title", "basis", "ground", "from", "on", "members", "line", "criteria", "scores", "nominees",
     "others"),
)  # fmt: skip
METHODS = Group(
    {
        "books": several(BOOK),
        "ballots": several(BALLOT),
        "targets": several(TARGETS),
        "checklists": several(CHECKLIST),
        "findings": several(FINDINGS),
        "reminders": several(REMINDERS),
        "weekly": several(WEEKLY),
        "panels": several(PANEL),
        "complaints": several(COMPLAINTS),
        "honour_lists": several(HONOUR_LISTS),
        "presentations": several(PRESENTATIONS),
    }
)
