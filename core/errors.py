"""The family of refusals. Each carries one sentence that a clerk can act on."""


class DomainError(Exception):
    """An act was refused. The text is shown to the user as it stands."""


class RegulationBroken(DomainError):
    """A numbered regulation forbids the act (HTTP 422)."""

    def __init__(self, sentence: str, *, number: str = "") -> None:
        super().__init__(f"{sentence}（{number}）" if number else sentence)
        self.number = number


class StateConflict(DomainError):
    """Somebody was faster, or the page was stale (HTTP 409)."""


class NotAllowed(DomainError):
    """The person may not do this to this row (HTTP 403)."""
