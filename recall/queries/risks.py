"""How likely a unit without nominations is drawn: by what others than the unit itself found.

Every unit keeps one ticket, so that the lot stays a lot; each thing that is known adds some, up to
a bound. A ticket is a hash of seed, unit and number: whoever has these draws the same units again.
"""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evidence.enums import Practice
from evidence.models import Complaint, InspectionFinding
from recall.enums import EvasionKind
from recall.models import Campaign, Evasion
from recall.queries import challenges

MOST = 20  # tickets of one unit
# what is known → words, tickets for each
KNOWN: dict[str, tuple[str | Promise, int]] = {
    "COMPLAINTS": (_("投诉占比线索（人）"), 2),
    "FINDINGS": (_("明察暗访线索（人）"), 2),
    "HONOUR_LISTS": (_("红黄榜线索（人）"), 1),
    "open_complaint": (_("尚未核查的投诉（件）"), 1),
    "open_finding": (_("尚未办结的督查问题（个）"), 1),
    "concealed": (_("以往认定的瞒报（次）"), 5),
}
_INDEPENDENT = (Practice.COMPLAINTS, Practice.FINDINGS, Practice.HONOUR_LISTS)


def weights(campaign: Campaign, units: set[int], *, on: date) -> dict[int, dict[str, int]]:
    """Answer, by unit, how many there are of each thing that is known; nothing known: empty."""
    found: dict[int, dict[str, int]] = {pk: {} for pk in units}
    for pk, rows in challenges.signals(campaign, units, on=on).items():
        told = {row["practice"]: row["people"] for row in rows}
        found[pk] |= {name: told[name] for name in _INDEPENDENT if told.get(name)}
    complaints = Complaint.objects.filter(plan__unit__in=units, finding="")
    findings = InspectionFinding.objects.filter(unit__in=units, sent_at__isnull=False)
    held = Evasion.objects.standing().filter(kind=EvasionKind.CONCEALED, unit__in=units)
    _put(found, "open_complaint", complaints, "plan__unit")
    _put(found, "open_finding", findings.filter(closed_at=None), "unit")
    _put(found, "concealed", held.exclude(campaign=campaign), "unit")
    return found


def _put(found: dict[int, dict[str, int]], name: str, rows: QuerySet[Any], unit: str) -> None:
    for pk, number in rows.order_by().values_list(unit).annotate(n=Count("pk")):
        found[pk][name] = number


def tickets(known: Mapping[str, int]) -> int:
    """Answer the tickets of a unit: one, and those of what is known, at most `MOST`."""
    return min(1 + sum(KNOWN[name][1] * number for name, number in known.items()), MOST)


def lot(pk: int, *, seed: str, number: int) -> str:
    """Answer the best of a unit's tickets: the smallest sha256 of seed, unit and ticket.

    The first ticket has no number, as before there were weights.
    """
    names = [f"{seed}:{pk}", *(f"{seed}:{pk}:{n}" for n in range(2, number + 1))]
    return min(hashlib.sha256(name.encode()).hexdigest() for name in names)


def drawn(pool: Mapping[int, int], *, seed: str, size: int) -> list[int]:
    """Answer the units that a seed draws: those with the best ticket.

    :param pool: unit → tickets
    """
    return sorted(pool, key=lambda pk: lot(pk, seed=seed, number=pool[pk]))[:size]
