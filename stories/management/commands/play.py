"""manage.py play stories/NAME.yaml: replay a campaign and compare its figures."""

import json
import sys
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from core.dates import legal_day
from stories import apart, features, player, prefectures, readback
from stories.errors import StoryRefused, StoryUnplayable
from stories.parts import parts
from stories.schema import Story

DIFFERENT, REFUSED = 1, 2
Result = tuple[dict[str, Any], list[player.Played]]


class Command(BaseCommand):
    help = "Play a story through the services, then print one JSON object of its figures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("story", type=Path)
        parser.add_argument("--out", type=Path, help="folder for the documents and the summary")
        parser.add_argument("--json", action="store_true", help="print nothing but the JSON line")
        parser.add_argument("--division", default="", help="another division code for the county")
        parser.add_argument(
            "--processes", type=int, default=1, help="counties of a prefecture at once"
        )
        parser.add_argument("--check", action="store_true", help="read and check only")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["processes"] > 1:
            apart.hurry()
        try:
            story = player.read(options["story"], today=legal_day(now))
            if options["check"]:
                self._print({"story": story.tree["title"], "checked": True}, story)
                return
            counted, played = self._play(story, now, options)
        except StoryUnplayable as error:
            self._print({"story": story.tree["title"]}, story)
            self._leave(REFUSED, str(error))
        except (StoryRefused, OSError) as error:
            self._leave(REFUSED, str(error))
        self._copy(played, options)
        said = prefectures.add_up([done.printed for done in played])
        self._print({"story": story.tree["title"], **counted, "printed": said}, story)
        if lines := self._differences(story, counted, played) + _papers(played):
            self._leave(DIFFERENT, "\n".join(lines))

    def _play(self, story: Story, now: datetime, options: dict[str, Any]) -> Result:
        """Play a county or a prefecture; answer the figures of all, and what each left."""

        def told(part: Story, done: player.Played) -> None:
            if not options["json"]:
                self.stdout.write(f"{done.acts} 项办理，区划 {done.county.code}")
                self.stdout.flush()

        if "prefecture" in story.tree:
            if options["division"]:
                raise StoryUnplayable("一州多县的批次不能换区划代码。")
            at_once = options["processes"]
            return prefectures.play(story, now=now, told=told, processes=at_once)
        done = player.play(story, now=now, division=options["division"])
        told(story, done)
        return done.figures, [done]

    def _copy(self, played: list[player.Played], options: dict[str, Any]) -> None:
        """Copy the files, into a folder for each division where there are several."""
        if not options["out"]:
            return
        files = []
        for done in played:
            folder = options["out"] / done.county.code if len(played) > 1 else options["out"]
            files += player.copy_documents(done, folder)
        if not options["json"]:
            self.stdout.write(f"{len(files)} 份文件 → {options['out']}")

    def _differences(
        self, story: Story, counted: dict[str, Any], played: list[player.Played]
    ) -> list[str]:
        """Answer what came out otherwise than expected, of all and of each division."""
        lines = player.differences(story, counted)
        by = {done.county.code: done.figures for done in played}
        for part in parts(story):
            place = part.tree["county"]
            rows = player.differences(part, by[place["division"]])
            lines += [f"{place['name']} {line}" for line in rows]
        return lines

    def _print(self, counted: dict[str, Any], story: Any) -> None:
        counted["not_played"] = features.not_played(story)
        self.stdout.write(json.dumps(counted, ensure_ascii=False))

    def _leave(self, code: int, sentence: str) -> None:
        self.stdout.flush()
        self.stderr.write(sentence)
        sys.exit(code)


def _papers(played: list[player.Played]) -> list[str]:
    """Answer what a summary's PDF says otherwise than the rows, with its division."""
    return [
        f"{done.county.name} {line}"
        for done in played
        for line in readback.differences(done.figures, done.printed)
    ]
