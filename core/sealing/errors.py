"""What can be wrong with keys and with sealed values."""


class SealingError(Exception):
    """The root of the family. No message holds a plain value or a key."""


class KeysUnusable(SealingError):
    """FIELD_KEYS, FIELD_CIPHER or FINGERPRINT_KEY are missing, malformed or too short."""


class UnknownKey(SealingError):
    """A value was sealed with a key that the ring does not hold (any more)."""


class SealBroken(SealingError):
    """A sealed value was altered, moved to another column, or sealed with another key."""
