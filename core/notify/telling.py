"""Telling people of an act: the only writer of new messages."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models, transaction

from core.notify import kinds
from core.notify.models import Message


def tell(
    kind: str,
    subject: models.Model,
    *,
    to: Iterable[Any],
    occasion: str = "",
    by: Any,
    at: datetime,
) -> int:
    """Leave a message for each of the people who may know of the row; answer for how many.

    It is written in the transaction of the act, so that both stand or neither. The same occasion
    is told once, however often this is called. Whoever may not read the row now gets nothing, not
    even a number: a message without words would say that there is something. Who acted knows.

    :param to: accounts; the same twice, those closed and the system's own are left out
    :param occasion: what tells one transition of the row from the next: a number, a day
    :raises RuntimeError: outside a transaction
    :raises LookupError: an unknown kind
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("tell() must run inside a service's transaction")
    found, people = kinds.named(kind), {user.pk: user for user in to if user is not None}
    told = [
        user
        for pk, user in sorted(people.items())  # in one order, so that two acts cannot cross
        if pk != by.pk and user.is_active and not user.is_system
        if found.rows(user).filter(pk=subject.pk).exists()
    ]
    Message.objects.bulk_create(
        [
            Message(
                recipient=user,
                kind=kind,
                row_kind=subject._meta.label_lower,
                row_id=subject.pk,
                occasion=occasion,
                created_at=at,
            )
            for user in told
        ],
        ignore_conflicts=True,
    )
    return len(told)
