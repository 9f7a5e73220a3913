"""Rule: one function enforces, shows and explains who may do what."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise

from core.errors import NotAllowed

Answer = str | Promise | None


class Rule:
    """Wrap `(user, row) -> None | sentence`; None means the user may act.

    `check` raises the sentence, `refusal` shows it on a disabled button, `allows` asks.
    """

    def __init__(self, judge: Callable[[Any, Any], Any]) -> None:
        self.judge = judge
        self.__name__ = judge.__name__
        self.__doc__ = judge.__doc__

    def refusal(self, user: Any, row: Any) -> str:
        """Answer why the user may not act on the row; empty when they may."""
        return str(self.judge(user, row) or "")

    def allows(self, user: Any, row: Any) -> bool:
        return not self.refusal(user, row)

    def check(self, user: Any, row: Any) -> None:
        """Raise `NotAllowed` with the sentence when the user may not act."""
        if sentence := self.refusal(user, row):
            raise NotAllowed(sentence)
