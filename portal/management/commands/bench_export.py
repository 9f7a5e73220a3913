"""Measure the export of some 20,000 people with all columns, masked, from the request to the file.

Everything happens in one transaction that is rolled back; the file is removed.
"""

import json
import os
import resource
import time

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.db.models import Count
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import Role
from accounts.services import accounts
from core.exports import exporting
from reports.queries.exports import PEOPLE
from units.models import Jurisdiction


class Command(BaseCommand):
    help = "Export so many people in a transaction that is rolled back; print time and memory."

    def add_arguments(self, parser):
        parser.add_argument("--rows", type=int, default=20_000)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args, **options):
        with transaction.atomic():
            figures = measured(options["rows"])
            transaction.set_rollback(True)
        if options["json"]:
            self.stdout.write(json.dumps(figures, ensure_ascii=False))
            return
        for name, value in figures.items():
            self.stdout.write(f"{name:<28}{value}")


def measured(rows: int) -> dict[str, float | int]:
    """Answer seconds, queries, bytes, and by how much memory grew over the first part.

    :raises CommandError: the counties together hold fewer people
    """
    asker, second = _people(rows)
    at = timezone.now()
    told = {"purpose": "测速", "format": "xlsx", "is_masked": True}
    export = exporting.ask(PEOPLE, **told, by=asker, at=at)
    if export.state == "WAITING":
        exporting.confirm(export, by=second, at=at)
    before = _memory()
    with CaptureQueriesContext(connection) as queries:
        wall, cpu = time.perf_counter(), time.process_time()
        made = exporting.write(export, at=at)
        took, own = time.perf_counter() - wall, time.process_time() - cpu
    exporting.path_of(made).unlink()
    return {
        "rows": made.row_count,
        "columns": len(PEOPLE.columns),
        "export s": round(took, 2),
        "export CPU s": round(own, 2),
        "queries": sum("SAVEPOINT" not in query["sql"] for query in queries),
        "file bytes": made.byte_count or 0,
        "RSS growth MB": _memory() - before,
        "peak RSS MB": _memory(),
    }


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _people(rows: int):
    """Open two accounts: one over counties with so many people, and a second person."""
    by, at, held = accounts.system_user(), timezone.now(), 0
    names = [f"bench-{os.getpid()}-{number}" for number in range(2)]
    asker, second = (
        accounts.open_account(username=name, name="测速", password=None, by=by, at=at)
        for name in names
    )
    counties = Jurisdiction.objects.annotate(n=Count("units__cadres")).filter(n__gt=0)
    for county in counties.order_by("pk"):
        grant = {"role": Role.COUNTY_ADMIN, "county": county, "from_on": at.date()}
        accounts.grant(asker, **grant, by=by, at=at)
        held += county.n
        if held >= rows:
            return asker, second
    raise CommandError(f"{held} people are fewer than {rows}")
