"""Counting what one address, or one secret, may ask in a while."""

from dataclasses import dataclass

from django.core.cache import cache

SPAN = 600  # seconds


@dataclass(frozen=True)
class Guesses:
    """So many tries in ten minutes for each `of`, counted under a name; the first one begins them.

    :param most: tries after which no more are taken until the span is over
    """

    name: str
    most: int

    def are_spent(self, of: object) -> bool:
        """Answer whether `of` has no try left."""
        return int(cache.get(self._key(of)) or 0) >= self.most

    def note(self, of: object) -> None:
        """Count one try of `of`."""
        cache.add(self._key(of), 0, SPAN)
        cache.incr(self._key(of))

    def _key(self, of: object) -> str:
        return f"{self.name}:{of}"
