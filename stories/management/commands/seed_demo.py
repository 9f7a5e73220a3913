"""manage.py seed_demo: the demo county, played like any story, and its accounts."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from core.dates import legal_day
from core.errors import DomainError
from stories import player

STORY = Path(__file__).resolve().parents[2] / "demo.yaml"


class Command(BaseCommand):
    help = "Play the demo county up to today, once, and print its accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            story = player.read(STORY, today=legal_day(now))
            names = story.tree["accounts"]["usernames"].values()
            if not User.objects.filter(username__in=names).exists():
                player.play(story, now=now)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self._table(story.tree["accounts"])

    def _table(self, named: dict[str, Any]) -> None:
        usernames = list(named["usernames"].values())
        users = {user.username: user for user in User.objects.filter(username__in=usernames)}
        self.stdout.write(f"口令（全部演示账号相同，仅限演示县）：{named['password']}")
        for username in usernames:
            if user := users.get(username):
                roles = "、".join(user.role_labels) or "本人"
                self.stdout.write(f"  {username:<12} {user.name:<6} {roles}")
