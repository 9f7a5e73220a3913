"""A process of its own that plays counties: made ready before anything of the product is loaded."""

from typing import Any

import django
from django.conf import settings
from django.db import connections


def as_here() -> tuple[Any, ...]:
    """Answer what such a process is begun with: database and folder of files as they are here."""
    return connections["default"].settings_dict["NAME"], settings.MEDIA_ROOT


def begin(database: str, media: Any) -> None:
    """Load the product, and work where the process that began this one works.

    It is begun afresh and not forked: a child has the sockets of its parent's connections, and to
    use or even to forget one there ends it here.
    """
    django.setup()
    connections["default"].settings_dict["NAME"] = database
    settings.MEDIA_ROOT = media
