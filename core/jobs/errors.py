"""What a handler raises to say whose fault it is. Anything else is retried, five times in all."""

from core.errors import DomainError


class Postponed(DomainError):
    """The world is at fault (disk full, gateway away): the job stays due, no attempt counts."""


class Hopeless(DomainError):
    """The job is at fault and trying again cannot help: it is given up at once."""
