"""Do due jobs without Redis or Celery: once, or as a small worker of its own."""

import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from core.jobs import worker


class Command(BaseCommand):
    help = "Do the due jobs of a lane; with --once stop when none is due."

    def add_arguments(self, parser):
        parser.add_argument("--lane", default="pdf")
        parser.add_argument("--once", action="store_true")

    def handle(self, *args, **options):
        lane, done = options["lane"], 0
        while True:
            did = worker.drain(lane, at=timezone.now())
            done += did
            if options["once"] and not did:
                break
            if not did:
                close_old_connections()
                time.sleep(0.1)
        self.stdout.write(str(done))
