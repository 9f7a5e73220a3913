"""manage.py seed_demo: the demo county, played like any story, and its accounts."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import Grant, User
from accounts.services import installing
from core.dates import legal_day
from core.errors import DomainError
from stories import player

PARTS = {
    "person_concerned": "本人（待陈述申辩）",
    "trainee": "学员（在班）",
    "mentor_first": "带教人",
}
DUTIES = {duty.value: username for duty, username in installing.USERNAMES.items()}
STORY = Path(__file__).resolve().parents[2] / "demo.yaml"


class Command(BaseCommand):
    help = "Play the demo county up to today, once, and print its accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_ALLOWED:
            raise CommandError("演示账号口令公开，只能用于演示机。")
        now = timezone.now()
        try:
            story = player.read(STORY, today=legal_day(now))
            names = story.tree["accounts"]["usernames"].values()
            if not User.objects.filter(username__in=names).exists():
                player.play(story, now=now)
                _three_administrators(story.tree["accounts"]["password"], at=now)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self._table(story.tree["accounts"])

    def _table(self, named: dict[str, Any]) -> None:
        usernames = named["usernames"] | DUTIES
        rows = User.objects.filter(username__in=usernames.values())
        users = {user.username: user for user in rows.prefetch_related("grants__unit")}
        self.stdout.write(f"演示账号（口令均为 {named['password']}，仅限演示县）")
        for slot, username in usernames.items():
            if user := users.get(username):
                self.stdout.write(f"  {username:<10} {_what(slot, user)}：{user.name}")


def _three_administrators(password: str, *, at: datetime) -> None:
    """Open the three duties as an installation does, but with the demo's password."""
    for user in installing.open_three(at=at).values():
        user.set_password(password)
        user.save(update_fields=["password"])


def _what(slot: str, user: User) -> str:
    """Answer what an account is for: its roles with their unit, or the part it has."""
    grants = [f"{row.get_role_display()}{_at(row)}" for row in user.grants.all()]
    return "、".join(grants) or PARTS.get(slot, "")


def _at(grant: Grant) -> str:
    return f"（{grant.unit}）" if grant.unit else ""
