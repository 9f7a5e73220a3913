"""What can go wrong between a snapshot and the file in a clerk's hands."""

from core.errors import DomainError
from core.jobs.errors import Hopeless, Postponed


class RenderingFailed(Hopeless):
    """The snapshot cannot be printed as it is; the sentence names what is wrong."""


class StorageUnavailable(Postponed):
    """The file could not be written (disk full, folder away); nothing of it is left behind."""


class DocumentNotReady(DomainError):
    """There is no file yet."""


class DocumentDamaged(DomainError):
    """The stored file is not the one that was issued."""


class SealUnusable(DomainError):
    """The key that signs cannot be opened; the sentence names the setting, never the secret."""


class SigningFailed(DomainError):
    """The seal gave no signature. Tried again, five times in all; the paper is not given out."""
