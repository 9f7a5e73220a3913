"""Sweep once. A timer of the system runs this beside beat, so that beat is no single point."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from core.jobs import sweeping


class Command(BaseCommand):
    help = "Hint again for lanes with due jobs, and do the housekeeping."

    def handle(self, *args, **options):
        lanes = sweeping.sweep(at=timezone.now())
        self.stdout.write(" ".join(lanes) or "-")
