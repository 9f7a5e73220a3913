"""Acts of a person on their own messages and on how they want to hear of them."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from core.audit import trail
from core.notify import channels, regulations
from core.notify.models import Choice, Delivery, DeliveryState, Message

_SLICE = 1000


def mark_read(message: Message, *, by: Any, at: datetime) -> Message:
    """Mark one message as read; one that was read keeps its first instant."""
    Message.objects.visible_to(by).unread().filter(pk=message.pk).update(read_at=at)
    return message


def mark_all_read(_user: Any, *, by: Any, at: datetime) -> int:
    """Mark all of one's messages as read; answer how many were not."""
    return Message.objects.visible_to(by).unread().update(read_at=at)


@transaction.atomic
def choose(_user: Any, *, is_on: bool, address: str, by: Any, at: datetime) -> Choice:
    """Set whether one is reminded by mail, and where to; without an address it is forgotten.

    :raises RegulationBroken: NT-01 no or a wrong address, NT-02 no mail service
    """
    address = address.strip()
    regulations.address_is_right.check(is_on, address)
    regulations.mail_is_set_up.check(is_on, channels.named(channels.MAIL).is_ready())
    row, _created = Choice.objects.update_or_create(
        user=by,
        defaults={
            "channel": channels.MAIL,
            "address": address or None,
            "is_on": is_on,
            "set_at": at,
        },
    )
    trail.record(row, "choose_reminder", by=by, at=at, is_on=is_on)
    return row


def forget(*, at: datetime) -> None:
    """Delete what was read, and what was sent, longer ago than NOTIFY_KEEP_DAYS; a slice at once.

    An unread message stays: nobody has been told by it.
    """
    limit = at - timedelta(days=settings.NOTIFY_KEEP_DAYS)
    _drop(Message.objects.filter(read_at__lt=limit))
    _drop(Delivery.objects.exclude(state=DeliveryState.WAITING).filter(made_at__lt=limit))


def _drop(rows: Any) -> None:
    ids = list(rows.values_list("pk", flat=True)[:_SLICE])
    if ids:
        rows.model.objects.filter(pk__in=ids).delete()
