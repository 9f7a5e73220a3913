"""Which units of a campaign have reported, in time or late, and which have not."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, F, Min, OuterRef, QuerySet

from core.dates import legal_day
from recall.enums import CampaignState, UnitState
from recall.models import (
    Campaign,
    CampaignUnit,
    Evasion,
    Nomination,
    NominationStep,
    Round,
    ZeroReport,
)
from units.models import Unit


@dataclass(frozen=True)
class UnitReport:
    """One unit in one round: nominations sent, or zero, or nothing; late when past the window."""

    unit: Unit
    round: Round
    nominations: int
    is_zero: bool
    reported_on: date | None
    is_late: bool
    leads: bool
    evasion: Evasion | None = None

    @property
    def state(self) -> UnitState:
        """Answer the state on the board; refused and concealed only where an act says so."""
        if self.evasion is not None:
            return UnitState(self.evasion.kind)
        if self.is_late:
            return UnitState.LATE
        if self.is_zero and not self.nominations:
            return UnitState.ZERO
        return UnitState.WAITING if self.reported_on is None else UnitState.REPORTED


def has_reported(round_: Round, unit_id: int) -> bool:
    """Answer whether the unit has sent a nomination or signed a zero report in the round."""
    return (
        round_.nominations.filter(unit_id=unit_id, submitted_at__isnull=False).exists()
        or ZeroReport.objects.filter(round=round_, unit_id=unit_id).exists()
    )


def owed(unit_ids: set[int], *, on: date) -> QuerySet[Round]:
    """Answer the open rounds in which a unit owes a report, with `unit_id` and `unit_name`.

    Nobody owes a report in a rolling campaign.
    """
    unit = {"unit": OuterRef("unit_id")}
    sent = Nomination.objects.filter(round=OuterRef("pk"), submitted_at__isnull=False, **unit)
    return (
        Round.objects.filter(
            campaign__state=CampaignState.OPEN,
            campaign__campaign_units__unit__in=unit_ids,
            notice_on__lte=on,
            closes_on__isnull=False,
        )
        .annotate(
            unit_id=F("campaign__campaign_units__unit"),
            unit_name=F("campaign__campaign_units__unit__name"),
        )
        .filter(~Exists(sent), ~Exists(ZeroReport.objects.filter(round=OuterRef("pk"), **unit)))
        .select_related("campaign")
        .order_by("closes_on", "pk")
    )


def reports(campaign: Campaign, *, on: date) -> list[UnitReport]:
    """Answer one row per due unit and round with a window, as things stood at a day's end."""
    rounds = [r for r in campaign.rounds.order_by("number") if r.closes_on and r.notice_on <= on]
    due = list(campaign.campaign_units.select_related("unit").order_by("unit__name"))
    zero = {
        (row.round_id, row.unit_id): legal_day(row.signed_at)
        for row in ZeroReport.objects.filter(round__campaign=campaign)
    }
    first, held = _first_submissions(campaign), _evasions(campaign, on)
    found = [_report(row, r, first, zero, on) for r in rounds for row in due]
    return [replace(one, evasion=held.get((one.round.pk, one.unit.pk))) for one in found]


def _evasions(campaign: Campaign, on: date) -> dict[tuple[int, int], Evasion]:
    """Answer what held at a day's end, by round and unit; a concealment outweighs a refusal."""
    rows = Evasion.objects.filter(campaign=campaign, confirmed_at__isnull=False)
    return {
        (row.round_id, row.unit_id): row
        for row in rows.order_by("-kind", "pk")
        if row.confirmed_at
        and legal_day(row.confirmed_at) <= on
        and (row.withdrawn_at is None or legal_day(row.withdrawn_at) > on)
    }


def _first_submissions(campaign: Campaign) -> dict[tuple[int, int], list[date]]:
    rows = (
        NominationStep.objects.filter(row__campaign=campaign, move="submit")
        .values("row_id", "row__round_id", "row__unit_id")
        .annotate(at=Min("at"))
    )
    table: dict[tuple[int, int], list[date]] = {}
    for row in rows:
        key = (row["row__round_id"], row["row__unit_id"])
        table.setdefault(key, []).append(legal_day(row["at"]))
    return table


def _report(
    due: CampaignUnit,
    round_: Round,
    first: dict[tuple[int, int], list[date]],
    zero: dict[tuple[int, int], date],
    on: date,
) -> UnitReport:
    days = sorted(d for d in first.get((round_.pk, due.unit_id), []) if d <= on)
    zero_on = zero.get((round_.pk, due.unit_id))
    if zero_on is not None and zero_on > on:
        zero_on = None
    candidates = [d for d in (*days[:1], zero_on) if d]
    reported_on = min(candidates) if candidates else None
    return UnitReport(
        unit=due.unit,
        round=round_,
        nominations=len(days),
        is_zero=zero_on is not None,
        reported_on=reported_on,
        is_late=round_.is_over(reported_on or on),
        leads=due.leads_by_example,
    )
