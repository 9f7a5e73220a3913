"""Seal every encrypted column again with the first key of FIELD_KEYS."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core.sealing import keys, rotation


class Command(BaseCommand):
    help = (
        "Put the new key first in FIELD_KEYS, restart, run this, then drop the old key. "
        "It may be broken off and started again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--batch", type=int, default=rotation.BATCH, help="rows per commit")

    def handle(self, **options: Any) -> None:
        for holder in rotation.holders():
            done = 0
            for done in rotation.rotate(holder, size=options["batch"]):
                self.stdout.write(f"{holder.name}: {done}")
            self.stdout.write(f"{holder.name}: {done} sealed again with key {keys.current()}")
