"""What the imports of the practices share; a new one is its columns, its checks and its write."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.imports import who
from core.imports import cells
from core.imports.definitions import Column, Definition, Lookups, Match, Values, Words
from evidence.services.bulk_targets import units_of

MEASURES = gettext_lazy("日常考核")
WATCH = gettext_lazy("督查和反映")
OPINION = gettext_lazy("测评和榜单")

Fault = tuple[str, Any]  # column, sentence


@dataclass(frozen=True)
class Store:
    """How the rows of an import are read and written, many at once.

    :param current: (ids, county, lock=) → id → what the row holds
    :param enter: (rows, by=, at=) → ids in order
    :param remove: (ids, by=, at=): take out, reverse, or refuse
    :param used: ids → those that something has come to rest on
    :param change: (rows, by=, at=); None where rows are only ever added
    :param owners: ids → row → person; by the row's own `cadre` if not given
    """

    model: Any
    current: Callable[..., dict[int, Values]]
    enter: Callable[..., list[int]]
    remove: Callable[..., None]
    used: Callable[[Sequence[int]], set[int]]
    change: Callable[..., None] | None = None
    owners: Callable[[Sequence[int]], dict[int, int]] | None = None


class Lines(Definition):
    """A line is about one person in one place: it says who and where, `place` says what.

    `told` names the columns that with the person tell a line from others; `fixed` is said of a
    line that stands already with other contents, where rows are only added.
    """

    store: Store
    told: tuple[str, ...] = ()
    fixed: tuple[str, Words] = ("", "")
    of_unit = True  # whether the person must be of the unit that the line names

    def lookups(self, county: Any, *, on: date) -> Lookups:
        lookups = who.lookups(county, on)
        lookups.tables |= self.tables(county)
        return lookups

    def tables(self, county: Any) -> dict[str, Any]:
        """Read what the lines may name, once for a whole run."""
        return {}

    def key(self, values: Values) -> str:
        person = who.key(values)
        told = [str(values.get(name, "")) for name in self.told]
        place = str(values.get("unit", ""))  # blank for the county
        return f"{person} {digest([place, *told])}" if person and all(told) else ""

    def derive(self, values: Values, secrets: dict[str, str], lookups: Lookups) -> Iterable[Fault]:
        return who.derive(values, secrets)

    def check(self, values: Values, lookups: Lookups) -> Iterable[Fault]:
        return who.check(values)

    def match(self, rows: Sequence[Values], lookups: Lookups) -> list[Match]:
        people = who.match_known(rows, lookups)
        units = units_of([one.target_id for one in people if one.target_id])
        found = [
            self._place(row, one, units, lookups) for row, one in zip(rows, people, strict=True)
        ]
        return self._known(rows, found, lookups)

    def _place(self, row: Values, one: Match, units: dict[int, int], lookups: Lookups) -> Match:
        if one.error or one.target_id is None:
            return one
        row["cadre"] = one.target_id
        fault = self.place(row, lookups)
        if (
            fault is None
            and self.of_unit
            and row.get("unit", units[one.target_id]) != units[one.target_id]
        ):
            fault = "name", _("此人不在这个单位")
        return Match(column=fault[0], error=str(fault[1])) if fault else Match()

    def _known(
        self, rows: Sequence[Values], found: Sequence[Match], lookups: Lookups
    ) -> list[Match]:
        """Answer for the lines that have their place which row they mean, or what bars them."""
        placed = [row for row, one in zip(rows, found, strict=True) if not one.error]
        bars, known = self.bars(placed, lookups), self.known(placed)
        return [
            one or bars.get(id(row)) or Match(known.get(self.known_as(row)))
            for row, one in zip(rows, (one if one.error else None for one in found), strict=True)
        ]

    def place(self, row: Values, lookups: Lookups) -> Fault | None:
        """Set on the line what it means beside the person (`cadre`), or answer what is wrong."""
        return None

    def bars(self, rows: Sequence[Values], lookups: Lookups) -> dict[int, Match]:
        """Answer, by `id` of the line, why it is not taken though it has its place."""
        return {}

    def known(self, rows: Sequence[Values]) -> dict[Any, int]:
        """Answer the rows that stand, by what `known_as` says of a line."""
        return {}

    def known_as(self, row: Values) -> Any:
        """Answer what tells a line's row from others."""
        return None

    def check_change(self, values: Values, current: Values, lookups: Lookups) -> Iterable[Fault]:
        if self.store.change is None and self.differing(values, current):
            yield self.fixed[0], self.fixed[1]

    def current(
        self, ids: Sequence[int], lookups: Lookups, *, lock: bool = False
    ) -> dict[int, Values]:
        return self.store.current(ids, lookups.county, lock=lock)

    def create(
        self, rows: Sequence[Values], lookups: Lookups, *, by: Any, at: datetime
    ) -> list[int]:
        return self.store.enter(rows, by=by, at=at)

    def change(
        self, rows: Sequence[tuple[int, Values]], lookups: Lookups, *, by: Any, at: datetime
    ) -> None:
        """Where rows are only added `check_change` has refused every change."""
        if self.store.change is not None:
            self.store.change(rows, by=by, at=at)
        elif rows:
            raise RuntimeError(f"{self.code}: rows are only added")

    def remove(self, ids: Sequence[int], *, by: Any, at: datetime) -> None:
        self.store.remove(ids, by=by, at=at)

    def in_use(self, ids: Sequence[int]) -> set[int]:
        return self.store.used(ids)

    def row_kind(self) -> str:
        return str(self.store.model._meta.label_lower)

    def about(self, ids: Sequence[int]) -> dict[int, int]:
        if self.store.owners is not None:
            return self.store.owners(ids)
        return who.owners(self.store.model, ids)


def digest(told: Sequence[str]) -> str:
    """Answer 32 characters for what is told: a key has no room for words."""
    return blake2b("\n".join(told).encode(), digest_size=16).hexdigest()


def words(
    name: str, label: Any, longest: int, *synonyms: str, required: bool = True, note: Words = ""
) -> Column:
    """Make a column of words."""
    return Column(
        name,
        label,
        lambda _l: cells.text(longest),
        required=required,
        synonyms=synonyms,
        note=note,
    )


def choice(
    name: str,
    label: Any,
    choices: Any,
    *synonyms: str,
    short: dict[str, str] | None = None,
    **more: Any,
) -> Column:
    """Make a column of the labels of choices.

    :param short: shorter words that people write, with their codes
    """

    def named() -> dict[str, str]:
        return (short or {}) | {str(one.label): str(one.value) for one in choices}

    return Column(
        name,
        label,
        lambda _l: cells.choice(named()),
        synonyms=synonyms,
        allowed=lambda _l: list(short or named()),
        show=lambda value, _l: str(choices(value).label),
        **({"required": True} | more),
    )


def unit_or_county(label: Any, note: Any) -> Column:
    """Make the column of a unit that is left blank where the whole county is meant."""
    return Column(
        "unit",
        label,
        who.unit_of,
        synonyms=("单位", "单位名称"),
        note=note,
        show=who.unit_name,
    )


PERSON = (who.NAME, who.ID_NUMBER, who.BORN_ON)
PERSON_SAID = ("name", "id_number", "born_on", "cadre")
