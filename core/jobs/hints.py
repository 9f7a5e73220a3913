"""Hints: best-effort messages to Celery that a lane has work. Losing one costs seconds, never work.

Measured: with the publisher settings of config/settings/base.py a frozen Redis holds a request for
1.1 s. After a failure this process stays silent for a while, so a batch pays that once.
"""

import logging
import time

import redis
from celery import current_app
from django.conf import settings

logger = logging.getLogger(__name__)

SILENCE = 10.0  # seconds without hints after a failed one; the sweep goes on by itself
SHORT_QUEUE = 8  # a longer queue needs no further hint
EXPIRES = 60  # seconds until an unread hint is worthless

_silent_until = 0.0


def send(lane: str) -> bool:
    """Wake a worker for this lane, and say whether the message went out. Never raises."""
    global _silent_until
    if not settings.REDIS_URL or time.monotonic() < _silent_until:
        return False
    try:
        current_app.send_task("jobs.drain", args=[lane], expires=EXPIRES, ignore_result=True)
    except Exception as error:  # noqa: BLE001 - the act is committed; a hint must not undo the answer
        _silent_until = time.monotonic() + SILENCE
        logger.warning("hint for lane %s not sent: %s", lane, type(error).__name__)
        return False
    return True


def queue_is_short() -> bool:
    """Whether fewer than eight messages wait in Redis. An unreachable Redis counts as long."""
    if not settings.REDIS_URL:
        return False
    client = redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=0.8, socket_connect_timeout=0.8, retry=None
    )
    try:
        return client.llen(current_app.conf.task_default_queue) < SHORT_QUEUE
    except (redis.RedisError, OSError) as error:
        logger.warning("queue length unknown: %s", type(error).__name__)
        return False
    finally:
        client.close()
