"""Why an export is not made or not handed out."""

from core.errors import DomainError, StateConflict


class TooManyRows(DomainError):
    """More rows than any export may hold."""


class NothingToExport(DomainError):
    """Not one row fits."""


class LinkSpent(StateConflict):
    """The link was used, or its time is over."""


class SamePerson(DomainError):
    """Whoever asked may not confirm."""
