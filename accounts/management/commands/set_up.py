"""manage.py set_up: the three administrators of a fresh installation, by one-time addresses."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.services import installing
from core.errors import DomainError


class Command(BaseCommand):
    help = "Open the three administrators' accounts, once, and print a one-time address for each."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--site", default="https://HOST", help="what stands before the path")
        parser.add_argument(
            "--renew",
            metavar="USERNAME",
            help="a new address for one of the three",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            if options["renew"]:
                users = [installing.renew_duty(options["renew"], at=now)]
            else:
                users = list(installing.set_up(at=now).values())
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("一次性链接，24 小时内有效，各交本人；三员须为三个不同的人：")
        for user in users:
            path = installing.address_of(user)
            self.stdout.write(f"  {user.username:<10} {user.name}：{options['site']}{path}")
