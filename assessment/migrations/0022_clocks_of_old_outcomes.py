"""Give decided cases of old, whose outcome has no last day for serving, the clock 0013 left out."""

from django.db import migrations
from django.utils import timezone

from core import dates

_LAW = 10  # working days to hand over a dismissal, domain reference 3.4


def fill(apps, _editor):
    """Begin the clock for each decided case with an outcome nobody was told of and no clock.

    The outcome itself stays as it was decided; only its term becomes known.
    """
    running = apps.get_model("recall", "Clock").objects.filter(ended_at=None, row_id=None)
    waiting = apps.get_model("assessment", "Outcome").objects.filter(
        case__state="DECIDED", receipt=None, serve_until_on=None
    )
    cases = running.filter(case__isnull=False).values("case")
    for held in waiting.exclude(case__in=cases).select_related("case__campaign").order_by("pk"):
        _begin(apps, held)


def _begin(apps, held):
    case, is_law = held.case, held.kind == "DISMISS"
    days = _LAW if is_law else case.campaign.serve_days
    due_on = dates.term_end(held.held_on, days, is_working=True)
    apps.get_model("recall", "Clock").objects.create(
        county_id=case.county_id,
        cadre_id=case.cadre_id,
        case_id=case.pk,
        kind="INFORM",
        from_on=held.held_on,
        days=days,
        is_working=True,
        is_statutory=is_law,
        due_on=due_on,
        begun_at=timezone.now(),
    )
    apps.get_model("recall", "Case").objects.filter(pk=case.pk).update(due_on=due_on)


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0021_present_county_agrees_again"),
        ("recall", "0035_unsaved_typing"),
    ]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
