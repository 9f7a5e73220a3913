"""How an address is asked: with which row, and with which honest form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.permissions.worlds import Place

SAID = "情况属实，已经谈话核对。"

Asked = Callable[[Place], Any]


@dataclass(frozen=True)
class Route:
    """One way to ask an address. `row` is what it is about; `kept` is named once more by pk."""

    name: str
    row: Asked | None = None
    args: Asked | None = None
    form: Asked | None = None
    query: Asked | None = None
    case: str = ""
    types: bool = False  # htmx asks at every letter: its POST is answered with what was found
    everywhere: bool = False  # an administrator's row: of the whole system, of no county
    fixed: tuple[tuple[str, str], ...] = ()  # arguments that name no row

    @property
    def key(self) -> str:
        return f"{self.name} {self.case}".strip()

    def arguments(self, where: Place) -> dict[str, Any]:
        if self.args:
            return self.args(where)
        if self.fixed:
            return dict(self.fixed)
        return {"pk": self.row(where).pk} if self.row else {}


def of(name: str) -> Asked:
    return lambda where: getattr(where, name)


def acts(name: str, row: str, *moves: tuple[str, Asked], state: str = "") -> list[Route]:
    """Answer one route for each small act of an address that takes the act's name."""
    return [
        Route(
            name,
            of(row),
            lambda w, move=move: {"pk": getattr(w, row).pk, "name": move},
            form,
            case=f"{move}{state}",
        )
        for move, form in moves
    ]


def nothing(_where: Place) -> dict[str, Any]:
    return {}
