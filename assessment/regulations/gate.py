"""The gate: may this outcome be decided for this person, on these facts, under this profile?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from assessment.enums import Approver
from assessment.queries import gate
from assessment.regulations import catalogue
from assessment.regulations.steps import stands_under_law
from core.regulations import REGISTER, Regulation


@dataclass(frozen=True)
class Facts:
    """What is known: ticks of the form, the meeting, and what the archive says.

    `held` are the codes of conditions that were ticked; `bars` those that the archive knows to
    hold; `failed_years` running; `authority` manages the cadre.
    """

    held_on: date
    held: frozenset[str] = frozenset()
    bars: frozenset[str] = frozenset()
    failed_years: int = 0
    is_investigated: bool = False
    approver: str = ""
    authority: str = Approver.COUNTY
    noticed_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class Verdict:
    """The gate's answer. Refused outcomes tell the regulation's number and why.

    `is_marked`: the law in force refuses, but a past campaign is replayed as practised.
    """

    kind: str
    number: str = ""
    sentence: str = ""
    is_marked: bool = False

    @property
    def is_allowed(self) -> bool:
        return not self.number or self.is_marked


def judge(kind: str, staff_kind: str, is_leading: bool, profile: str, facts: Facts) -> Verdict:
    """Answer whether an outcome may be decided for a person.

    :param profile: a LegalProfile; as practised, what the law refuses is marked and let through
    """
    row = gate.ruling(kind, staff_kind, is_leading)
    broken = _unavailable(row) if row.refused else next(_broken(row, facts), None)
    if broken is None:
        return Verdict(kind)
    rule, note = broken
    told = {"text": rule.sentence, "note": note}
    sentence = _("%(text)s（%(note)s）") % told if note else str(rule.sentence)
    return Verdict(kind, rule.number, sentence, stands_under_law.is_kept(sentence, profile))


def sentence(number: str) -> str:
    """Answer a regulation's sentence by its number; empty for none."""
    return str(REGISTER[number].sentence) if number else ""


def _unavailable(row: gate.Ruling) -> tuple[Regulation, str]:
    """Answer the regulation by which nobody of the kind may have the outcome."""
    return next((rule, "") for rule in catalogue.UNAVAILABLE if not rule.is_kept(row))


def _broken(row: gate.Ruling, facts: Facts) -> Iterator[tuple[Regulation, str]]:
    """Answer the demands that are not kept, the heaviest first, each with what it is about."""
    held = facts.held | facts.bars
    demands = [
        (catalogue.has_no_bar, (row, held), _named(row, "none", held)),
        (catalogue.no_dismissal_under_investigation, (row, facts.is_investigated), ""),
        (catalogue.has_a_ground, (row, held), _named(row, "any")),
        (catalogue.retirement_is_asked_for, (row, held), ""),
        (catalogue.notice_is_thirty_days_old, (row, facts.noticed_on, facts.held_on), ""),
        (catalogue.conditions_are_met, (row, held), _missing(row, held)),
        (catalogue.archive_bears_it_out, (row, held, facts.failed_years), ""),
        (
            catalogue.ends_within_the_longest_time,
            (row, facts.ends_on, facts.held_on),
            _("最长%(n)s个月") % {"n": row.months} if row.months else "",
        ),
        (
            catalogue.approver_is_high_enough,
            (row, facts.approver, facts.authority),
            str(Approver(gate.approver_needed(row, facts.authority)).label),
        ),
    ]
    yield from ((rule, note) for rule, given, note in demands if not rule.is_kept(*given))


def _named(row: gate.Ruling, role: str, held: frozenset[str] | None = None) -> str:
    rows = [one for one in row.having(role) if held is None or one.code in held]
    return _("；").join(gate.spoken(one.sentence) for one in rows)


def _missing(row: gate.Ruling, held: frozenset[str]) -> str:
    rows = [one for one in row.having("all") if one.code not in held]
    return _("；").join(gate.spoken(one.sentence) for one in rows)
