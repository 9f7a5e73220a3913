"""What the page of what is lacking shows: each row with its sentence and the way to mend it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Role
from cadres.models import Gap
from cadres.queries import quality


def rows(gaps: list[Gap], *, user: Any) -> list[dict[str, Any]]:
    """Answer one line for each gap; who keeps the archive is led straight to the act."""
    counties = user.counties(Role.COUNTY_ADMIN)
    return [_row(gap, may=gap.unit.county_id in counties) for gap in gaps]


def _row(gap: Gap, *, may: bool) -> dict[str, Any]:
    rule = quality.REGISTER[gap.number]
    place, pk = ("person", gap.cadre_id) if gap.cadre_id else ("unit", gap.unit_id)
    page = reverse(f"cadres:{place}", args=[pk])
    mend = reverse(f"cadres:{place}-act", args=[pk, rule.act]) if may and rule.act else page
    return {
        "gap": gap,
        "sentence": rule.sentence,
        "page": page,
        "name": gap.cadre.name if gap.cadre else gap.unit.name,
        "mend": mend,
        "label": _("去补正") if may and rule.act else _("查看"),
    }
