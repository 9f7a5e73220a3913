"""The watchdog's question: does the outbox make progress? Exit 1 asks to restart the worker."""

import json
import sys

from django.core.management.base import BaseCommand
from django.db.models import Count, Min, Q
from django.utils import timezone

from core.jobs.models import Job, JobState

LIMIT = 120  # seconds a due row may wait


class Command(BaseCommand):
    help = (
        "Print due, given-up and oldest due age in seconds as JSON; exit 1 if the age is over 120."
    )

    def handle(self, *args, **options):
        now = timezone.now()
        due = Q(state=JobState.DUE, next_at__lte=now)
        figures = Job.objects.aggregate(
            due=Count("pk", filter=due),
            oldest=Min("next_at", filter=due),
            dead=Count("pk", filter=Q(state=JobState.DEAD)),
        )
        age = (now - figures["oldest"]).total_seconds() if figures["oldest"] else 0.0
        troubles = list(
            Job.objects.troubled().order_by("-pk").values("pk", "kind", "state", "last_error")[:5]
        )
        answer = {"ok": age < LIMIT, "due": figures["due"], "oldest_s": round(age, 1)}
        answer |= {"dead": figures["dead"], "troubles": troubles}
        self.stdout.write(json.dumps(answer, ensure_ascii=False))
        if not answer["ok"]:
            sys.exit(1)
