"""The shape of a story file, and its loader. Documented in docs/stories.md."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path as FilePath
from typing import Any

import yaml

from stories.errors import StoryRefused
from stories.grammar import (
    Group,
    Lines,
    Path,
    counts,
    day,
    line_of,
    number,
    one_of,
    several,
    span,
    text,
    truth,
    whole,
)
from stories.methods.grammar import METHODS

STANDING_BEFORE_CLASS = ("submitted", "sent_back", "verified", "heard", "approved", "served")
STANDING_IN_CLASS = ("training", "practice", "assessed")
LEVELS = ("county_level", "section_level", "ordinary")
DECIDED = ("approved", "served")
ORDINARY = "ordinary"
ENDS_BEFORE_CLASS = ("withdrawn", "not_matched", "not_recalled")

_OUTCOMES = Group({}, others=whole(), pattern=r"[a-z][a-z_]*")
_PRACTICE = Group({"months": whole(0, 6), "from": day, "hosts": whole(1, 200)}, ("months", "from"))
_CLASS_KEYS = {
    "title": text(),
    "venue": text(),
    "opens_on": day,
    "trainees": whole(),
    "cycles": whole(1, 20),
    "theory_days_each": whole(1, 200),
    "practice_days_each": whole(0, 184),
    "blocks": several(
        Group({"kind": one_of("theory", "practice"), "days": whole(1, 184)}, ("kind", "days"))
    ),
    "sessions_a_day": whole(0, 3),
    "opening_quiz_questions": whole(1, 100),
    "quiz_all_correct": whole(),
    "still_at": counts(*STANDING_IN_CLASS),
}
_CLASS = Group(_CLASS_KEYS, ("opens_on",))
_OWN_CLASS = Group(
    {
        **_CLASS_KEYS,
        "rounds": several(whole(1, 50)),
        "practice": _PRACTICE,
        "outcomes": _OUTCOMES,
    },
    ("opens_on", "rounds"),
)
SECOND_LINE = ("removed", "non_leading_post", "retired")
PAY = Group(
    {
        "unit": text(),
        "people": whole(1, 1000),
        "kind": one_of("allowance", "award", "basic"),
        "yuan_each": several(whole(1, 99_999)),
        "on": day,
        "from": day,
        "until": day,
    },
    ("people", "kind", "yuan_each", "on", "from", "until"),
)
_ROUND = Group(
    {
        "number": whole(1, 50),
        "notice_on": day,
        "closes_on": day,
        "nominations": whole(),
        "drafts": whole(),
        "by_unit": Group({}, others=whole(1), pattern=r"\S{2,40}"),
        "late_units": whole(),
        "missing_units": whole(),
        "zero_reports": whole(),
        "challenges": Group(
            {"on": day, "days": whole(1, 30), "maintained": whole()}, ("on", "days")
        ),
        "sent_back_once": whole(),
        "replied": whole(),
        "lapsed": whole(),
        "still_at": counts(*STANDING_BEFORE_CLASS),
        **{end: whole() for end in ENDS_BEFORE_CLASS},
        **{f"{act}_on": day for act in ("verified", "heard", "decided", "served")},
    },
    ("number", "notice_on", "closes_on", "nominations"),
)
_GIVEN = Group(
    {
        "scheme": Group(
            {
                "preset": text(r"[a-z0-9_]+"),
                "legal_profile": one_of("in_force", "as_practised"),
                "practice_months": span(0, 6),
                "verifiers": whole(1, 2),
                "quota": one_of("none", "by_unit_size"),
                "class_days": span(1, 200),
                "fee_paid_by_person": truth,
                "pay_basis": text(r".{1,100}"),
                "pay_approver": text(r".{1,60}"),
            },
            ("preset", "legal_profile"),
        ),
        "units": Group(
            {
                "reporting": whole(1, 500),
                "names": several(text()),
                "leading_by_example": several(text()),
                "nominated_by_leading": whole(),
                "people_each": whole(0, 50),
            },
            ("reporting",),
        ),
        "rounds": several(_ROUND),
        "verification": Group(
            {
                "not_matched": whole(),
                "sent_back_once": whole(),
                "reasons": several(text(r".{10,200}")),
            }
        ),
        "hearing": counts("replied", "lapsed"),
        "decision": counts("not_recalled"),
        "levels": counts(*LEVELS),
        "class": _CLASS,
        "classes": several(_OWN_CLASS),
        "practice": _PRACTICE,
        "outcomes": _OUTCOMES,
        "units_held_to_account": counts(
            "criticised_by_circular", "leaders_interviewed_person_times", "honours_cancelled"
        ),
        "consequences": Group({"no_awards_in_year": truth, "no_promotion_in_year": truth}),
        "pay": several(PAY),
        "repeat_rule": text(r".{5,200}"),
        "recalled": counts(*LEVELS),
        "second_line_outside_the_recalled": counts(*SECOND_LINE),
        "methods": METHODS,
    },
)


def _expected(node: yaml.Node, path: Path, lines: Lines) -> Any:
    if isinstance(node, yaml.MappingNode):
        return Group({}, others=whole(), pattern=r"[\w-]+")(node, path, lines)
    kind = str(node.tag).rsplit(":", 1)[-1]
    read = {"bool": truth, "float": number(low="-9999999", high="9999999")}.get(kind, whole())
    return read(node, path, lines)


_PLACE = Group({"name": text(), "division": text(r"\d{6}"), "mark": text()}, ("name", "division"))
_EXPECT = Group({}, others=_expected, pattern=r"[a-z][a-z_0-9]*")
_COUNTY = Group({"county": _PLACE, "given": _GIVEN, "expect": _EXPECT}, ("county", "given"))
_STORY = Group(
    {
        "title": text(),
        "source": text(),
        "seed": whole(),
        "county": _PLACE,
        "prefecture": _PLACE,
        "counties": several(_COUNTY),
        "dates": Group({"as_of": day, "move_to": one_of("today")}, ("as_of",)),
        "given": _GIVEN,
        "accounts": Group(
            {
                "password": text(r".{10,}"),
                "usernames": Group({}, others=text(r"[a-z0-9._-]{2,40}"), pattern=r"[a-z_]+"),
            },
            ("password", "usernames"),
        ),
        "expect": _EXPECT,
    },
    ("title", "source", "given", "expect"),
)


@dataclass(frozen=True)
class Story:
    """A story as read: its tree, and the line on which each of its values stands."""

    path: str
    tree: dict[str, Any]
    lines: Lines
    shift: timedelta = timedelta()

    @property
    def given(self) -> dict[str, Any]:
        return dict(self.tree["given"])

    @property
    def rounds(self) -> list[dict[str, Any]]:
        """The calls for nominations; none in a story of practices alone."""
        return list(self.tree["given"].get("rounds", []))

    def day(self, value: date) -> date:
        """Answer a date of the file, moved when the story is moved to another day."""
        return value + self.shift

    def refuse(self, sentence: str, *path: str | int) -> StoryRefused:
        """Answer the refusal of a value, with its line or its nearest parent's."""
        while path and path not in self.lines:
            path = path[:-1]
        return StoryRefused(self.lines.get(path, 1), sentence, path=self.path)


