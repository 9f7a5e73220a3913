"""Those outside the recalled who left leading posts by the rules: age, not fault, is the ground."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

from cadres.enums import LeaveReason
from cadres.services import cadres, records
from core import dates
from stories import people, texts
from stories.agenda import Agenda
from stories.schema import SECOND_LINE
from stories.worlds import World


class SecondLinePlayer:
    """Enters what became of each into the agenda; the administrator keeps the archive."""

    def __init__(self, world: World, agenda: Agenda) -> None:
        self.world, self.agenda = world, agenda

    def schedule(self) -> None:
        """Enrol everybody and end their posts on the day after the last decision."""
        told = self.world.plan.story.given.get("second_line_outside_the_recalled", {})
        rows = [kind for kind in SECOND_LINE for _ in range(told.get(kind, 0))]
        if not rows:
            return
        on = max(row.decided_on for row in self.world.plan.rounds) + timedelta(days=1)
        random = Random(f"{self.world.plan.story.tree.get('seed')}:second line")  # noqa: S311
        for number, kind in enumerate(rows):
            self.agenda.add(on, self._end(kind, number, random))

    def _unit(self, number: int) -> Any:
        """Answer a unit for the person, none whose staff the story counts beside its pay."""
        told = {row.get("unit") for row in self.world.plan.story.given.get("pay", [])}
        able = [unit for unit in self.world.units if unit.name not in told]
        return able[number % len(able)]

    def _end(self, kind: str, number: int, random: Random) -> Callable[[datetime], None]:
        def act(at: datetime) -> None:
            by, on = self.world.office["county_admin"], dates.legal_day(at)
            unit = self._unit(number)
            born_on = on - timedelta(days=random.randint(52 * 365, 59 * 365))
            person = people.person(random, level="SECTION_LEVEL", on=on)._replace(born_on=born_on)
            told: dict[str, Any] = {"unit": unit, "from_on": self.world.plan.first_day}
            told |= {"by": by, "at": at, **person._asdict()}
            cadre = records.enrol(self.world.county, **told)
            if kind == "retired":
                records.leave(cadre, on=on, reason=LeaveReason.RETIRED, by=by, at=at)
                return
            title = texts.SECOND_LINE[kind]
            records.appoint(cadre, unit=unit, title=title, on=on, by=by, at=at)
            cadres.amend(cadre, is_leading=False, by=by, at=at)

        return act
