"""Give every term that runs by now the clock that its next act ends."""

from django.db import migrations
from django.utils import timezone

from core import dates

_PANELS = ("APPEAL", "REAPPEAL")
_ACCEPT, _PANEL, _REVIEW, _REVERSAL = 30, 60, 30, 30  # calendar days, domain reference 3.3


def fill(apps, _editor):
    """Begin a clock for each open appeal, plan, assessment and outcome, from its own day."""
    _appeals(apps)
    _reversals(apps)
    _cases(apps)


def _appeals(apps):
    for row in apps.get_model("assessment", "Appeal").objects.select_related("case__campaign"):
        filed = dates.legal_day(row.filed_at)
        if row.state == "FILED" and row.remedy in _PANELS:
            _beside(apps, row, "ADMIT", filed, _ACCEPT, is_statutory=True)
        elif row.state in ("FILED", "ACCEPTED"):
            days = _PANEL if row.remedy in _PANELS else _REVIEW
            first = filed
            if row.remedy in _PANELS:
                step = row.steps.filter(after="ACCEPTED").order_by("-pk").first()
                first = dates.legal_day(step.at) if step else filed
            extra = {"extra_days": row.extra_days, "extra_reason": row.extra_reason}
            due_on = row.due_on or dates.add_calendar_days(first, days)
            _beside(apps, row, "ANSWER", first, days, is_statutory=True, due_on=due_on, **extra)
            if row.due_on is None:
                row.due_on = due_on
                row.save(update_fields=["due_on"])
        elif row.decided_at and row.told_on is None:
            days, first = row.case.campaign.serve_days, dates.legal_day(row.decided_at)
            _beside(apps, row, "TELL", first, days, is_working=True)


def _reversals(apps):
    waiting = apps.get_model("assessment", "Reversal").objects.filter(done_at=None)
    rows = apps.get_model("assessment", "Appeal").objects.filter(decided_at__isnull=False)
    for row in rows.filter(pk__in=waiting.values("appeal")).select_related("case"):
        _beside(apps, row, "REVERSE", dates.legal_day(row.decided_at), _REVERSAL)


def _cases(apps):
    cases = apps.get_model("recall", "Case").objects.select_related("campaign__scheme_version")
    for row in cases.filter(state__in=("TRAINING", "PRACTICE")).order_by("pk"):
        if last := _last_day(apps, row):
            _own(apps, row, "ASSESS", last, _days(row, "assess_days", 10))
    given = {"case__state": "ASSESSED", "concluded_at__isnull": False}
    for held in apps.get_model("assessment", "Assessment").objects.filter(**given):
        row = cases.get(pk=held.case_id)
        days, first = _days(row, "outcome_days", 30), dates.legal_day(held.concluded_at)
        _own(apps, row, "OUTCOME", first, days, is_working=False)
    given = {"case__state": "DECIDED", "receipt": None, "serve_until_on__isnull": False}
    for held in apps.get_model("assessment", "Outcome").objects.filter(**given):
        row, is_law = cases.get(pk=held.case_id), held.kind == "DISMISS"
        days = dates.working_days_between(held.held_on, held.serve_until_on)
        _own(apps, row, "INFORM", held.held_on, days, is_statutory=is_law)


def _last_day(apps, case):
    """Answer the last day of class or practice; none while somebody is still sent to practice."""
    postings = apps.get_model("training", "PracticePosting").objects.filter(case_id=case.pk)
    if postings.filter(finished_on=None).exists():
        return None
    if last := postings.order_by("-finished_on").first():
        return last.finished_on
    seats = apps.get_model("training", "Enrolment").objects.filter(case_id=case.pk)
    seat = seats.filter(withdrawn_at=None).select_related("training_class").order_by("-pk").first()
    return seat.training_class.closes_on if seat else None


def _days(case, key, usual):
    return int(case.campaign.scheme_version.parameters.get(key, usual))


def _own(apps, case, kind, first, days, **given):
    """Begin the term on the case's own way; one that is suspended stands still."""
    row = _begin(apps, case, kind, first, days, **given)
    suspensions = apps.get_model("training", "Suspension").objects
    held = suspensions.filter(case_id=case.pk, ended_at=None).first()
    if held and not row.is_statutory:
        apps.get_model("recall", "ClockPause").objects.create(
            clock=row,
            from_on=held.from_on,
            reason="INVESTIGATION",
            note=held.reason[:200],
            paused_by_id=held.begun_by_id,
            paused_at=held.begun_at,
        )
        row.due_on = None
        row.save(update_fields=["due_on"])
    apps.get_model("recall", "Case").objects.filter(pk=case.pk).update(due_on=row.due_on)


def _beside(apps, appeal, kind, first, days, *, is_working=False, **given):
    told = {"row_kind": "assessment.appeal", "row_id": appeal.pk, "is_working": is_working}
    return _begin(apps, appeal.case, kind, first, days, **told, **given)


def _begin(apps, case, kind, first, days, *, is_working=True, due_on=None, **given):
    return apps.get_model("recall", "Clock").objects.create(
        county_id=case.county_id,
        cadre_id=case.cadre_id,
        case_id=case.pk,
        kind=kind,
        from_on=first,
        days=days,
        is_working=is_working,
        due_on=due_on or dates.term_end(first, days, is_working=is_working),
        begun_at=timezone.now(),
        **given,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0012_reversals_of_books_and_lists"),
        ("recall", "0025_more_clocks"),
        ("training", "0012_course_ratings"),
    ]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
