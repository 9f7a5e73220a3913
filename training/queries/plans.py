"""Questions about individual plans: what a case's grounds suggest, what stands, how it goes."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch

from recall.enums import FindingResult
from recall.models import Case
from recall.queries import reasons
from schemes.enums import Measure
from training.models import LineProgress, Plan, PlanLine
from training.queries import postings

HELPING = (Measure.TALK, Measure.EDUCATION, Measure.MENTORING, Measure.PRACTICE)
_DAYS = {Measure.TALK: 14, Measure.EDUCATION: 30, Measure.MENTORING: 90, Measure.PRACTICE: 90}


@dataclass(frozen=True)
class Suggested:
    """A line that a ground suggests. The words are filled in by who draws up the plan."""

    ground: Any
    title: str
    measure: str
    mentor: str
    due_on: date


def suggested(case: Case, *, on: date) -> list[Suggested]:
    """Answer a line for each helping measure of each ground that stood, each measure once a ground.

    What the ground suggests beyond help (transfer, removal …) is an outcome, decided by a meeting.
    A ground that suggests no help at all gets a talk. The scheme in force on the day of the fact
    is asked first, else the published list.
    """
    posting = postings.standing_of(case)
    mentor = posting.mentor.name if posting else ""
    found: dict[tuple[int, str], Suggested] = {}
    for fact in _standing_facts(case):
        told = fact.clause.measures if fact.clause else fact.ground.measures
        title = fact.clause.title if fact.clause else fact.ground.title
        for measure in [one for one in HELPING if one in told] or [Measure.TALK]:
            due_on = on + timedelta(days=_DAYS[measure])
            line = Suggested(fact.ground, title, str(measure), mentor, due_on)
            found.setdefault((fact.ground_id, str(measure)), line)
    return list(found.values())


def _standing_facts(case: Case) -> list[Any]:
    nomination = case.nomination
    results = reasons.results(reasons.concluded(nomination), reasons.settlement(nomination))
    rows = nomination.facts.select_related("ground", "clause").order_by("pk")
    return [row for row in rows if results.get(row.pk) != FindingResult.NOT_PROVED]


def draft_of(case: Case) -> Plan | None:
    """Answer the version that waits for approval."""
    return case.plans.filter(approved_at=None).first()  # type: ignore[attr-defined]


def standing_of(case: Case) -> Plan | None:
    """Answer the last approved version."""
    rows = case.plans.filter(approved_at__isnull=False)  # type: ignore[attr-defined]
    return rows.order_by("-number").first()


def lines_of(plan: Plan) -> list[PlanLine]:
    """Answer a plan's lines with what was said of each, the latest first."""
    told = LineProgress.objects.select_related("told_by").order_by("-told_at", "-pk")
    rows = plan.lines.select_related("ground", "plan__case")
    return list(rows.prefetch_related(Prefetch("progress", told)).order_by("due_on", "pk"))
