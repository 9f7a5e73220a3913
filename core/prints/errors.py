"""Why a bulk print is not made or not handed out."""

from core.errors import DomainError, StateConflict


class NothingToPrint(DomainError):
    """Not one paper fits."""


class FilesGone(StateConflict):
    """The files are not ready, or their time is over."""
