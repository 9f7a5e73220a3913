"""Processes that play stories and nothing else: how they are made ready."""

import gc
from typing import Any

import django
from django.conf import settings
from django.db import connection, connections

PREPARED = {"server_side_binding": True, "prepare_threshold": 3}
SOON = " -c synchronous_commit=off"


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
    hurry()


def hurry() -> None:
    """Make a process ready that does nothing but play.

    A county asks the same few hundred questions a thousand times: prepared, they cost PostgreSQL a
    third less. What is loaded once is not looked through for garbage again and again. And no act
    waits for the disk: a story that is cut off is played again.
    """
    connection.close()
    options = connection.settings_dict["OPTIONS"]
    options |= PREPARED | {"options": options.get("options", "") + SOON}
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
