"""A process of its own that plays counties: made ready before anything of the product is loaded."""

import gc
from typing import Any

import django
from django.conf import settings
from django.db import connections

PREPARED = {"server_side_binding": True, "prepare_threshold": 3}


def as_here() -> tuple[Any, ...]:
    """Answer what such a process is begun with: database and folder of files as they are here."""
    return connections["default"].settings_dict["NAME"], settings.MEDIA_ROOT


def begin(database: str, media: Any) -> None:
    """Load the product, and work where the process that began this one works.

    It is begun afresh and not forked: a child has the sockets of its parent's connections, and to
    use or even to forget one there ends it here.

    A county asks the same few hundred questions a thousand times. Prepared, they cost PostgreSQL a
    third less; and what is loaded once is not looked through for garbage again and again.
    """
    django.setup()
    own = connections["default"].settings_dict
    own["NAME"], own["OPTIONS"] = database, own["OPTIONS"] | PREPARED
    settings.MEDIA_ROOT = media
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
