"""What can be wrong with a file, and with one cell of it."""

from typing import Any

from core.errors import DomainError


class Unreadable(DomainError):
    """The whole file cannot be taken. The sentence says what to do with it."""


class CellError(Exception):
    """One cell is wrong. `sentence` says what stands there and what is needed."""

    def __init__(self, sentence: Any) -> None:
        super().__init__(str(sentence))
        self.sentence = str(sentence)
