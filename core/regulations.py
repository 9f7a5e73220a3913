"""Numbered regulations: one text is the message, the documentation and the test's name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise

from core.errors import RegulationBroken

Severity = Literal["block", "warn"]
REGISTER: dict[str, "Regulation"] = {}


@dataclass
class Regulation:
    """A measure's demand: `judge(**facts)` is true when it is kept."""

    number: str
    sentence: str | Promise
    source: str | Promise
    severity: Severity
    judge: Callable[..., bool]

    def is_kept(self, *facts: Any) -> bool:
        return self.judge(*facts)

    def check(self, *facts: Any) -> None:
        """Raise `RegulationBroken` with the regulation's sentence and number."""
        if not self.judge(*facts):
            raise RegulationBroken(str(self.sentence), number=self.number)


def regulation(
    number: str, sentence: str | Promise, *, source: str | Promise, severity: Severity = "block"
) -> Callable[[Callable[..., bool]], Regulation]:
    """Register a judge under a number; its sentence is what the user reads."""

    def register(judge: Callable[..., bool]) -> Regulation:
        if number in REGISTER:
            raise ValueError(f"regulation {number} stands twice")
        REGISTER[number] = Regulation(number, sentence, source, severity, judge)
        return REGISTER[number]

    return register
