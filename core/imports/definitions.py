"""What can be imported: each floor defines its own in `imports.py` and registers it here."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _

from core.imports.cells import Parser

Values = dict[str, Any]
Words = str | Promise


@dataclass(frozen=True)
class Column:
    """One column. `parser(lookups)` gives the parser, so that choices can come from the county.

    :param secret: the value is kept sealed and compared by fingerprint
    :param is_forgotten: the value is read for `derive` and then kept nowhere
    """

    name: str
    label: Words
    parser: Callable[[Any], Parser]
    required: bool = False
    synonyms: tuple[str, ...] = ()
    note: Words = ""
    allowed: Callable[[Any], Sequence[str]] | None = None
    show: Callable[[Any, Any], str] | None = None
    secret: bool = False
    is_forgotten: bool = False


@dataclass
class Match:
    """Which row of the database a line means: its id, None for a new one, or what is wrong."""

    target_id: int | None = None
    column: str = ""
    error: str = ""


@dataclass
class Lookups:
    """What a definition needs from the database for a whole run, read once.

    `by` is who brings the lines in: lines about themselves can be refused by row.
    """

    county: Any
    on: date
    tables: dict[str, Any] = field(default_factory=dict)
    by: Any = None


class Definition(ABC):
    """One kind of import. Everything works on batches; nothing asks row by row."""

    code = ""
    title: Words = ""
    subject: Words = ""  # under which heading the page of imports offers it
    brief: Words = ""  # one line: what it brings in
    hint: Words = ""
    columns: tuple[Column, ...] = ()
    identity: tuple[str, ...] = ()  # values that only say which row is meant
    keeps_unread = True  # whether cells of columns that are not known stay with a line
    most_rows = 100_000  # lines of one file
    example: dict[str, str] = {}  # column → what a filled-in line may say
    stays: Words = ""  # why a run cannot be undone, empty if it can

    def may_handle(self, user: Any, county: Any) -> bool:
        """Answer whether somebody who imports for a county may bring these in and read the runs."""
        return True

    def lookups(self, county: Any, *, on: date) -> Lookups:
        return Lookups(county, on)

    @abstractmethod
    def key(self, values: Values) -> str:
        """Answer what must stand only once in a file, empty if the row says too little."""

    def check(self, values: Values, lookups: Lookups) -> Iterable[tuple[str, str]]:
        """Answer (column, sentence) for what is wrong between the cells of one row."""
        return ()

    def derive(
        self, values: Values, secrets: dict[str, str], lookups: Lookups
    ) -> Iterable[tuple[str, str]]:
        """Add to `values` what secret or forgotten cells say in clear (birth date in an ID number),
        and answer (column, sentence) where cells contradict them."""
        return ()

    def check_change(
        self, values: Values, current: Values, lookups: Lookups
    ) -> Iterable[tuple[str, str]]:
        """Answer what an import may not change on a row that exists."""
        return ()

    @abstractmethod
    def match(self, rows: Sequence[Values], lookups: Lookups) -> list[Match]:
        """Answer for each row which row of the database it means."""

    @abstractmethod
    def current(
        self, ids: Sequence[int], lookups: Lookups, *, lock: bool = False
    ) -> dict[int, Values]:
        """Answer what the database holds, in the words of `values`; locked in id order if asked."""

    def check_new(self, values: Values, lookups: Lookups) -> Iterable[tuple[str, str]]:
        """Answer what a new row lacks: a column that may be left out only on a change."""
        return ()

    @abstractmethod
    def create(
        self, rows: Sequence[Values], lookups: Lookups, *, by: Any, at: datetime
    ) -> list[int]:
        """Enter new rows in bulk and answer their ids in order."""

    @abstractmethod
    def change(
        self, rows: Sequence[tuple[int, Values]], lookups: Lookups, *, by: Any, at: datetime
    ) -> None:
        """Set the given values on rows that exist, in bulk."""

    @abstractmethod
    def remove(self, ids: Sequence[int], *, by: Any, at: datetime) -> None:
        """Take rows out that a run had entered."""

    @abstractmethod
    def in_use(self, ids: Sequence[int]) -> set[int]:
        """Answer which rows something else has come to rest on."""

    @abstractmethod
    def row_kind(self) -> str:
        """Answer the model label under which the audit trail names the rows."""

    def about(self, ids: Sequence[int]) -> dict[int, int]:
        """Answer row → person for the rows that are about somebody."""
        return {}

    def differing(self, values: Values, current: Values) -> Values:
        """Answer the present value of every field that a line would set otherwise."""
        return {
            name: current.get(name)
            for name in values
            if name not in self.identity and current.get(name) != values[name]
        }

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def spoken(self, name: str, value: Any, lookups: Lookups) -> str:
        """Write a value for a reader."""
        if value is None or value == "":
            return ""
        show = self.column(name).show
        if show:
            return show(value, lookups)
        if isinstance(value, bool):
            return _("是") if value else _("否")
        return str(value)


_register: dict[str, Definition] = {}


def register(definition: Definition) -> Definition:
    """Make a definition known. The same code twice is a mistake of ours."""
    known = _register.get(definition.code)
    if known is not None and type(known).__qualname__ != type(definition).__qualname__:
        raise RuntimeError(f"two imports called {definition.code}")
    _register[definition.code] = definition
    return definition


def find(code: str) -> Definition:
    """Answer a definition by its code.

    :raises KeyError: nobody defined it
    """
    autodiscover_modules("imports")
    return _register[code]


def offered() -> list[Definition]:
    """Answer all definitions in the order in which a county needs them."""
    autodiscover_modules("imports")
    return list(_register.values())
