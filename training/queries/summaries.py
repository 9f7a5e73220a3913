"""个人总结: the person's own text behind a part of the assessment."""

from recall.models import Case
from training.enums import TaskKind, Verdict
from training.models import ReflectionVersion


def accepted(case: Case) -> ReflectionVersion | None:
    """Answer the newest accepted summary of a case, with its review; None if there is none."""
    rows = ReflectionVersion.objects.filter(
        reflection__enrolment__case=case,
        reflection__task__kind=TaskKind.SUMMARY,
        review__verdict=Verdict.ACCEPTED,
    )
    told = rows.select_related("review__reviewed_by", "reflection__task").defer("shingles")
    return told.order_by("-handed_in_at", "-pk").first()
