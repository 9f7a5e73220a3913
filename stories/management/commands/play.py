"""manage.py play stories/NAME.yaml: replay a campaign and compare its figures."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from core.dates import legal_day
from stories import features, player
from stories.errors import StoryRefused, StoryUnplayable

DIFFERENT, REFUSED = 1, 2


class Command(BaseCommand):
    help = "Play a story through the services, then print one JSON object of its figures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("story", type=Path)
        parser.add_argument("--out", type=Path, help="folder for the documents and the summary")
        parser.add_argument("--json", action="store_true", help="print nothing but the JSON line")
        parser.add_argument("--division", default="", help="another division code for the county")
        parser.add_argument("--check", action="store_true", help="read and check only")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            story = player.read(options["story"], today=legal_day(now))
            if options["check"]:
                self._print({"story": story.tree["title"], "checked": True}, story)
                return
            played = player.play(story, now=now, division=options["division"])
        except StoryUnplayable as error:
            self._print({"story": story.tree["title"]}, story)
            self._leave(REFUSED, str(error))
        except (StoryRefused, OSError) as error:
            self._leave(REFUSED, str(error))
        if options["out"]:
            files = player.copy_documents(played, options["out"])
            if not options["json"]:
                self.stdout.write(f"{len(files)} 份文件 → {options['out']}")
        if not options["json"]:
            self.stdout.write(f"{played.acts} 项办理，区划 {played.county.code}")
        self._print({"story": story.tree["title"], **played.figures}, story)
        if lines := player.differences(story, played.figures):
            self._leave(DIFFERENT, "\n".join(lines))

    def _print(self, counted: dict[str, Any], story: Any) -> None:
        counted["not_played"] = features.not_played(story)
        self.stdout.write(json.dumps(counted, ensure_ascii=False))

    def _leave(self, code: int, sentence: str) -> None:
        self.stdout.flush()
        self.stderr.write(sentence)
        sys.exit(code)
