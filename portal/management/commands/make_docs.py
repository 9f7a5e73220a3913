"""make_docs [--check]: write the pages that follow from the code, or fail if they are stale."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.presenters import docs


class Command(BaseCommand):
    help = "Write docs/flows/*.md and docs/regulations.md from the code; --check only compares."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "docs"
        wanted = docs.pages()
        stale = [name for name, text in wanted.items() if _read(folder / name) != text]
        flows = {f"flows/{path.name}" for path in (folder / "flows").glob("*.md")}
        extra = sorted(flows - set(wanted))
        if options["check"]:
            if stale or extra:
                raise CommandError(f"stale: {', '.join([*stale, *extra])}; run make_docs")
            return
        for name in stale:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[name], "utf-8")
            self.stdout.write(f"wrote docs/{name}")
        for name in extra:
            (folder / name).unlink()
            self.stdout.write(f"removed docs/{name}")


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""
