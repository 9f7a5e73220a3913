"""manage.py check_figures [--county CODE]: names figures that contradict each other."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from core.dates import legal_day
from recall.models import Campaign
from reports.queries import checking, tallies


class Command(BaseCommand):
    help = "Check the figures of every campaign: sums that do not hold, counts that fall."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--county", default="", help="division code; all without")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = Campaign.objects.filter(launched_at__isnull=False).select_related("county")
        if options["county"]:
            rows = rows.filter(county__code=options["county"])
        wrong = 0
        for row in rows.order_by("county__code", "pk"):
            lines = checking.sentences(checking.check(row, until=legal_day(timezone.now())))
            wrong += len(lines)
            for line in lines:
                self.stdout.write(f"{row.county.name} {row.title}：{line}")
        for pk in tallies.apart(set(rows.values_list("county_id", flat=True))):
            wrong += 1
            self.stdout.write(f"{rows.get(pk=pk).title}：分析看板保存的计数与现在直接计数不同")
        self.stdout.write(f"{rows.count()} 个批次，{wrong} 处不一致")
        if wrong:
            sys.exit(1)
