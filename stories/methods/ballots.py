"""The acts of a secret ballot: roll, slips, votes, count, signals; by the unit's clerk."""

from datetime import datetime, time, timedelta
from typing import Any

from core.dates import ZONE
from evidence.enums import BallotKind, PollMeasure, VoteChannel
from evidence.models import Poll
from evidence.queries import tallies
from evidence.services import counting, poll_signals, polls, voting
from stories import people
from stories.methods.acts import DAY, MethodPlayer

CLOSING = time(17)
LETTERS = "ABCDEFGH"
NAMED = [{"code": "X", "label": "推选", "value": "1"}]
Ballots = list[dict[str, str]]


class BallotPlayer(MethodPlayer):
    """One vote in each unit whose people are nominated on it."""

    def schedule(self) -> None:
        closes_on = self.before_call(self.day("closes_on"), "closes_on")
        for unit in self.method.seats:
            vote = _Vote(self, unit)
            self.agenda.add(self.day("on"), vote.open_)
            self.agenda.add(self.day("on") + DAY, vote.vote)
            self.agenda.add(closes_on, vote.count, late=True)


class _Vote:
    def __init__(self, player: BallotPlayer, unit: int) -> None:
        self.player, self.told, self.unit = player, player.told, unit
        self.random, self.pk = player.random, 0

    @property
    def by(self) -> Any:
        return self.player.world.clerks[self.unit]

    @property
    def poll(self) -> Poll:
        return Poll.objects.get(pk=self.pk)

    @property
    def options(self) -> list[dict[str, str]]:
        if self.told["kind"] == "names":
            return NAMED
        return [
            {"code": code, "label": row["label"], "value": f"{row['value']:f}"}
            for code, row in zip(LETTERS, self.told["options"], strict=False)
        ]

    def _rule(self) -> dict[str, Any]:
        codes = {row["label"]: row["code"] for row in self.options}
        share = (
            "X" if self.told["kind"] == "names" else codes.get(self.told.get("share_of", ""), "")
        )
        return {
            "kind": BallotKind[self.told["kind"].upper()],
            "options": self.options,
            "max_names": self.told.get("max_names"),
            "measure": PollMeasure[self.told["measure"].upper()],
            "share_of": share,
            "bottom_n": self.told.get("bottom"),
            "threshold": self.told.get("threshold"),
        }

    def open_(self, at: datetime) -> None:
        """Plan the vote, put people and roll on it, and open it."""
        unit = self.player.world.units[self.unit]
        poll = polls.plan(
            unit.county,
            unit=unit,
            groups=[(row["name"], row["weight"]) for row in self.told["groups"]],
            title=self.told["title"],
            basis=self.told["basis"],
            ground=self.player.ground,
            closes_at=datetime.combine(self.player.day("closes_on"), CLOSING, ZONE),
            by=self.by,
            at=at,
            **self._rule(),
        )
        self.pk = poll.pk
        subjects = [*self.player.nominees(self.unit), *self.player.others(self.unit)]
        polls.add_subjects(poll, people=subjects, by=self.by, at=at)
        for group, row in zip(poll.groups.order_by("position"), self.told["groups"], strict=True):
            polls.add_voters(
                poll,
                group=group,
                people=[],
                names=self._names(row["voters"]),
                channel=VoteChannel.SLIP,
                by=self.by,
                at=at,
            )
        polls.open_(poll, by=self.by, at=at)

    def _names(self, count: int) -> list[str]:
        """Answer so many names, a number added: two of one name are two voters."""
        drawn = [people.name(self.random, self.random.choice("MF")) for _ in range(count)]
        return [f"{name}（{number}）" for number, name in enumerate(drawn, start=1)]

    def vote(self, at: datetime) -> None:
        """Print the slips, and let as many as came cast their ballots by their codes."""
        poll = self.poll
        for group, row in zip(poll.groups.order_by("position"), self.told["groups"], strict=True):
            codes = voting.slips(poll, group=group, by=self.by, at=at)
            for code, marks in zip(codes, self._ballots(row), strict=False):
                voting.cast(code, marks=marks, moment=at)

    def _ballots(self, row: dict[str, Any]) -> Ballots:
        invalid = row.get("invalid", 0)
        fill = self._named if self.told["kind"] == "names" else self._graded
        return [*fill(row["cast"] - invalid, row["against"]), *({} for _ in range(invalid))]

    def _graded(self, count: int, against: int) -> Ballots:
        """Give every nominee the worst grade `against` times, the others one of the best two."""
        codes = [row["code"] for row in self.options]
        nominees = len(self.player.method.seats[self.unit])
        total = nominees + len(self.player.others(self.unit))
        best = codes[: min(2, len(codes) - 1)]
        return [
            {
                str(position): codes[-1]
                if position <= nominees and number < against
                else (best[-1] if position <= nominees else self.random.choice(best))
                for position in range(1, total + 1)
            }
            for number in range(count)
        ]

    def _named(self, count: int, against: int) -> Ballots:
        """Name every nominee `against` times; who is left without a name on it names another."""
        nominees = len(self.player.method.seats[self.unit])
        others = len(self.player.others(self.unit))
        ballots: Ballots = [{} for _ in range(count)]
        for index in range(nominees * against):
            ballots[index % count][str(1 + index // against)] = "X"
        for number, marks in enumerate(row for row in ballots if not row):
            marks[str(nominees + 1 + number % others)] = "X"
        return ballots

    def count(self, at: datetime) -> None:
        """Close, count, look who is on the line, and raise a signal for each."""
        polls.close(self.poll, by=self.by, at=at)
        counting.count(self.poll, by=self.by, at=at + timedelta(seconds=1))
        at += timedelta(seconds=2)
        found = [
            row.subject.pk
            for row in tallies.result(self.poll, on=at.astimezone(ZONE).date())
            if row.is_on_the_line and not row.protection
        ]
        raised = poll_signals.raise_for(self.poll, subjects=found, by=self.by, at=at)
        self.player.expect(raised, self.player.nominees(self.unit))
