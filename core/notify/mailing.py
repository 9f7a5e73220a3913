"""Digests: one mail for all that waits, planned by the sweep, sent by a job, and logged.

An act writes its messages and nothing else. The sweep looks for people with messages of which no
mail has told, so none is lost between an act that commits late and a mail that leaves early.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from core.jobs import outbox
from core.notify import channels, quiet, reading
from core.notify.models import Choice, Delivery, DeliveryState, Message

logger = logging.getLogger(__name__)

LANE = "notify"
GATHERING = timedelta(minutes=15)  # what comes in this time goes in one mail
APART = timedelta(hours=4)  # between two mails to one person
MAX_TRIES = 5
BACKOFF = timedelta(minutes=5)  # doubled with every try: 5, 10, 20, 40 min
_SLICE = 200


def gather(*, at: datetime) -> int:
    """Plan a mail for each person with something new; answer for how many. Safe to repeat."""
    new = Message.objects.filter(recipient=OuterRef("user"), read_at=None, carried_at=None)
    waiting = Delivery.objects.filter(user=OuterRef("user"), state=DeliveryState.WAITING)
    rows = Choice.objects.filter(is_on=True, channel__in=channels.ready(), user__is_active=True)
    found = list(rows.filter(Exists(new), ~Exists(waiting)).order_by("pk")[:_SLICE])
    for choice in found:
        _plan(choice, at)
    return len(found)


@transaction.atomic
def _plan(choice: Choice, at: datetime) -> None:
    due = at + GATHERING
    last = Delivery.objects.filter(user=choice.user_id).exclude(state=DeliveryState.DROPPED)
    if done_at := last.order_by("-made_at").values_list("done_at", flat=True).first():
        due = max(due, done_at + APART)
    row = Delivery(user_id=choice.user_id, channel=choice.channel, made_at=at)
    row.due_at = quiet.over(due)
    Delivery.objects.bulk_create([row], ignore_conflicts=True)  # two sweeps may meet here
    made = Delivery.objects.filter(user=choice.user_id, state=DeliveryState.WAITING).first()
    if made is not None:
        _queue(made)


def _queue(row: Delivery) -> None:
    """Leave the job of one try, dated when it is due: one that rests is no job in trouble."""
    key = f"notify.send:{row.pk}:{row.due_at:%Y%m%d%H%M%S}"
    outbox.enqueue("notify.send", key=key, at=row.due_at, lane=LANE, pk=row.pk)


@transaction.atomic
def send(pk: int, *, at: datetime) -> Delivery | None:
    """Send one digest, or put it off: by night until the morning, after a failure for minutes.

    A mail that was taken by the gateway in the moment a worker died may go out a second time.

    :return: None where the log's row is gone or done already
    """
    row = Delivery.objects.select_for_update().filter(pk=pk, state=DeliveryState.WAITING).first()
    if row is None:
        return None
    if quiet.over(at) != at:
        return _put_off(row, until=quiet.over(at))
    new = Message.objects.filter(recipient=row.user_id, read_at=None, carried_at=None)
    lines = reading.lines(new, user=row.user)
    ids, count = [line.message.pk for line in lines], sum(bool(line.text) for line in lines)
    choice = Choice.objects.filter(user=row.user_id, is_on=True, user__is_active=True).first()
    if choice is None or choice.address is None:
        return _end(row, DeliveryState.DROPPED, at)
    if not count:  # all read, or out of sight: for such no mail is planned again
        Message.objects.filter(pk__in=ids).update(carried_at=at)
        return _end(row, DeliveryState.DROPPED, at)
    row.tries, row.message_count = row.tries + 1, count
    row.last_error = _sent(row, choice.address.reveal())
    if row.last_error and row.tries < MAX_TRIES:
        return _put_off(row, until=quiet.over(at + BACKOFF * 2 ** (row.tries - 1)))
    # After the last try too: a wrong address is not tried for ever, only with the next message.
    Message.objects.filter(pk__in=ids).update(carried_at=at)
    return _end(row, DeliveryState.FAILED if row.last_error else DeliveryState.SENT, at)


@transaction.atomic
def give_up(pk: int, *, at: datetime) -> None:
    """End a digest whose job was given up; the next one takes its messages along."""
    row = Delivery.objects.select_for_update().filter(pk=pk, state=DeliveryState.WAITING).first()
    if row is not None:
        row.last_error = "Job"
        _end(row, DeliveryState.FAILED, at)


def _sent(row: Delivery, address: str) -> str:
    """Hand the digest out; answer the kind of error, empty if it went."""
    try:
        channels.named(row.channel).send(address, row.message_count)
    except OSError as error:  # smtplib's errors are such; their words may hold the address
        logger.warning("delivery %s, try %s: %s", row.pk, row.tries, type(error).__name__)
        return type(error).__name__
    return ""


def _put_off(row: Delivery, *, until: datetime) -> Delivery:
    row.due_at = until
    row.save()
    _queue(row)
    return row


def _end(row: Delivery, state: str, at: datetime) -> Delivery:
    row.state, row.done_at = state, at
    row.save()
    return row
