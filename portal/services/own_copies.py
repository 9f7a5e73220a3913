"""What one's own copy holds is said here: this floor sees all floors."""

from core.exports import copies
from portal.queries import own_copy

copies.register(own_copy.gather)
