"""A starting gun: many threads, each with its own connection, do one act at the same time."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from core.errors import DomainError


def race(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run all acts at once; answer what each gave, or the refusal that it met."""
    barrier = Barrier(len(acts), timeout=30)

    def run(act: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            barrier.wait()
            return act()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def kinds(answers: list[Any]) -> dict[str, int]:
    """Count the answers by the name of their type."""
    names = [type(answer).__name__ for answer in answers]
    return {name: names.count(name) for name in sorted(set(names))}
