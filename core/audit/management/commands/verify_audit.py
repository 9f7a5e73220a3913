from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.audit import checking, heads, sealing

SAYS = {
    "changed": "entry {} was changed after it was sealed",
    "removed": "entry {} was removed",
    "inserted": "entry {} was inserted past the trail: no seal holds it",
    "seal": "seal {} does not fit the one before it, or was changed",
    "head": "seal {} was written out, but this trail does not lead to it: it was set back",
}


class Command(BaseCommand):
    help = "Check the audit trail's chain; name the first entry changed, removed or inserted."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--heads", type=Path, help="folder of heads that were kept elsewhere")
        parser.add_argument("--no-seal", action="store_true", help="leave waiting entries waiting")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["no_seal"]:
            sealing.seal_all(at=timezone.now())
        folder = options["heads"] or heads.folder()
        found = checking.first_break(heads=sorted(folder.glob("heads-*.jsonl")))
        if found:
            raise CommandError(SAYS[found.kind].format(found.number))
        self.stdout.write("the audit trail is whole")
