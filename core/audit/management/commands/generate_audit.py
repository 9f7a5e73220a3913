from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from core.audit import generating


class Command(BaseCommand):
    help = "Fill the trail with made-up entries, to measure what a question costs. Never in use."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--rows", type=int, required=True)
        parser.add_argument("--months", type=int, default=24)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        asked = {name: options[name] for name in ("rows", "months", "seed")}
        made = generating.generate(**asked, until=timezone.now())
        self.stdout.write(f"{made} entries over {options['months']} months")
