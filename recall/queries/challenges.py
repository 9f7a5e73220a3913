"""Units without nominations beside what is known of them, the lot, and what came of it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min, Q

from evidence.enums import Practice
from evidence.models import Signal
from recall.enums import Conclusion, MeasureKind, NominationState
from recall.models import Campaign, Challenge, Nomination, Round, UnitMeasure, Verification
from recall.queries import compliance
from recall.queries.compliance import UnitReport

LADDER = tuple(MeasureKind)
_FELL = Q(state=NominationState.REJECTED, decided_at=None)


@dataclass
class Quiet:
    """One unit without nominations in one round, what is known, and the last question to it."""

    report: UnitReport
    seen: list[dict[str, Any]] = field(default_factory=list)
    challenge: Challenge | None = None

    @property
    def people(self) -> int:
        """Answer the largest number of people that one practice points at."""
        return max((one["people"] for one in self.seen), default=0)


def quiet(campaign: Campaign, *, on: date) -> list[Quiet]:
    """Answer units that reported nobody or nothing in time, those most pointed at first."""
    reports = [
        one
        for one in compliance.reports(campaign, on=on)
        if one.nominations == 0 and (one.is_zero or one.is_late)
    ]
    seen = signals(campaign, {one.unit.pk for one in reports}, on=on)
    asked: dict[tuple[int, int], Challenge] = {}
    for row in Challenge.objects.filter(campaign=campaign).order_by("raised_at", "pk"):
        asked[row.round_id, row.unit_id] = row
    rows = [
        Quiet(one, seen.get(one.unit.pk, []), asked.get((one.round.pk, one.unit.pk)))
        for one in reports
    ]
    return sorted(
        rows, key=lambda one: (-one.people, one.report.unit.name, one.report.round.number)
    )


def report_of(round_: Round, unit: Any, *, on: date) -> UnitReport | None:
    """Answer how a unit stands in a round, None if it is not asked to report."""
    rows = compliance.reports(round_.campaign, on=on)
    found = (one for one in rows if one.round.pk == round_.pk and one.unit.pk == unit.pk)
    return next(found, None)


def signals(campaign: Campaign, units: set[int], *, on: date) -> dict[int, list[dict[str, Any]]]:
    """Answer, by unit, each practice's number of people and of signals that stand.

    Counted are signals whose span reaches into the year before the campaign's first notice, or
    later: what the unit could have known.
    """
    first = campaign.rounds.aggregate(day=Min("notice_on"))["day"] or on
    since = date(first.year - 1, first.month, min(first.day, 28))
    rows = Signal.objects.standing().filter(unit__in=units, until_on__gte=since, from_on__lte=on)
    told = rows.order_by().values("unit", "practice")
    found: dict[int, list[dict[str, Any]]] = {}
    for row in told.annotate(people=Count("cadre", distinct=True), n=Count("pk")):
        found.setdefault(row["unit"], []).append(
            {
                "practice": row["practice"],
                "label": str(Practice(row["practice"]).label),
                "people": row["people"],
                "signals": row["n"],
            }
        )
    for lines in found.values():
        lines.sort(key=lambda one: (-one["people"], one["practice"]))
    return found


def has_nominated(challenge: Challenge) -> bool:
    """Answer whether the unit has sent a nomination since it was asked."""
    rows = Nomination.objects.filter(campaign=challenge.campaign_id, unit=challenge.unit_id)
    return rows.filter(submitted_at__gte=challenge.raised_at).exists()


def next_step(campaign: Campaign, unit: Any) -> MeasureKind:
    """Answer the next rung of the ladder after the highest one that the unit has had."""
    held = set(
        UnitMeasure.objects.filter(campaign=campaign, unit=unit, withdrawn_at=None).values_list(
            "kind", flat=True
        )
    )
    places = [place for place, kind in enumerate(LADDER) if kind in held]
    return LADDER[min(max(places, default=-1) + 1, len(LADDER) - 1)]


@dataclass(frozen=True)
class Stage:
    """One bar of the funnel: what it counts and how many."""

    code: str
    round: int
    number: int


@dataclass(frozen=True)
class Rejected:
    """One nomination that fell at verification: its unit and the verifier's words."""

    pk: int
    unit: str
    reason: str


def funnel(campaign: Campaign) -> list[Stage]:
    """Answer nominations sent by the end of each round, then those that verification left.

    Withdrawn ones count as sent. Challenged units' nominations are told apart.
    """
    rows = Nomination.objects.filter(campaign=campaign, submitted_at__isnull=False)
    by_round = Counter(dict(rows.order_by().values_list("round__number").annotate(n=Count("pk"))))
    stages, total = [], 0
    for number in campaign.rounds.order_by("number").values_list("number", flat=True):
        total += by_round[number]
        stages.append(Stage("sent", number, total))
    asked = Challenge.objects.filter(campaign=campaign, outcome="NOMINATED").values("unit")
    stages.append(Stage("challenged", 0, rows.filter(unit__in=asked).count()))
    stages.append(Stage("left", 0, total - rejected_at_verification(campaign).count()))
    return stages


def rejected_at_verification(campaign: Campaign) -> Any:
    """Answer nominations that verification found not to match, and no meeting decided."""
    return Nomination.objects.filter(_FELL, campaign=campaign)


def rejected(campaign: Campaign, user: Any) -> list[Rejected]:
    """Answer those that fell at verification with the reason, as far as the user sees them."""
    seen = Nomination.objects.visible_to(user).filter(pk__in=rejected_at_verification(campaign))
    last = (
        Verification.objects.filter(nomination__in=seen, conclusion=Conclusion.NOT_MATCHED)
        .order_by()
        .values("nomination")
        .annotate(last=Max("pk"))
    )
    rows = Verification.objects.filter(pk__in=last.values("last")).select_related(
        "nomination__unit"
    )
    return [
        Rejected(row.nomination_id, row.nomination.unit.name, row.opinion)
        for row in rows.order_by("nomination__unit__name", "pk")
    ]


@dataclass(frozen=True)
class ErrorRate:
    """How many of a unit's nominations verification has judged, and how many fell."""

    unit: str
    judged: int
    fell: int


def errors(campaign: Campaign) -> list[ErrorRate]:
    """Answer the units with a judged nomination, most fallen first; numbers, and no rate of few."""
    rows = Nomination.objects.filter(campaign=campaign, verifications__isnull=False).order_by()
    told = rows.values("unit__name").annotate(
        judged=Count("pk", distinct=True), fell=Count("pk", distinct=True, filter=_FELL)
    )
    found = [ErrorRate(row["unit__name"], row["judged"], row["fell"]) for row in told]
    return sorted(found, key=lambda one: (-one.fell, -one.judged, one.unit))
