"""The net under lost hints: look for lanes with due rows and hint again."""

import logging
from datetime import datetime

from core.jobs import hints, registry
from core.jobs.models import Job
from core.jobs.worker import describe

logger = logging.getLogger(__name__)


def sweep(*, at: datetime) -> list[str]:
    """Do the housekeeping, hint again for every lane with due rows, and give the lanes hinted.

    Says nothing while messages enough are waiting, so a dead worker finds no mountain of hints.
    """
    registry.autodiscover()
    for run in registry.chores():
        try:
            run(at)
        except Exception as error:  # noqa: BLE001 - one room's dust must not stop the sweep
            logger.error("chore %s failed: %s", run.__qualname__, describe(error))
    lanes = list(Job.objects.due(at).order_by("lane").values_list("lane", flat=True).distinct())
    if not lanes or not hints.queue_is_short():
        return []
    return [lane for lane in lanes if hints.send(lane)]
