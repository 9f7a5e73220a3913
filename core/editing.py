"""Two people on one page: nobody writes over what they have not read.

A page that edits a row carries a print of every value as it stood when the page was shown. The
service compares, under its lock, and refuses where somebody changed a value meanwhile; the form
then shows both versions field by field (core.ui.merging). No row needs a column of its own.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from core.errors import StateConflict

_DIGITS = 12  # of the print: a page compares a handful of values, and nobody gains by a clash


@dataclass(frozen=True)
class Read:
    """What the writer had read, as prints by field, and which version they took of which field."""

    prints: Mapping[str, str]
    picks: Mapping[str, str] = field(default_factory=dict)


class EditedMeanwhile(StateConflict):
    """Somebody changed the row while the page was open (HTTP 409); `now` is what stands."""

    def __init__(self, now: Mapping[str, Any]) -> None:
        super().__init__(
            _("您打开页面后，别人改了同样的内容。两边的内容都在下面，请逐项选择后再保存。")
        )
        self.now = now


def print_of(value: Any) -> str:
    """Answer a value's print; a form's value and the row's have the same."""
    return hashlib.sha256(_told(value).encode()).hexdigest()[:_DIGITS]


def _told(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="minutes")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, Iterable):
        return ",".join(sorted(map(_told, value)))
    return str(value)


def prints(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: print_of(value) for name, value in values.items()}


def settle(
    read: Read | None, *, now: Mapping[str, Any], given: Mapping[str, Any]
) -> dict[str, Any]:
    """Refuse to write over what the writer has not read; answer what the audit keeps of a merge.

    Call it under the row's lock. Equal changes of both are no conflict.

    :param read: None for a caller that is no page: an import, a story
    :param now: the values that stand
    :param given: the values to be written
    :raises EditedMeanwhile: a value was changed since it was read
    """
    if read is None:
        return {}
    was, unread = prints(now), print_of(None)
    moved = {name for name in was if read.prints.get(name, unread) != was[name]}
    if any(print_of(given[name]) != was[name] for name in moved):
        raise EditedMeanwhile(now)
    return {"merged": dict(read.picks)} if read.picks else {}
