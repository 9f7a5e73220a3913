"""The acts of a reminder: issued and served by the clerk, judged by the head."""

from datetime import datetime, timedelta
from typing import Any

from core.dates import legal_day
from evidence.enums import ReminderResult, ServedHow
from evidence.models import Reminder
from evidence.services import reminders
from stories import texts
from stories.methods.acts import DAY, MethodPlayer


class RemindersPlayer(MethodPlayer):
    """A reminder for everybody who did not heed it, and for as many who did."""

    def schedule(self) -> None:
        judged_on = self.day("on") + DAY * (self.told["days"] + 1)
        self.before_call(judged_on, "days")
        self.enough("heeded")
        rows = [
            (unit, "nominees", n)
            for unit, courses in self.method.seats.items()
            for n in range(len(courses))
        ]
        spare = [
            (unit, "others", n)
            for n in range(self.told.get("others", 0))
            for unit in self.method.seats
        ]
        for row in rows + spare[: self.told.get("heeded", 0)]:
            self.agenda.add(self.day("on"), self._issue(*row))
            self.agenda.add(judged_on, self._judge(*row))

    def _cadre(self, unit: int, kind: str, number: int) -> Any:
        return getattr(self, kind)(unit)[number]

    def _issue(self, unit: int, kind: str, number: int) -> Any:
        def act(at: datetime) -> None:
            by = self.world.clerks[unit]
            row = reminders.issue(
                self.world.units[unit],
                cadre=self._cadre(unit, kind, number),
                ground=self.ground,
                facts=texts.fact(self.random),
                correct=texts.CORRECT,
                days=self.told["days"],
                by=by,
                at=at,
            )
            reminders.serve(
                row,
                served_on=legal_day(at),
                served_how=ServedHow.IN_PERSON,
                refused=False,
                served_note="",
                by=by,
                at=at + timedelta(seconds=1),
            )

        return act

    def _judge(self, unit: int, kind: str, number: int) -> Any:
        def act(at: datetime) -> None:
            cadre, by = self._cadre(unit, kind, number), self.world.heads[unit]
            is_heeded = kind == "others"
            result = ReminderResult.CORRECTED if is_heeded else ReminderResult.NOT_CORRECTED
            row = Reminder.objects.get(cadre=cadre, judged_at=None)
            row = reminders.judge(
                row, result=result, result_note=texts.JUDGED[result], by=by, at=at
            )
            if not is_heeded:
                self.expect([reminders.raise_for(row, by=by, at=at)], [cadre])

        return act
