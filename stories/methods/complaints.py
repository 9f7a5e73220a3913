"""The acts of a share of complaints: the clerk counts and enters, the head judges and closes."""

from datetime import datetime
from typing import Any

from evidence.enums import Channel, LineMeasure
from evidence.models import ComplaintPlan
from evidence.services import complaints
from stories import texts
from stories.methods.acts import DAY, MethodPlayer


class ComplaintsPlayer(MethodPlayer):
    """One window's period in each unit whose people are nominated on it."""

    def schedule(self) -> None:
        closed_on = self.before_call(self.day("until_on") + DAY, "until_on")
        for unit in self.method.seats:
            period = _Period(self, unit)
            self.agenda.add(self.day("on"), period.open_)
            self.agenda.add(self.day("until_on"), period.enter)
            self.agenda.add(closed_on, period.judge)
            self.agenda.add(closed_on, period.close)


class _Period:
    def __init__(self, player: ComplaintsPlayer, unit: int) -> None:
        self.player, self.told, self.unit, self.pk = player, player.told, unit, 0

    @property
    def clerk(self) -> Any:
        return self.player.world.clerks[self.unit]

    @property
    def head(self) -> Any:
        return self.player.world.heads[self.unit]

    @property
    def plan(self) -> ComplaintPlan:
        return ComplaintPlan.objects.get(pk=self.pk)

    def open_(self, at: datetime) -> None:
        """Draw the period up with the told line alone and settle it, by the clerk."""
        plan = complaints.draw_up(
            self.player.world.units[self.unit],
            title=self.told["title"],
            basis=self.told["basis"],
            from_on=self.player.day("on"),
            until_on=self.player.day("until_on"),
            counts="SUBSTANTIATED",
            smallest=self.told["smallest"],
            by=self.clerk,
            at=at,
        )
        self.pk = plan.pk
        for line in plan.lines.all():
            complaints.drop_line(plan, line=line, by=self.clerk, at=at)
        complaints.add_line(
            plan,
            kind=self.told["kind"].upper(),
            percent=self.told["percent"],
            measure=LineMeasure.PROPOSE,
            ground=self.player.ground,
            by=self.clerk,
            at=at,
        )
        complaints.settle(plan, by=self.clerk, at=at)

    def enter(self, at: datetime) -> None:
        """Enter how many were served and what they complained of, by the clerk."""
        rows = [(c, self.told["complaints"]) for c in self.player.nominees(self.unit)]
        rows += [(c, self.told.get("others_complaints", 0)) for c in self.player.others(self.unit)]
        for cadre, number in rows:
            complaints.count(
                self.plan,
                cadre=cadre,
                applicants=self.told["applicants"],
                source=texts.COUNTED,
                by=self.clerk,
                at=at,
            )
            for matter in range(number):
                self._enter(cadre, matter, at)

    def _enter(self, cadre: Any, matter: int, at: datetime) -> None:
        span = (self.player.day("until_on") - self.player.day("on")).days
        complaints.enter(
            self.plan,
            cadre=cadre,
            kind=self.told["kind"].upper(),
            channel=self.player.random.choice(list(Channel)),
            on=self.player.day("on") + DAY * self.player.random.randint(0, span),
            number=f"{cadre.pk}-{matter}",
            by=self.clerk,
            at=at,
        )

    def judge(self, at: datetime) -> None:
        """Say of each complaint what looking into it gave, by the head."""
        wrong: dict[int, int] = {}
        for row in self.plan.complaints.order_by("pk"):
            before = wrong.setdefault(row.cadre_id, 0)
            finding = "UNTRUE" if before < self.told.get("untrue", 0) else "TRUE"
            wrong[row.cadre_id] += 1
            reason = texts.COMPLAINT[finding]
            complaints.judge(row, finding=finding, reason=reason, by=self.head, at=at)

    def close(self, at: datetime) -> None:
        """End the period and raise the signals, by the head."""
        plan = complaints.close(self.plan, by=self.head, at=at)
        raised = complaints.raise_for(plan, by=self.head, at=at)
        self.player.expect(raised, self.player.nominees(self.unit))
