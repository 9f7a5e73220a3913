"""manage.py generate: a synthetic county, prefecture or province by COPY, the same for a seed."""

import json
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from schemes.services import grounds
from stories.synthetic import campaigns, cases, counties, sizes
from stories.synthetic.copying import Copier
from units.models import Jurisdiction


class Command(BaseCommand):
    help = "Fill an empty database with synthetic data; a broken run goes on at its next county."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--level", choices=sorted(sizes.LEVELS), default="county")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--people", type=int, help="in all, instead of the level's number")
        parser.add_argument(
            "--counties", type=int, help="stop after so many; a later run goes on from there"
        )

        parser.add_argument("--bare", action="store_true", help="no campaigns: people and units")

    def handle(self, *args: Any, **options: Any) -> None:
        size = sizes.of(options["level"], seed=options["seed"], people=options["people"])
        begun = time.monotonic()
        try:
            counts = fill(size, most=options["counties"], bare=options["bare"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        took = round(time.monotonic() - begun, 1)
        self.stdout.write(json.dumps({"seconds": took, "rows": counts}, ensure_ascii=False))


def fill(size: sizes.Size, *, most: int | None = None, bare: bool = False) -> dict[str, int]:
    """Write each county in a transaction of its own, `most` at most; answer the rows by table.

    :param bare: people, units and accounts alone, without campaigns

    :raises ValueError: the database holds what is not of this data set
    """
    mark = f"样例市（种子{size.seed}，{size.people}人）"
    _refuse_strangers(mark)
    grounds.import_grounds()
    cases.placeholder()
    copier = Copier()
    with transaction.atomic():
        parent, is_new = Jurisdiction.objects.get_or_create(
            code=counties.PREFECTURE_CODE, defaults={"name": mark, "level": "PREFECTURE"}
        )
        if is_new:
            counties.prefecture(parent.pk, copier, seed=size.seed)
            copier.finish()
    held = set(Jurisdiction.objects.values_list("code", flat=True))
    for number in range(size.counties if most is None else min(most, size.counties)):
        if counties.code_of(number) in held:
            continue
        with transaction.atomic():
            _take_time()
            county = counties.county(number, size, copier, parent=parent.pk)
            if not bare:
                campaigns.campaigns(county, size, copier)
            copier.finish()
    return dict(sorted(copier.counts.items()))


def _take_time() -> None:
    """Lift the limit that stops a page's statements: thousands of rows come in one."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")


def _refuse_strangers(mark: str) -> None:
    places = Jurisdiction.objects.order_by("pk").values_list("name", flat=True)
    if places and places[0] != mark:
        raise ValueError("The database is not empty, or holds data of another seed or size.")
