"""The acts of a show-and-compare round: shown, compared, stated, commented, closed."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from evidence.enums import Statement
from evidence.models import PresentationRound
from evidence.services import presentation_papers as papers
from evidence.services import presentations
from stories import texts
from stories.methods.acts import DAY, MethodPlayer

HIGHEST = Decimal(100)


class PresentationsPlayer(MethodPlayer):
    """One round in each unit whose people are nominated on it."""

    def schedule(self) -> None:
        first, session_on = self.day("on"), self.day("session_on")
        closed_on = self.before_call(session_on + 2 * DAY, "session_on")
        for unit in self.method.seats:
            stage = _Stage(self, unit)
            for on, act in (
                (first, stage.settle),
                (first + DAY, stage.report),
                (first + 2 * DAY, stage.show),
                (session_on, stage.state),
                (session_on + DAY, stage.comment),
                (closed_on, stage.close),
            ):
                self.agenda.add(on, act)


class _Stage:
    def __init__(self, player: PresentationsPlayer, unit: int) -> None:
        self.player, self.told, self.unit, self.pk = player, player.told, unit, 0

    @property
    def clerk(self) -> Any:
        return self.player.world.clerks[self.unit]

    @property
    def row(self) -> PresentationRound:
        return PresentationRound.objects.get(pk=self.pk)

    @property
    def _members(self) -> list[Any]:
        """Everybody who shows: the nominees, then the told number of others."""
        others = self.player.others(self.unit)[: self.told["shown"]]
        return [*self.player.nominees(self.unit), *others]

    @property
    def _seats(self) -> list[Any]:
        first = self.told["shown"]
        return self.player.others(self.unit)[first : first + self.told["commentators"]]

    def settle(self, at: datetime) -> None:
        """Draw the round up with its indicators, people and seats and settle it, by the clerk."""
        unit, by = self.player.world.units[self.unit], self.clerk
        row = presentations.draw_up(
            unit.county,
            unit=unit,
            title=self.told["title"],
            basis=self.told["basis"],
            from_on=self.player.day("from"),
            until_on=self.player.day("on"),
            session_on=self.player.day("session_on"),
            highest=HIGHEST,
            line=self.told["line"],
            ground=self.player.ground,
            smallest=5,
            least=5,
            by=by,
            at=at,
        )
        self.pk = row.pk
        for name in self.told["indicators"]:
            told = {"name": name, "measure": "件", "higher_is_better": True}
            presentations.add_indicator(row, **told, by=by, at=at)
        for cadre in self._members:
            presentations.add_member(row, cadre=cadre, by=by, at=at)
        for cadre in self._seats:
            presentations.seat(row, user=cadre.user, by=by, at=at)
        presentations.settle(row, by=by, at=at)

    def report(self, at: datetime) -> None:
        """Report what was done with its numbers, each member for themselves."""
        row, random = self.row, self.player.random
        indicators = list(row.indicators.order_by("pk").values_list("pk", flat=True))
        for member in row.members.order_by("pk").select_related("cadre__user"):
            values = {pk: Decimal(random.randint(3, 40)) for pk in indicators}
            by = member.cadre.user
            papers.report(member, **texts.SHOWN, values=values, by=by, at=at)

    def show(self, at: datetime) -> None:
        """Show the reports to members and commentators, by the clerk."""
        presentations.show(self.row, by=self.clerk, at=at)

    def state(self, at: datetime) -> None:
        """Record that everybody stated at the session, and open the comments, by the clerk."""
        for member in self.row.members.order_by("pk"):
            presentations.record_statement(
                member, statement=Statement.STATED, absence="", by=self.clerk, at=at
            )
        presentations.begin_comments(self.row, by=self.clerk, at=at)

    def comment(self, at: datetime) -> None:
        """Score every member with a reason, each commentator for themselves."""
        weak = {cadre.pk for cadre in self.player.nominees(self.unit)}
        for seat in self.row.seats.order_by("pk").select_related("user"):
            for member in self.row.members.order_by("pk"):
                is_weak = member.cadre_id in weak
                low, high = self.told["scores"]["nominees" if is_weak else "others"]
                score = Decimal(self.player.random.randint(low, high))
                reason = texts.COMMENTED[is_weak]
                papers.comment(member, score=score, reason=reason, by=seat.user, at=at)

    def close(self, at: datetime) -> None:
        """End the comments and raise the signals, by the clerk."""
        row = presentations.close(self.row, by=self.clerk, at=at)
        raised = presentations.raise_for(row, by=self.clerk, at=at)
        self.player.expect(raised, self.player.nominees(self.unit))
