"""The acts of weekly lists: the head sets and counts, the clerk patrols, the line leader closes."""

from datetime import date, datetime, timedelta
from typing import Any

from core.dates import legal_day
from evidence.enums import SupervisionLine
from evidence.models import WeekPlan, WeekTask
from evidence.queries.weekly import monday
from evidence.services import weekly
from stories import texts
from stories.methods.acts import DAY, MethodPlayer

WEEK = timedelta(days=7)
FRIDAY = DAY * 4


class WeeklyPlayer(MethodPlayer):
    """The lists of each unit whose people are nominated on them, for so many weeks."""

    def schedule(self) -> None:
        first, weeks = monday(self.day("on")), self.told["weeks"]
        counted_on = self.before_call(first + WEEK * weeks, "weeks")
        for unit in self.method.seats:
            self.agenda.add(first, self._draw_up(unit))
            for number in range(weeks):
                week_on = first + WEEK * number
                self.agenda.add(week_on, self._set(unit, week_on))
                self.agenda.add(week_on + FRIDAY, self._look(unit, week_on, number))
            self.agenda.add(counted_on, self._count(unit, counted_on - DAY))

    def _plan(self, unit: int) -> WeekPlan:
        year = monday(self.day("on")).year
        return WeekPlan.objects.get(unit=self.world.units[unit], year=year)

    def _draw_up(self, unit: int) -> Any:
        def act(at: datetime) -> None:
            weekly.draw_up(
                self.world.units[unit],
                year=legal_day(at).year,
                title=self.told["title"],
                basis=self.told["basis"],
                ground=self.ground,
                overdue_limit=self.told["overdue_limit"],
                weeks=self.told["weeks"],
                by=self.world.heads[unit],
                at=at,
            )

        return act

    def _leader(self, unit: int) -> Any:
        """Answer the line leader: the first of the others."""
        return self.others(unit)[0]

    def _set(self, unit: int, week_on: date) -> Any:
        """Fix the week's tasks, owners and due days, by the head."""

        def act(at: datetime) -> None:
            plan, leader = self._plan(unit), self._leader(unit)
            for cadre in [*self.nominees(unit), *self.others(unit)[1:]]:
                for number in range(self.told["tasks_each_week"]):
                    weekly.set_task(
                        plan,
                        text=texts.WEEK_TASKS[number % len(texts.WEEK_TASKS)],
                        cadre=cadre,
                        line_leader=leader,
                        due_on=week_on + FRIDAY,
                        by=self.world.heads[unit],
                        at=at,
                    )

        return act

    def _look(self, unit: int, week_on: date, number: int) -> Any:
        """Look at the week's tasks and close what is done; who is behind has some left open."""

        def act(at: datetime) -> None:
            behind = {cadre.pk for cadre in self.nominees(unit)}
            each, rest = divmod(self.told["overdue_each"], self.told["weeks"])
            left = dict.fromkeys(behind, each + (number < rest))
            patrols, head = self.told.get("patrols", 0), self.world.heads[unit]
            rows = WeekTask.objects.filter(plan=self._plan(unit), week_on=week_on).order_by("pk")
            for index, task in enumerate(rows):
                if index < patrols:
                    weekly.check(
                        task,
                        line=SupervisionLine.PATROL,
                        found=texts.PATROLLED,
                        by=self.world.clerks[unit],
                        at=at,
                    )
                if left.get(task.cadre_id, 0):
                    left[task.cadre_id] -= 1
                else:
                    weekly.close(task, closed_on=legal_day(at), by=head, at=at)

        return act

    def _count(self, unit: int, until_on: date) -> Any:
        def act(at: datetime) -> None:
            by = self.world.heads[unit]
            raised = weekly.raise_for(self._plan(unit), until_on=until_on, by=by, at=at)
            self.expect(raised, self.nominees(unit))

        return act
