"""How the guards read the house: its floors, its modules, its trees."""

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
FLOORS = [
    "config",
    "stories",
    "portal",
    "keeping",
    "reports",
    "assessment",
    "training",
    "recall",
    "evidence",
    "schemes",
    "cadres",
    "accounts",
    "units",
    "core",
]
ABOVE = {floor: set(FLOORS[:place]) for place, floor in enumerate(FLOORS)}


def modules(*, under: str = "") -> list[Path]:
    """Answer the product's modules (no migrations, no tests), all or those of one room."""
    found = [path for floor in FLOORS for path in (ROOT / floor).rglob("*.py")]
    kept = [path for path in found if "migrations" not in path.parts]
    if under:
        kept = [p for p in kept if under in p.relative_to(ROOT).parts or p.stem == under]
    return sorted(kept)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def each(paths: Iterable[Path]) -> Callable[[Callable[[Path], None]], Callable[[], None]]:
    """Make one test of a check of each file, which tells all files that fail.

    A test for each file took four times as long as reading it.
    """

    def over(check: Callable[[Path], None]) -> Callable[[], None]:
        def test() -> None:
            wrong = {}
            for path in paths:
                try:
                    check(path)
                except AssertionError as error:
                    wrong[name_of(path)] = str(error)
            assert wrong == {}

        test.__name__, test.__doc__ = check.__name__, check.__doc__
        return test

    return over


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Answer each call with its source text up to the bracket."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)
