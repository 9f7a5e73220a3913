"""Give up giving up: the operator has mended the cause and the job may try again."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from core.jobs import outbox
from core.jobs.models import Job


class Command(BaseCommand):
    help = "Make given-up jobs due again: those named by key, or all of them."

    def add_arguments(self, parser):
        parser.add_argument("keys", nargs="*")

    def handle(self, *args, **options):
        dead = Job.objects.dead().order_by("pk")
        if options["keys"]:
            dead = dead.filter(key__in=options["keys"])
        revived = [outbox.revive(job, at=timezone.now()) for job in dead]
        self.stdout.write(str(len(revived)))
