"""The acts of inspections: found by one verifier, answered by the unit, closed by the other."""

from calendar import monthrange
from datetime import date, datetime
from typing import Any

from core import dates
from evidence.enums import InspectionOutcome, InspectionSource
from evidence.models import Inspection, InspectionFinding
from evidence.services import inspections
from stories import texts
from stories.methods.acts import DAY, MethodPlayer

ANSWERED, CLOSED = 2, 4  # working days after the unit was told
SOURCES = (InspectionSource.OPEN, InspectionSource.SECRET, InspectionSource.REPORT)


class FindingsPlayer(MethodPlayer):
    """One round of inspections; some findings name somebody who will be nominated."""

    pk = 0

    def schedule(self) -> None:
        self.agenda.add(self.day("on"), self.plan)
        people = [
            (unit, n)
            for unit in self.method.seats
            for n in range(len(self.method.seats[unit]))
        ]  # fmt: skip
        for row in self.told["months"]:
            named, people = people[: row.get("named", 0)], people[row.get("named", 0) :]
            doubtful = row.get("not_confirmed", 0)
            for number in range(row["found"]):
                who = named[number] if number < len(named) else None
                is_true = number < row["found"] - doubtful
                self._finding(self.world.plan.story.day(row["month"]), who, is_true=is_true)

    def _finding(self, month: date, who: tuple[int, int] | None, *, is_true: bool) -> None:
        last = monthrange(month.year, month.month)[1]
        on = month.replace(day=self.random.randint(2, last))  # seen the day before
        unit = who[0] if who else self.random.randrange(len(self.world.plan.units))
        one = _Finding(self, unit, who, is_true=is_true)
        closed_on = dates.add_working_days(on, CLOSED)
        if who is not None:
            self.before_call(closed_on, "months")
        self.agenda.add(on, one.enter)
        self.agenda.add(dates.add_working_days(on, ANSWERED), one.answer)
        self.agenda.add(closed_on, one.close)

    def plan(self, at: datetime) -> None:
        """Set the round of inspections up, by the county's administrator."""
        row = inspections.plan(
            self.world.county,
            title=self.told["title"],
            basis=self.told["basis"],
            answer_days=self.told["answer_days"],
            by=self.county_admin,
            at=at,
        )
        self.pk = row.pk


class _Finding:
    def __init__(
        self, player: FindingsPlayer, unit: int, who: tuple[int, int] | None, *, is_true: bool
    ) -> None:
        self.player, self.unit, self.who, self.is_true = player, unit, who, is_true
        self.world, self.pk = player.world, 0

    @property
    def row(self) -> InspectionFinding:
        return InspectionFinding.objects.get(pk=self.pk)

    @property
    def _people(self) -> list[Any]:
        return [self.player.nominees(self.unit)[self.who[1]]] if self.who else []

    def enter(self, at: datetime) -> None:
        """Enter what was seen, name the person if there is one, and tell the unit."""
        by = self.world.office["verifier_a"]
        row = inspections.enter(
            Inspection.objects.get(pk=self.player.pk),
            unit=self.world.units[self.unit],
            source=self.player.random.choice(SOURCES),
            seen_on=dates.legal_day(at) - DAY,
            place=texts.PLACE,
            seen=texts.SEEN,
            ground=self.player.ground,
            by=by,
            at=at,
        )
        self.pk = row.pk
        for cadre in self._people:
            inspections.add_person(row, cadre=cadre, by=by, at=at)
        inspections.send(row, by=by, at=at)

    def answer(self, at: datetime) -> None:
        """Answer for the unit, by its head."""
        by = self.world.heads[self.unit]
        inspections.answer(self.row, text=texts.UNIT_ANSWER, by=by, at=at)

    def close(self, at: datetime) -> None:
        """Close the finding, by the other verifier; a true one about somebody makes a signal."""
        by, kinds = self.world.office["verifier_b"], InspectionOutcome
        small = kinds.CORRECTED if self.is_true else kinds.NOT_CONFIRMED
        outcome = kinds.CONFIRMED if self.who else small
        row = inspections.close(
            self.row, outcome=outcome, opinion=texts.FOUND[outcome], by=by, at=at
        )
        if self.who:
            self.player.expect(inspections.raise_for(row, by=by, at=at), self._people)
