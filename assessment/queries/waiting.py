"""What an outcome under a condition would bring about: nothing before a meeting carries it out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from assessment.enums import Consequence
from assessment.models import Observation
from assessment.queries.consequences import Line
from assessment.queries.reading import standing
from recall.models import Case

_EFFECTS = (Consequence.POST, Consequence.BAN, Consequence.PRACTICE)


@dataclass(frozen=True)
class Waiting:
    """A condition, its last day, and whether the outcome has fallen by now."""

    kind: str
    condition: str
    until_on: date
    has_lapsed: bool = False


def of_case(case: Case, *, on: date) -> Waiting | None:
    """Answer the condition of what is proposed or decided in a case; None without one.

    An outcome that a meeting let be carried out is under no condition any more.
    """
    row = Observation.objects.filter(outcome__case=case).select_related("outcome").first()
    if row is not None:
        if row.is_activated:
            return None
        return Waiting(row.outcome.kind, row.condition, row.until_on, row.has_lapsed(on))
    asked = standing(case)
    if asked is None or asked.observed_until_on is None:
        return None
    return Waiting(asked.kind, asked.condition, asked.observed_until_on)


def suspended(lines: Iterable[Line], waiting: Waiting) -> list[Line]:
    """Answer a calendar in which what has effect only if the condition is broken stands last.

    Approval, serving, remedy and visits go on as of any outcome; one that fell has no effects.
    """
    lines = list(lines)
    kept = [one for one in lines if one.kind not in _EFFECTS]
    if waiting.has_lapsed:
        return kept
    begin = min(one.from_on for one in lines)
    words = _("观察条件：%(text)s") % {"text": waiting.condition}
    who = _("县级管理员或班主任")
    watch = Line(Consequence.STEP, words, begin, waiting.until_on, lines[0].basis, who)
    broken = [
        replace(one, waits_until_on=waiting.until_on) for one in lines if one.kind in _EFFECTS
    ]
    return [*kept, watch, *broken]
