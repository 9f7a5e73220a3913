"""A clause with a numeric trigger that is in force today, and somebody whom it names."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from core.dates import legal_day
from schemes.enums import Metric
from tests.factories.cadres import CadreFactory, PostFactory
from tests.factories.metrics import triggered
from tests.factories.work import month


def rows(where: Any) -> dict[str, Any]:
    now = timezone.now()
    last = (legal_day(now).replace(day=1) - timedelta(days=1)).replace(day=1)
    other = PostFactory(cadre=CadreFactory(unit=where.unit, user=None)).cadre
    told = {"due_days": 18, "absent_days": 16, "absent_running": 16}
    return {
        "trigger_clause": triggered(where.county, Metric.RUNNING, ">", 15),
        "trigger_month": month(other, last, by=where.people["unit_clerk"], at=now, **told),
    }
