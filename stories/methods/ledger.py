"""The acts of a book: opened, kept, closed, objected to, made final, shared — each by its role."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from core.dates import legal_day
from evidence.enums import Practice
from evidence.models import Book, BookEntry, BookItem, BookMember, BookPeriod
from evidence.services import awards, book_signals, books, ledger
from schemes.models import Ground
from stories import texts
from stories.agenda import Agenda
from stories.methods.acts import Act, MethodPlayer
from stories.methods.books import BookPlan, Line, Period
from stories.worlds import World

FIGURES = (
    "days_per_month",
    "hours_per_day",
    "points_per_hour",
    "points_per_task",
    "points_per_level",
    "level_share",
    "repeat_factor",
    "award_percent",
    "card_points",
    "warn_at",
    "propose_at",
    "bottom_n",
    "smallest_group",
)


class BookPlayer(MethodPlayer):
    """Enters one book's acts into the agenda: head and clerk of the unit, the people themselves."""

    def __init__(self, world: World, plan: BookPlan, agenda: Agenda) -> None:
        super().__init__(world, plan.method, agenda)
        self.plan = plan
        self.unit = world.unit_named(plan.told["unit"])
        self.pk = 0
        self.members: list[int] = []

    @property
    def head(self) -> Any:
        return self.world.heads[self.unit]

    @property
    def clerk(self) -> Any:
        return self.world.clerks[self.unit]

    @property
    def book(self) -> Book:
        return Book.objects.get(pk=self.pk)

    def schedule(self) -> None:
        """Enter everything that the plan says of this book."""
        self.agenda.add(self.plan.opens_on, self.open_book)
        for row in self.plan.told["rules"][1:]:
            first = next(p for p in self.plan.periods if p.until_on >= row["from"])
            self.agenda.add(max(first.from_on, self.plan.opens_on), self._change(row))
        for period in self.plan.periods:
            for line in sorted(period.lines, key=lambda row: row.on):
                self.agenda.add(line.on, self._enter(line))
                self._follow(period, line)
            self.agenda.add(period.closed_on, self.close, late=True)
            if period.has_signals:
                self.before_call(period.final_on, "periods")
            self.agenda.add(period.final_on, self._finalise(period))
        if "award" in self.plan.told:
            self.agenda.add(self.world.plan.story.day(self.plan.told["award"]["on"]), self.share)

    def _follow(self, period: Period, line: Line) -> None:
        """Enter what becomes of a line: taken back the same day, or objected to and answered."""
        if line.is_reversed:
            self.agenda.add(line.on, self._take_back(line), late=True)
        elif line.objection:
            self.agenda.add(period.objected_on, self._object(line))
            self.agenda.add(period.answered_on, self._answer(line))

    def open_book(self, at: datetime) -> None:
        """Open the book, list its people with group and class, and give them their duties."""
        told = self.plan.told
        book = books.open_(
            self.world.units[self.unit],
            kind=Practice[told["kind"].upper()],
            title=told["title"],
            from_on=self.plan.opens_on,
            groups=list(told.get("groups", [])),
            basis=told["basis"],
            document_number=told["document_number"],
            rule=figures(told["rules"][0]),
            items=told["items"],
            by=self.head,
            at=at,
        )
        self.pk = book.pk
        for cadre, group, level in zip(
            self.plan.cadres, self.plan.groups, self.plan.levels, strict=True
        ):
            row = books.join(
                book,
                cadre=cadre,
                group=group,
                level=level,
                joined_on=self.plan.opens_on,
                by=self.head,
                at=at,
            )
            self.members.append(row.pk)
        self._give_duties(at)

    def _give_duties(self, at: datetime) -> None:
        for number, duty in self.plan.duties:
            books.add_duty(
                self._member(number),
                kind=duty["kind"].upper(),
                title=duty["title"],
                week_hours=duty["week_hours"],
                from_on=duty["from"],
                by=self.head,
                at=at,
            )

    def _member(self, number: int) -> BookMember:
        rows = BookMember.objects.select_related("cadre__user", "book")
        return rows.get(pk=self.members[number])

    def _change(self, row: dict[str, Any]) -> Act:
        def act(at: datetime) -> None:
            books.add_rule(self.book, from_on=row["from"], by=self.head, at=at, **figures(row))

        return act

    def _enter(self, line: Line) -> Act:
        def act(at: datetime) -> None:
            item = BookItem.objects.get(book=self.pk, title=line.item, retired_on=None)
            row = ledger.enter(
                self._member(line.member),
                item=item,
                on=legal_day(at),
                reason=line.reason,
                token=uuid4(),
                by=self.clerk,
                at=at,
            )
            line.pk = row.pk

        return act

    def _take_back(self, line: Line) -> Act:
        def act(at: datetime) -> None:
            entry = BookEntry.objects.get(pk=line.pk)
            ledger.reverse(entry, reason=texts.TAKEN_BACK, token=uuid4(), by=self.clerk, at=at)

        return act

    def close(self, at: datetime) -> None:
        """Close the oldest open period, by the head."""
        open_ones = BookPeriod.objects.filter(book=self.pk, closed_at=None)
        ledger.close(open_ones.earliest("from_on"), by=self.head, at=at)

    def _object(self, line: Line) -> Act:
        def act(at: datetime) -> None:
            entry = BookEntry.objects.get(pk=line.pk)
            person = self._member(line.member).cadre.user
            ledger.object_(entry, text=texts.OBJECTION, by=person, at=at)

        return act

    def _answer(self, line: Line) -> Act:
        def act(at: datetime) -> None:
            objection = BookEntry.objects.get(pk=line.pk).objection
            told = {"finding": line.objection, "answer": texts.ANSWER[line.objection]}
            ledger.answer(objection, **told, by=self.head, at=at)

        return act

    def _finalise(self, period: Period) -> Act:
        def act(at: datetime) -> None:
            row = BookPeriod.objects.get(book=self.pk, from_on=period.from_on)
            row = ledger.finalise(row, by=self.head, at=at)
            if period.has_signals:
                raised = book_signals.raise_for(row, by=self.head, at=at)
                if self.method.seats:
                    self.expect(raised, self.nominees(self.unit))

        return act

    def share(self, at: datetime) -> None:
        """Share the rule's part of the award by the year's points, by the head."""
        told = self.plan.told["award"]
        given = {"total": told["total"], "basis": told["basis"]}
        awards.share(self.book, **given, by=self.head, at=at)


def figures(row: dict[str, Any]) -> dict[str, Any]:
    """Answer a told version of the rule as fields; what the story does not tell counts nothing."""
    told = {name: row.get(name, 0) for name in FIGURES}
    told["repeat_factor"] = row.get("repeat_factor", 1)
    ground = Ground.objects.get(code=row["ground"]) if "ground" in row else None
    return told | {
        "objection_days": row["objection_days"],
        "ground": ground,
        "provenance": row["provenance"],
    }
