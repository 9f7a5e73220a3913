"""Compute every fingerprint of people's numbers anew after FINGERPRINT_KEY was changed."""

from typing import Any

from django.core.management.base import BaseCommand

from cadres.services import turning

BATCH = 500


class Command(BaseCommand):
    help = (
        "Stop the product, set the new FINGERPRINT_KEY, run this, start the product. It may be "
        "broken off and started again. Slips of open polls and imports that were not applied yet "
        "are void: close or drop them first."
    )

    def handle(self, **options: Any) -> None:
        last, total = turning.fingerprints(0, BATCH)
        while last:
            last, count = turning.fingerprints(last, BATCH)
            total += count
        self.stdout.write(f"{total} people have new fingerprints")
