"""The family of refusals. Each carries one sentence that a clerk can act on."""

from django.utils.translation import gettext as _


class DomainError(Exception):
    """An act was refused. The text is shown to the user as it stands."""


class RegulationBroken(DomainError):
    """A numbered regulation forbids the act (HTTP 422)."""

    def __init__(self, sentence: str, *, number: str = "") -> None:
        told = {"text": sentence, "note": number}
        super().__init__(_("%(text)s（%(note)s）") % told if number else sentence)
        self.number = number


class StateConflict(DomainError):
    """Somebody was faster, or the page was stale (HTTP 409)."""


class NotAllowed(DomainError):
    """The person may not do this to this row (HTTP 403)."""
