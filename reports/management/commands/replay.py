"""manage.py replay: past cases read by a version and by another; prints seconds and the sums."""

import json
import time
from typing import Any
from uuid import uuid4

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from core.jobs import worker
from core.jobs.models import Job
from reports.models import Replay
from reports.services import replays
from schemes.models import SchemeVersion


class Command(BaseCommand):
    help = "Replay past cases by a version of a scheme, in the name of who drafted it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("version", type=int)
        parser.add_argument("--against", type=int, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        rows = SchemeVersion.objects.select_related("scheme__county", "drafted_by")
        version, base = rows.get(pk=options["version"]), rows.get(pk=options["against"])
        by = version.drafted_by
        row = replays.ask(version, base=base, token=uuid4(), by=by, at=timezone.now())
        begun = time.monotonic()
        worker.drain(replays.LANE, at=timezone.now(), seconds=600)
        took = round(time.monotonic() - begun, 2)
        done = Replay.objects.get(pk=row.pk)
        job = Job.objects.get(key=f"reports.replay:{row.pk}")
        told = {"replay": row.pk, "seconds": took, "cases": job.done_count}
        total = done.result["level"]["total"] if done.result else None
        self.stdout.write(json.dumps(told | {"total": total, "error": job.last_error}))