def load(file: FilePath, *, today: date) -> Story:
    """Read a story file. Numbers are checked against each other in checks.py.

    :param today: the day to which a story with `move_to: today` is moved
    :raises StoryRefused: with the line that is wrong
    """
    content = file.read_text("utf-8")
    lines: Lines = {}
    try:
        node = _compose(content)
        tree = _STORY(node, (), lines)
    except StoryRefused as error:
        raise error.within(str(file)) from None
    shift = timedelta()
    if tree.get("dates", {}).get("move_to") == "today":
        shift = today - tree["dates"]["as_of"]
    return Story(str(file), tree, lines, shift)


def _compose(content: str) -> yaml.Node:
    try:
        node = yaml.compose(content, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise StoryRefused(line, f"不是有效的 YAML：{error.problem}") from error
    if node is None:
        raise StoryRefused(1, "文件是空的")
    _refuse_aliases(node, set())
    return node


def _refuse_aliases(node: yaml.Node, seen: set[int]) -> None:
    if id(node) in seen:
        raise StoryRefused(line_of(node), "不接受 YAML 锚点和别名")
    seen.add(id(node))
    for child in node.value if not isinstance(node, yaml.ScalarNode) else ():
        for part in child if isinstance(child, tuple) else (child,):
            _refuse_aliases(part, seen)
