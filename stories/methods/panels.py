"""The acts of a study panel: the head chairs, the clerk records, some of the others sit on it."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from evidence.enums import PanelSeat
from evidence.models import Panel
from evidence.queries.panels import results, scoring
from evidence.services import panels
from stories import texts
from stories.methods.acts import DAY, MethodPlayer


class PanelPlayer(MethodPlayer):
    """One panel in each unit whose people are nominated on it."""

    def schedule(self) -> None:
        closed_on = self.before_call(self.day("on") + 2 * DAY, "on")
        for unit in self.method.seats:
            study = _Study(self, unit)
            self.agenda.add(self.day("on"), study.open_)
            self.agenda.add(self.day("on") + DAY, study.score)
            self.agenda.add(closed_on, study.propose)


class _Study:
    def __init__(self, player: PanelPlayer, unit: int) -> None:
        self.player, self.told, self.unit, self.pk = player, player.told, unit, 0

    @property
    def clerk(self) -> Any:
        return self.player.world.clerks[self.unit]

    @property
    def head(self) -> Any:
        return self.player.world.heads[self.unit]

    @property
    def panel(self) -> Panel:
        return Panel.objects.get(pk=self.pk)

    @property
    def _members(self) -> list[Any]:
        return self.player.others(self.unit)[: self.told["members"]]

    @property
    def _spared(self) -> list[Any]:
        first = self.told["members"]
        return self.player.others(self.unit)[first : first + self.told.get("spared", 0)]

    def open_(self, at: datetime) -> None:
        """Set the panel up, man it, put the candidates on it and begin, by the clerk."""
        unit, by = self.player.world.units[self.unit], self.clerk
        panel = panels.plan(
            unit.county,
            unit=unit,
            criteria=[(row["title"], row["weight"]) for row in self.told["criteria"]],
            title=self.told["title"],
            basis=self.told["basis"],
            ground=self.player.ground,
            from_on=self.player.day("from"),
            until_on=self.player.day("on"),
            line=self.told["line"],
            quorum=self.told["members"],
            by=by,
            at=at,
        )
        self.pk = panel.pk
        panels.seat(panel, user=self.head, seat=PanelSeat.CHAIR, by=by, at=at)
        panels.seat(panel, user=self.clerk, seat=PanelSeat.RECORDER, by=by, at=at)
        for cadre in self._members:
            panels.seat(panel, user=cadre.user, seat=PanelSeat.MEMBER, by=by, at=at)
        for cadre in [*self.player.nominees(self.unit), *self._spared]:
            panels.add_candidate(panel, cadre=cadre, reason=texts.STUDIED, by=by, at=at)
        panels.open_(panel, by=by, at=at)

    def score(self, at: datetime) -> None:
        """Let chair and members score every candidate, each for themselves."""
        panel = self.panel
        grave = {cadre.pk for cadre in self.player.nominees(self.unit)}
        criteria = list(panel.criteria.order_by("pk").values_list("pk", flat=True))
        for candidate in panel.candidates.order_by("pk"):
            kind = "nominees" if candidate.cadre_id in grave else "others"
            low, high = self.told["scores"][kind]
            for member in scoring(panel):
                panels.score(
                    panel,
                    candidate=candidate,
                    scores={pk: Decimal(self.player.random.randint(low, high)) for pk in criteria},
                    reason=texts.SCORED,
                    by=member.user,
                    at=at,
                )

    def propose(self, at: datetime) -> None:
        """Close with the record, by the clerk; propose who is on the line, by the head."""
        there = list(self.panel.members.values_list("pk", flat=True))
        panel = panels.close(self.panel, present=there, minutes=texts.MINUTES, by=self.clerk, at=at)
        found = [row.candidate.pk for row in results(panel) if row.is_on_line and not row.left_out]
        raised = panels.propose(panel, candidates=found, by=self.head, at=at)
        self.player.expect(raised, self.player.nominees(self.unit))
