"""The acts of yearly targets: drawn up and settled by the head, scored by the clerk."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from evidence.models import TargetPlan
from evidence.services import targets
from stories.methods.acts import DAY, MethodPlayer


class TargetsPlayer(MethodPlayer):
    """One plan of a year in each unit whose people are nominated on it."""

    def schedule(self) -> None:
        settled_on = self.before_call(self.day("settled_on"), "settled_on")
        for unit in self.method.seats:
            self.agenda.add(self.day("on"), self._draw_up(unit))
            self.agenda.add(settled_on - DAY, self._score(unit))
            self.agenda.add(settled_on, self._settle(unit))

    def _draw_up(self, unit: int) -> Any:
        def act(at: datetime) -> None:
            by = self.world.heads[unit]
            plan = targets.draw_up(
                self.world.units[unit],
                year=self.told["year"],
                title=self.told["title"],
                basis=self.told["basis"],
                ground=self.ground,
                threshold=self.told["threshold"],
                bottom_n=0,
                smallest_group=0,
                by=by,
                at=at,
            )
            for item in self.told["items"]:
                targets.add_item(plan, **item, by=by, at=at)

        return act

    def _plan(self, unit: int) -> TargetPlan:
        return TargetPlan.objects.get(unit=self.world.units[unit], year=self.told["year"])

    def _score(self, unit: int) -> Any:
        def act(at: datetime) -> None:
            plan = self._plan(unit)
            for kind in ("nominees", "others"):
                low, high = self.told["scores"][kind]
                for cadre in getattr(self, kind)(unit):
                    scores: dict[int, Decimal | None] = {
                        pk: Decimal(self.random.randint(low, high))
                        for pk in plan.items.order_by("pk").values_list("pk", flat=True)
                    }
                    by = self.world.clerks[unit]
                    targets.score(plan, cadre=cadre, scores=scores, by=by, at=at)

        return act

    def _settle(self, unit: int) -> Any:
        def act(at: datetime) -> None:
            by = self.world.heads[unit]
            plan = targets.settle(self._plan(unit), by=by, at=at)
            raised = targets.raise_for(plan, by=by, at=at)
            self.expect(raised, self.nominees(unit))

        return act
