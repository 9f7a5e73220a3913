"""What everybody may read of a county: numbers, and names only where an approved notice stands."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from assessment.queries import disclosures
from cadres.enums import Level
from core import dates
from reports.queries import public
from units.enums import JurisdictionLevel
from units.models import Jurisdiction


def counties() -> QuerySet[Jurisdiction]:
    """Answer the counties that have a page."""
    return Jurisdiction.objects.filter(level=JurisdictionLevel.COUNTY).order_by("code")


def page(county: Jurisdiction, *, at: datetime) -> dict[str, Any]:
    """Answer the context of a county's public page at an instant."""
    on = dates.legal_day(at)
    return {
        "county": county,
        "tables": [_table(one) for one in public.tables(county.pk, on=on)],
        "names": list(disclosures.public(county, at=at)[:200]),
        "on": on,
    }


def _table(told: dict[str, Any]) -> dict[str, Any]:
    labels = [_label(key) for key in told["keys"]]
    return {
        "year": told["year"],
        "rows": list(zip(labels, told["rows"], strict=True)),
        "total": told["total"],
        "is_empty": not any(told["total"]) and None not in told["total"],
        "is_hidden": all(number is None for number in told["total"]),
    }


def _label(key: str) -> str:
    return str(Level(key).label) if key in Level.values else _("其他层次")
