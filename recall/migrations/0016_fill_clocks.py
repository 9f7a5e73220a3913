"""Give every running term the row that later acts pause, extend and end."""

from django.db import migrations
from django.utils import timezone

from core.dates import legal_day

# state → kind of clock, the campaign's days, when it began
_NOMINATIONS = {
    "SUBMITTED": ("VERIFY", "verify_days", lambda row: row.submitted_at),
    "VERIFIED": ("REPLY", "reply_days", lambda row: row.verified_at),
    "HEARD": ("DECIDE", "decide_days", lambda row: row.statement.at),
}


def fill(apps, _editor):
    """Begin a clock for each nomination and case that has a last day, as its campaign says."""
    nominations = apps.get_model("recall", "Nomination").objects.filter(due_on__isnull=False)
    for row in nominations.filter(state__in=_NOMINATIONS).select_related("campaign"):
        kind, days, began = _NOMINATIONS[row.state]
        _begin(apps, row, kind, getattr(row.campaign, days), began(row), nomination=row)
    cases = apps.get_model("recall", "Case").objects.filter(due_on__isnull=False, state="OPEN")
    for row in cases.select_related("campaign"):
        _begin(apps, row, "SERVE", row.campaign.serve_days, row.opened_at, case=row)


def _begin(apps, row, kind, days, at, **matter):
    at = at or timezone.now()
    apps.get_model("recall", "Clock").objects.create(
        county_id=row.county_id,
        cadre_id=row.cadre_id,
        kind=kind,
        from_on=legal_day(at),
        days=days,
        due_on=row.due_on,
        begun_at=at,
        **matter,
    )


class Migration(migrations.Migration):
    dependencies = [("recall", "0015_clocks")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
