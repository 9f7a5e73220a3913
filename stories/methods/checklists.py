"""The acts of a checklist of problems: units report, the department confirms or strikes."""

from datetime import datetime
from typing import Any

from core.dates import legal_day
from evidence.models import Checklist, Problem
from evidence.services import checklists
from schemes.models import Ground
from stories import texts
from stories.methods.acts import DAY, MethodPlayer


class ChecklistPlayer(MethodPlayer):
    """One county's list; each report is of one person and one problem."""

    pk = 0

    def schedule(self) -> None:
        first, last = self.day("on"), self.day("report_until_on")
        decided_on = self.before_call(last + DAY, "report_until_on")
        self.agenda.add(first, self.settle)
        span = (last - first).days - 1
        self.enough("struck")
        for unit, cadre, item, line in self._reports():
            on = first + DAY * self.random.randint(1, span)
            for number in range(line):
                back = DAY * (number + 1)
                self.agenda.add(on, self._report(unit, cadre, item, back))
        self.agenda.add(decided_on, self.decide)

    def _reports(self) -> list[tuple[int, Any, str, int]]:
        """Answer unit, person (found when it is time), problem and how often it is reported."""
        wanted = [row for row in self.told["items"] for _ in range(row["nominees"])]
        people = [
            (unit, n) for unit in self.method.seats for n in range(len(self.method.seats[unit]))
        ]
        rows = [
            (unit, ("nominees", n), item["title"], item["line"])
            for (unit, n), item in zip(people, wanted, strict=True)
        ]
        struck = [
            (unit, n) for n in range(self.told.get("others", 0)) for unit in self.method.seats
        ]
        first = self.told["items"][0]["title"]
        rows += [
            (unit, ("others", n), first, 1) for unit, n in struck[: self.told.get("struck", 0)]
        ]
        return rows

    @property
    def list(self) -> Checklist:
        return Checklist.objects.get(pk=self.pk)

    def settle(self, at: datetime) -> None:
        """Draw the list up with its problems and settle it, by the county's administrator."""
        by = self.county_admin
        row = checklists.draw_up(
            self.world.county,
            year=self.told["year"],
            title=self.told["title"],
            basis=self.told["basis"],
            report_until_on=self.day("report_until_on"),
            by=by,
            at=at,
        )
        self.pk = row.pk
        for item in self.told["items"]:
            given = {key: item[key] for key in ("title", "text", "wanted", "line")}
            ground = Ground.objects.get(code=item["ground"])
            checklists.add_item(row, ground=ground, **given, by=by, at=at)
        checklists.settle(row, by=by, at=at)

    def _report(self, unit: int, who: tuple[str, int], title: str, back: Any) -> Any:
        def act(at: datetime) -> None:
            kind, number = who
            checklists.report(
                self.list,
                item=self.list.items.get(title=title),
                cadre=getattr(self, kind)(unit)[number],
                from_on=legal_day(at) - back,
                until_on=None,
                seen=texts.SEEN,
                finder=texts.FINDER,
                material=texts.MATERIAL,
                by=self.world.clerks[unit],
                at=at,
            )

        return act

    def decide(self, at: datetime) -> None:
        """Confirm what is true, strike the rest, and raise the signals."""
        by = self.world.office["verifier_a"]
        people = [cadre for unit in self.method.seats for cadre in self.nominees(unit)]
        true = {cadre.pk for cadre in people}
        for problem in Problem.objects.filter(checklist=self.pk).order_by("pk"):
            if problem.cadre_id in true:
                checklists.confirm(problem, by=by, at=at)
            else:
                checklists.strike(problem, reason=texts.STRUCK, by=by, at=at)
        self.expect(checklists.raise_for(self.list, by=self.county_admin, at=at), people)
