"""What the imports of posts and of ratings share: dated rows of a person, written in bulk."""

from collections.abc import Sequence
from datetime import datetime
from types import ModuleType
from typing import Any

from django.db import models

from cadres.imports import who
from core.imports.definitions import Definition, Lookups, Values


class Records(Definition):
    """Rows of one model that hang on a person and on which nothing else rests."""

    model: type[models.Model]
    bulk: ModuleType  # the service that enters, changes and removes many of them

    def current(
        self, ids: Sequence[int], lookups: Lookups, *, lock: bool = False
    ) -> dict[int, Values]:
        return self.bulk.current(ids, lookups.county, lock=lock)

    def create(
        self, rows: Sequence[Values], lookups: Lookups, *, by: Any, at: datetime
    ) -> list[int]:
        return self.bulk.enter(rows)

    def change(
        self, rows: Sequence[tuple[int, Values]], lookups: Lookups, *, by: Any, at: datetime
    ) -> None:
        self.bulk.change(rows)

    def remove(self, ids: Sequence[int], *, by: Any, at: datetime) -> None:
        self.bulk.remove(ids)

    def in_use(self, ids: Sequence[int]) -> set[int]:
        return set()

    def row_kind(self) -> str:
        return self.model._meta.label_lower

    def about(self, ids: Sequence[int]) -> dict[int, int]:
        return who.owners(self.model, ids)
