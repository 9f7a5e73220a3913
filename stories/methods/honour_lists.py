"""The acts of red and yellow lists: the clerk proposes and tells, the head hears and puts up."""

from datetime import date, datetime
from typing import Any

from core.dates import add_working_days, legal_day
from evidence.enums import ListColour, ListScope, ObjectionFinding
from evidence.models import HonourList, ListEntry
from evidence.services import honour_lists
from stories import texts
from stories.methods.acts import DAY, MethodPlayer

WEEK = 7 * DAY
HEARD = 3  # working days, the shortest term to object


class HonourListsPlayer(MethodPlayer):
    """One unit's lists each; nominees stand on the yellow one, some others are praised."""

    def schedule(self) -> None:
        last = self.day("on") + WEEK * self.told["yellows"]
        raised_on = self.before_call(add_working_days(last, HEARD) + 2 * DAY, "on")
        self.enough("praised")
        self.enough("upheld")
        for place, unit in enumerate(self.method.seats):
            board = _Board(self, unit, is_first=place == 0)
            self.agenda.add(self.day("on"), board.draw_up)
            board.praise()
            board.expose()
            self.agenda.add(raised_on, board.raise_)


class _Board:
    def __init__(self, player: HonourListsPlayer, unit: int, *, is_first: bool) -> None:
        self.player, self.told, self.unit = player, player.told, unit
        self.is_first, self.pk = is_first, 0

    @property
    def clerk(self) -> Any:
        return self.player.world.clerks[self.unit]

    @property
    def head(self) -> Any:
        return self.player.world.heads[self.unit]

    @property
    def row(self) -> HonourList:
        return HonourList.objects.get(pk=self.pk)

    def draw_up(self, at: datetime) -> None:
        """Begin the unit's lists with their rules, by the clerk."""
        unit = self.player.world.units[self.unit]
        row = honour_lists.draw_up(
            unit.county,
            unit=unit,
            title=self.told["title"],
            basis=self.told["basis"],
            from_on=self.player.day("on"),
            until_on=self.player.day("on") + WEEK * self.told["yellows"],
            scope=ListScope.UNIT,
            red_days=30,
            yellow_days=self.told["yellow_days"],
            objection_days=HEARD,
            yellows=self.told["yellows"],
            ground=self.player.ground,
            by=self.clerk,
            at=at,
        )
        self.pk = row.pk

    def praise(self) -> None:
        """Enter the praise of this unit's share of the told number: proposed, put up, filed."""
        for number in range(self.told.get("praised", 0)):
            unit = list(self.player.method.seats)[number % len(self.player.method.seats)]
            if unit == self.unit:
                self._entry(("others", number), ListColour.RED, self.player.day("on") + DAY)

    def expose(self) -> None:
        """Enter the yellow entries: of nominees often enough, of others one that is upheld."""
        for number in range(self.told["yellows"]):
            on = self.player.day("on") + WEEK * number + DAY
            for n in range(len(self.player.method.seats[self.unit])):
                self._entry(("nominees", n), ListColour.YELLOW, on)
        if self.is_first:
            on = self.player.day("on") + DAY
            for n in range(self.told.get("upheld", 0)):
                self._entry(("others", -1 - n), ListColour.YELLOW, on, is_upheld=True)

    def _entry(
        self, who: tuple[str, int], colour: str, on: date, *, is_upheld: bool = False
    ) -> None:
        one = _Entry(self, who, colour, is_upheld=is_upheld)
        agenda = self.player.agenda
        agenda.add(on, one.propose)
        agenda.add(add_working_days(on, HEARD) + DAY, one.end)

    def raise_(self, at: datetime) -> None:
        """End the period and raise the signals, by the head."""
        row = honour_lists.close(self.row, by=self.head, at=at)
        raised = honour_lists.raise_for(row, by=self.head, at=at)
        self.player.expect(raised, self.player.nominees(self.unit))


class _Entry:
    def __init__(
        self, board: _Board, who: tuple[str, int], colour: str, *, is_upheld: bool
    ) -> None:
        self.board, self.who, self.colour = board, who, colour
        self.is_upheld, self.pk = is_upheld, 0

    @property
    def row(self) -> ListEntry:
        return ListEntry.objects.get(pk=self.pk)

    def propose(self, at: datetime) -> None:
        """Propose the person and, for the yellow list, tell them, by the clerk."""
        kind, number = self.who
        cadre = getattr(self.board.player, kind)(self.board.unit)[number]
        entry = honour_lists.propose(
            self.board.row,
            cadre=cadre,
            colour=self.colour,
            on=legal_day(at),
            reason=texts.LISTED[self.colour],
            by=self.board.clerk,
            at=at,
        )
        self.pk = entry.pk
        if self.colour == ListColour.YELLOW:
            honour_lists.tell(
                entry, told_on=legal_day(at), told_how="IN_PERSON", by=self.board.clerk, at=at
            )
        if self.is_upheld:
            honour_lists.say(entry, said=texts.OBJECTION, by=cadre.user, at=at)

    def end(self, at: datetime) -> None:
        """Put the entry up by the head, praise into the file by the county; or uphold the word."""
        head = self.board.head
        if self.is_upheld:
            upheld, why = ObjectionFinding.UPHELD, texts.STRUCK
            honour_lists.answer(self.row, answer=upheld, answer_reason=why, by=head, at=at)
            return
        entry = honour_lists.publish(self.row, by=head, at=at)
        if self.colour == ListColour.RED:
            honour_lists.file(entry, by=self.board.player.county_admin, at=at)
