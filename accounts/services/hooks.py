"""Acts on addresses that are told what happened, and the telling itself.

`tell` stands in the transaction of the act it tells of: what was rolled back was never told. A word
says what kind of thing happened to which opaque id and when; who asks more needs a key.
"""

import base64
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import permissions, regulations
from accounts.models import Hook, HookWord
from accounts.services import sending
from core.audit import trail
from core.errors import StateConflict
from core.jobs import outbox
from core.workflow.engine import lock

LANE = "hook"
OVERLAP = timedelta(hours=24)  # in which the former secret signs too


class Made(NamedTuple):
    """An address with the secret that is told this once."""

    hook: Hook
    token: str


def tell(kind: str, *, county_id: int, subject: str, happened_at: datetime) -> None:
    """Leave a word for every open address of the county that wants this kind.

    :raises RuntimeError: outside a transaction, where act and word could part
    """
    hooks = Hook.objects.filter(county=county_id, kinds__contains=[kind], closed_at=None)
    told = {"kind": kind, "subject": subject, "happened_at": happened_at}
    for hook in hooks.order_by("pk"):
        word = HookWord.objects.create(hook=hook, **told)
        if hook.paused_at is None:
            _enqueue(word, at=happened_at)


def _enqueue(word: HookWord, *, at: datetime) -> None:
    outbox.enqueue("hooks.send", key=word.job_key, lane=LANE, at=at, pk=word.pk)


def deliver(word: HookWord, *, by: Any, at: datetime) -> None:
    """Send one word in the transaction of its job; a closed or paused address is not asked.

    :raises NotSent: it did not arrive; the job tries again and gives up after five times
    """
    hook = word.hook
    if word.answered_at or not hook.is_open or hook.paused_at:
        return
    told: dict[str, object] = {
        "type": word.kind,
        "timestamp": timezone.localtime(word.happened_at).isoformat(),
        "data": {"id": word.subject},
    }
    uid = f"msg_{word.uid.hex}"
    word.status = sending.send(hook.url, uid=uid, told=told, secrets=hook.secrets(at), sent_at=at)
    word.answered_at = at
    word.save(update_fields=["status", "answered_at"])
    trail.record(hook, "send_word", by=by, at=at, word=word.uid.hex, kind=word.kind)


def give_up(word: HookWord, *, by: Any, at: datetime) -> None:
    """Note that a word did not arrive in five attempts: it waits for a person."""
    if word.answered_at is None:
        word.dead_at = at
        word.save(update_fields=["dead_at"])
        trail.record(word.hook, "give_up_word", by=by, at=at, word=word.uid.hex)


@transaction.atomic
def make(
    _subject: Any,
    *,
    county: Any,
    title: str,
    url: str,
    kinds: Sequence[str],
    by: Any,
    at: datetime,
) -> Made:
    """Register an address; its secret is told once.

    :raises NotAllowed: unless `by` is system administrator
    :raises RegulationBroken: IF-04 no https address that words may go to
    """
    permissions.keep_hooks.check(by, None)
    regulations.hook_is_fit.check(sending.is_fit(url))
    secret = _secret()
    row = Hook(county=county, title=title.strip(), url=url, kinds=sorted(kinds), secret=secret)
    row.made_by, row.made_at = by, at
    row.save(force_insert=True)
    trail.record(row, "make_hook", by=by, at=at, county=county.code, kinds=row.kinds)
    return Made(row, secret)


def _secret() -> str:
    return sending.PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def _open(hook: Hook, by: Any) -> Hook:
    row = lock(hook)
    permissions.keep_hooks.check(by, row)
    if not row.is_open:
        raise StateConflict(_("该通知地址已经停用。"))
    return row


@transaction.atomic
def renew(hook: Hook, *, by: Any, at: datetime) -> Made:
    """Give an address another secret; for a day words are signed with both.

    :raises StateConflict: it is closed
    """
    row, secret = _open(hook, by), _secret()
    row.former_secret = row.secret.reveal()  # sealed anew: a sealed value is bound to its column
    row.former_ends_at, row.secret = at + OVERLAP, secret
    row.save(update_fields=["former_secret", "former_ends_at", "secret"])
    trail.record(row, "renew_hook", by=by, at=at)
    return Made(row, secret)


@transaction.atomic
def pause(hook: Hook, *, by: Any, at: datetime) -> Hook:
    """Hold back what happens from now on, and what is still on its way.

    :raises StateConflict: it is closed or paused
    """
    row = _open(hook, by)
    if row.paused_at:
        raise StateConflict(_("该通知地址已经暂停。"))
    row.paused_by, row.paused_at = by, at
    row.save(update_fields=["paused_by", "paused_at"])
    trail.record(row, "pause_hook", by=by, at=at)
    return row


@transaction.atomic
def resume(hook: Hook, *, by: Any, at: datetime) -> Hook:
    """Send again, beginning with what was held back.

    :raises StateConflict: it is closed, or not paused
    """
    row = _open(hook, by)
    if row.paused_at is None:
        raise StateConflict(_("该通知地址没有暂停。"))
    row.paused_by = row.paused_at = None
    row.save(update_fields=["paused_by", "paused_at"])
    # One that is locked is being sent this moment, by the job of its round.
    held = row.words.select_for_update(of=("self",), skip_locked=True)
    for word in held.filter(answered_at=None, dead_at=None).order_by("pk"):
        _again(word, at=at)
    trail.record(row, "resume_hook", by=by, at=at)
    return row


@transaction.atomic
def close(hook: Hook, *, by: Any, at: datetime) -> Hook:
    """End an address for good.

    :raises StateConflict: it is closed
    """
    row = _open(hook, by)
    row.closed_by, row.closed_at = by, at
    row.save(update_fields=["closed_by", "closed_at"])
    trail.record(row, "close_hook", by=by, at=at)
    return row


@transaction.atomic
def resend(word: HookWord, *, by: Any, at: datetime) -> HookWord:
    """Send a word once more, under the same id; the other side knows it by that.

    :raises StateConflict: the address is closed or paused, or the word is still on its way
    """
    hook = _open(word.hook, by)
    row = lock(word)
    if hook.paused_at or (row.answered_at is None and row.dead_at is None):
        raise StateConflict(_("地址已暂停，或者这条还在推送。"))
    _again(row, at=at)
    trail.record(hook, "resend_word", by=by, at=at, word=row.uid.hex)
    return row


def _again(word: HookWord, *, at: datetime) -> None:
    word.round += 1
    word.answered_at = word.dead_at = word.status = None
    word.save(update_fields=["round", "answered_at", "dead_at", "status"])
    _enqueue(word, at=at)
