"""manage.py replay_removals [FOLDER or FILE …] [--dry-run]: thins a restored backup."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.services import accounts
from core import dates
from core.errors import RegulationBroken
from keeping.services import removals, replaying

_NAMES = "removal-*.json"


class Command(BaseCommand):
    help = "Remove again, after a backup was restored, what was removed since it was made."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="*", type=Path, help="REMOVALS_DIR without")
        parser.add_argument("--dry-run", action="store_true", help="count what is back, no more")

    def handle(self, *args: Any, **options: Any) -> None:
        files = _files(options["paths"])
        if not files:
            raise CommandError("没有找到销毁登记文件")
        told = [(path, record) for path in files if (record := self._read(path))]
        wrong = len(files) - len(told)
        # As it was done then: a leaver's file went after the records that named the person.
        for path, record in sorted(told, key=lambda one: one[1]["finished_at"]):
            wrong += self._did(path, record, is_dry=options["dry_run"])
        self.stdout.write(f"{len(files)} 份销毁登记，{wrong} 份没有办完")
        if wrong:
            sys.exit(1)

    def _read(self, path: Path) -> dict[str, Any]:
        """Answer what a file says; nothing, and say why, if it is not to be believed."""
        try:
            return removals.read(path)
        except RegulationBroken as error:
            self.stdout.write(f"{path.name}：{error}")
            return {}

    def _did(self, path: Path, record: dict[str, Any], *, is_dry: bool) -> bool:
        """Replay one file; answer whether something of it is left undone."""
        at = timezone.now()
        try:
            if is_dry:
                count = len(replaying.back(record, dates.legal_day(at)))
                self.stdout.write(f"{path.name}：{count} 件在库")
                return bool(count)
            done = replaying.replay(record, by=accounts.system_user(), at=at)
        except RegulationBroken as error:
            self.stdout.write(f"{path.name}：{error}")
            return True
        self.stdout.write(f"{path.name}：{done.back} 件在库，重新销毁 {done.removed} 件")
        for why in done.left:
            self.stdout.write(f"  留存：{why}")
        return bool(done.left)


def _files(paths: list[Path]) -> list[Path]:
    if not paths:
        return sorted(Path(settings.REMOVALS_DIR).glob(_NAMES))
    found = [sorted(one.glob(_NAMES)) if one.is_dir() else [one] for one in paths]
    return [path for some in found for path in some]
