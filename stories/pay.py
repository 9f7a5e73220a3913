"""What people of a story get less: ordered by rows, told month by month in signed tables."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from assessment.enums import PayKind, PaySource
from assessment.queries import pay as queries
from assessment.services import pay, payruns
from stories.agenda import Agenda
from stories.shapes import Course
from stories.worlds import World

FEN = 100
TABLE_DAY = 25  # of the month before


class PayPlayer:
    """Enters the told effects and the tables of their months into the agenda."""

    def __init__(self, world: World, agenda: Agenda) -> None:
        self.world, self.agenda = world, agenda
        self.story = world.plan.story

    def schedule(self) -> None:
        """Order every told effect, then work out and sign each month, the first without it too."""
        rows = self.story.given.get("pay", [])
        for index, row in enumerate(rows):
            each = row["yuan_each"]
            for number, course in enumerate(self._people(row, index)):
                yuan = each[number] if len(each) > 1 else each[0]
                self.agenda.add(row["on"], self._order(course, row, yuan))
        if not rows:
            return
        month, last = min(r["from"] for r in rows), max(r["until"] for r in rows)
        first = max(row["on"] for row in rows) + timedelta(days=1)
        while month <= queries.after(last):
            on = queries.before(month).replace(day=TABLE_DAY)
            self.agenda.add(max(on, first), self._tell(month))
            month = queries.after(month)

    def _people(self, row: dict[str, Any], index: int) -> list[Course]:
        """Answer whom it is about: the first of those in class, of the unit if one is told.

        :raises StoryRefused: more than there are
        """
        plan = self.world.plan
        able = [course for one in plan.classes for course in one.courses]
        if "unit" in row:
            able = [course for course in able if plan.units[course.unit].name == row["unit"]]
        if row["people"] > len(able):
            sentence = f"people {row['people']} 人，入班的只有 {len(able)} 人"
            raise self.story.refuse(sentence, "given", "pay", index, "people")
        return able[: row["people"]]

    def _order(self, course: Course, row: dict[str, Any], yuan: int) -> Callable[[datetime], None]:
        def act(at: datetime) -> None:
            pay.order(
                self.world.case(course),
                source=PaySource.SCHEME,
                kind=PayKind[row["kind"].upper()],
                from_month=row["from"],
                until_month=row["until"],
                fen=yuan * FEN,
                by=self.world.office["county_admin"],
                at=at,
            )

        return act

    def _tell(self, month: date) -> Callable[[datetime], None]:
        """Work a month out by the administrator and sign it by the other one."""

        def act(at: datetime) -> None:
            by, second = self.world.office["county_admin"], self.world.office["second_admin"]
            run = payruns.prepare(self.world.county, month=month, by=by, at=at)
            later = at + timedelta(seconds=1)
            payruns.check(run, content_hash=run.content_hash, by=second, at=later)

        return act
