"""The zero-report challenge of a story: asked again beside what is known, answered, closed."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from core import dates
from recall.models import Campaign, Challenge, Nomination
from recall.queries.challenges import signals
from recall.services import challenges
from stories import texts
from stories.agenda import Agenda
from stories.shapes import RoundPlan
from stories.worlds import World

FIGURES = {
    "challenges": "零报告质询件数",
    "challenges_with_signals": "质询时已有线索指向的单位数",
    "challenges_nominated": "质询后补报提名的单位数",
    "challenges_accepted": "说明理由后予以采信的单位数",
    "nominated_after_challenge": "受质询单位在质询后报送的提名件数",
}


def flat(campaign: Campaign) -> dict[str, int]:
    """Answer the figures of a campaign's challenges; none without any."""
    rows = list(Challenge.objects.filter(campaign=campaign))
    if not rows:
        return {}
    after = [
        Nomination.objects.filter(
            campaign=campaign, unit=row.unit_id, submitted_at__gte=row.raised_at
        ).count()
        for row in rows
    ]
    return {
        "challenges": len(rows),
        "challenges_with_signals": sum(1 for row in rows if row.seen),
        "challenges_nominated": sum(1 for row in rows if row.outcome == "NOMINATED"),
        "challenges_accepted": sum(1 for row in rows if row.outcome == "ACCEPTED"),
        "nominated_after_challenge": sum(after),
    }


class ChallengePlayer:
    """Enters the challenges of one round into the agenda, by administrator and heads."""

    def __init__(
        self, world: World, plan: RoundPlan, answer_on: Callable[[int], date], agenda: Agenda
    ) -> None:
        self.world, self.plan, self.agenda = world, plan, agenda
        self.answer_on = answer_on

    def schedule(self) -> None:
        """Ask every unit that signed a zero report, take its answer, close it the day after."""
        told = self.plan.challenges
        if told is None:
            return
        for unit in sorted(self.plan.zero):
            self.agenda.add(told.on, self._raise(unit, told.days))
            on = told.due_on if unit in self.plan.maintained else self.answer_on(unit)
            self.agenda.add(on, self._answer(unit))
            self.agenda.add(on + timedelta(days=1), self._close(unit))

    def _row(self, unit: int) -> Challenge:
        return Challenge.objects.get(
            round=self.world.round(self.plan.number), unit=self.world.units[unit]
        )

    def _raise(self, unit: int, days: int) -> Any:
        def act(at: datetime) -> None:
            asked, campaign = self.world.units[unit], self.world.campaign
            known = signals(campaign, {asked.pk}, on=dates.legal_day(at))
            origin = "SIGNALS" if known else "OTHER"
            challenges.raise_(
                self.world.round(self.plan.number),
                unit=asked,
                origin=origin,
                reason=texts.CHALLENGED[origin],
                days=days,
                by=self.world.office["county_admin"],
                at=at,
            )

        return act

    def _answer(self, unit: int) -> Any:
        answer = "MAINTAINS" if unit in self.plan.maintained else "NOMINATES"

        def act(at: datetime) -> None:
            by = self.world.heads[unit]
            text = texts.CHALLENGE_ANSWER[answer]
            challenges.answer(self._row(unit), answer=answer, text=text, by=by, at=at)

        return act

    def _close(self, unit: int) -> Any:
        outcome = "ACCEPTED" if unit in self.plan.maintained else "NOMINATED"

        def act(at: datetime) -> None:
            challenges.close(
                self._row(unit),
                outcome=outcome,
                reason=texts.CHALLENGE_CLOSED[outcome],
                by=self.world.office["county_admin"],
                at=at,
            )

        return act
