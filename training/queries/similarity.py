"""Passages that two texts share: a hint for a reviewer, never a verdict.

A text is cut into all runs of ten signs, blanks and punctuation left out; of each six neighbours
the smallest number is kept ("winnowing", Schleimer, Wilkerson, Aiken 2003). Two texts that share
fifteen signs on end are sure to share a number; the numbers stand beside the text.
They are joined, not asked by `&&`, which takes every number against every other: five times slower.
"""

import unicodedata
import zlib
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import connection

from training.models import ReflectionVersion

RUN, WINDOW = 10, 6
SHORTEST = RUN + WINDOW - 1  # signs on end that are sure to be found
FROM_PERCENT, SHOWN = 10, 3

_NEAR = """
SELECT v.id, v.reflection_id, count(*) AS shared
FROM training_reflectionversion v
JOIN training_reflection r ON r.id = v.reflection_id
JOIN training_reflectiontask t ON t.id = r.task_id
JOIN training_trainingclass c ON c.id = t.training_class_id
JOIN training_enrolment e ON e.id = r.enrolment_id
JOIN recall_case k ON k.id = e.case_id
CROSS JOIN LATERAL unnest(v.shingles) AS s(number)
JOIN unnest(%(mine)s::int[]) AS m(number) ON m.number = s.number
WHERE c.county_id = %(county)s AND k.cadre_id <> %(cadre)s
GROUP BY v.id, v.reflection_id ORDER BY shared DESC, v.id
"""


class Near(NamedTuple):
    """Another person's version, and how many per cent of this one's passages stand in it too."""

    version_id: int
    reflection_id: int
    percent: int


class Part(NamedTuple):
    """A stretch of a text, and whether the other text has it too."""

    text: str
    is_shared: bool


def _signs(text: str) -> tuple[str, list[int]]:
    """Answer letters and digits alone, and where each stands in the text."""
    kept, places = [], []
    for place, sign in enumerate(text):
        for one in unicodedata.normalize("NFKC", sign).lower():
            if one.isalnum():
                kept.append(one)
                places.append(place)
    return "".join(kept), places


def _runs(signs: str) -> list[str]:
    return [signs[n : n + RUN] for n in range(len(signs) - RUN + 1)]


def numbers_of(text: str, *, besides: str = "") -> list[int]:
    """Answer the numbers of a text's passages, each once; those of `besides` count as nobody's.

    :param besides: what the task itself says, for everybody may quote it
    """
    common = set(_runs(_signs(besides)[0]))
    hashed = [
        None if run in common else zlib.crc32(run.encode()) & 0x7FFFFFFF
        for run in _runs(_signs(text)[0])
    ]
    kept = set()
    for n in range(max(len(hashed) - WINDOW + 1, min(len(hashed), 1))):
        told = [one for one in hashed[n : n + WINDOW] if one is not None]
        if told:
            kept.add(min(told))
    return sorted(kept)


def near(version: ReflectionVersion) -> list[Near]:
    """Answer the versions of other people of the county that share a tenth or more with this one,
    the nearest of each person first; at most three, in one query."""
    mine = version.shingles
    enrolment = version.reflection.enrolment
    if not mine:
        return []
    given: dict[str, Any] = {
        "mine": mine,
        "county": enrolment.training_class.county_id,
        "cadre": enrolment.case.cadre_id,
    }
    found: dict[int, Near] = {}
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, given)
        for pk, reflection, shared in cursor.fetchall():
            percent = round(shared * 100 / len(mine))
            if percent >= FROM_PERCENT:
                found.setdefault(reflection, Near(pk, reflection, percent))
    return list(found.values())[:SHOWN]


def nearest(mine: ReflectionVersion, theirs: Iterable[ReflectionVersion]) -> ReflectionVersion:
    """Answer the one of another person's versions that shares most with this one, the newest of
    several: that of which `near` speaks, which need not be their last."""
    numbers = set(mine.shingles)
    return max(theirs, key=lambda one: (len(numbers.intersection(one.shingles)), one.number))


def parts(text: str, other: str) -> list[Part]:
    """Answer a text in stretches: those of fifteen signs and more that the other has, the rest."""
    signs, places = _signs(text)
    theirs = set(_runs(_signs(other)[0]))
    is_shared = [False] * len(text)
    start = None
    runs = [*_runs(signs), ""]  # the last one is in no text and ends a stretch
    for n, run in enumerate(runs):
        if run in theirs:
            start = n if start is None else start
        elif start is not None:
            end = n - 1 + RUN
            if end - start >= SHORTEST:
                first, last = places[start], places[end - 1]
                is_shared[first : last + 1] = [True] * (last + 1 - first)
            start = None
    return _joined(text, is_shared)


def _joined(text: str, is_shared: list[bool]) -> list[Part]:
    found: list[Part] = []
    begun = 0
    for n in range(1, len(text) + 1):
        if n == len(text) or is_shared[n] != is_shared[begun]:
            found.append(Part(text[begun:n], is_shared[begun]))
            begun = n
    return found
