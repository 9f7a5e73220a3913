"""manage.py figures_doc: write docs/figures.md from the register."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from reports.queries import register


class Command(BaseCommand):
    help = "Write docs/figures.md from the register of figures."

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / "docs" / "figures.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(register.markdown(), "utf-8")
