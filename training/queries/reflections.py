"""Tasks, drafts and versions; which days count for whom."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import (
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from cadres.models import Protection
from core import dates
from training.enums import Verdict
from training.models import (
    Enrolment,
    PostingPause,
    Reflection,
    ReflectionTask,
    ReflectionVersion,
    Session,
    Suspension,
)

_Span = tuple[date, date | None]
Spans = dict[int, list[_Span]]  # case id → days on which nothing is asked, both ends in


class Last(NamedTuple):
    """The last version of a reflection, None if nothing was handed in, and its verdict or ''."""

    version: ReflectionVersion | None
    verdict: str


def of_class(training_class: Any, user: Any) -> QuerySet[ReflectionTask]:
    """Answer a class's standing tasks with how many people's are handed_in, waiting, accepted."""
    rows = ReflectionTask.objects.visible_to(user).standing().filter(training_class=training_class)
    last = ReflectionVersion.objects.filter(reflection=OuterRef("pk"))
    waiting = last.filter(review=None)
    accepted = last.filter(review__verdict=Verdict.ACCEPTED)
    people = Reflection.objects.filter(task=OuterRef("pk"))
    return rows.select_related("session").annotate(
        handed_in=_counted(people.filter(Exists(last))),
        waiting=_counted(people.filter(Exists(waiting))),
        accepted=_counted(people.filter(Exists(accepted))),
    ).order_by("due_on", "pk")  # fmt: skip


def _counted(rows: QuerySet[Reflection]) -> Any:
    told = rows.order_by().values("task").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(told, output_field=IntegerField()), Value(0))


def place_of(task: ReflectionTask, user: Any) -> Enrolment | None:
    """Answer the user's standing place in the task's class."""
    rows = Enrolment.objects.standing().filter(
        training_class=task.training_class_id, case__subject=user
    )
    return rows.select_related("case").first()


def sits(training_class: Any, user: Any) -> bool:
    """Answer whether the user is a standing trainee of the class."""
    rows = Enrolment.objects.standing().filter(training_class=training_class, case__subject=user)
    return rows.exists()


def own(task: ReflectionTask, user: Any) -> Reflection | None:
    """Answer the user's own reflection of a task with its state."""
    rows = Reflection.objects.filter(task=task, enrolment__case__subject=user)
    return rows.select_related("enrolment__case").with_state().first()  # type: ignore[attr-defined]


def own_states(tasks: Iterable[ReflectionTask], user: Any) -> dict[int, str]:
    """Answer task id → where the user's own reflection stands."""
    rows = Reflection.objects.filter(task__in=list(tasks), enrolment__case__subject=user)
    return dict(rows.with_state().values_list("task_id", "state"))  # type: ignore[attr-defined, misc]


def with_numbers(version: ReflectionVersion) -> ReflectionVersion:
    """Answer a version with its numbers and the case and county that it belongs to."""
    rows = ReflectionVersion.objects.select_related(
        "reflection__enrolment__case", "reflection__enrolment__training_class"
    )
    return rows.get(pk=version.pk)


def seen(user: Any, ids: list[int]) -> set[int]:
    """Answer which of some reflections the user may read as a reviewer."""
    rows = Reflection.objects.visible_to(user).filter(pk__in=ids)
    return set(rows.exclude(enrolment__case__subject=user).values_list("pk", flat=True))


def last_of(reflection: Reflection) -> Last:
    """Answer the last version and what was said of it."""
    rows: QuerySet[ReflectionVersion] = reflection.versions.all()  # type: ignore[attr-defined]
    row = rows.select_related("review").order_by("-number").first()
    review = getattr(row, "review", None)
    return Last(row, review.verdict if review else "")


def versions(reflection: Reflection) -> list[ReflectionVersion]:
    """Answer all versions with their reviews, the newest first."""
    rows: QuerySet[ReflectionVersion] = reflection.versions.all()  # type: ignore[attr-defined]
    told = rows.select_related("review__reviewed_by").defer("shingles")
    return list(told.order_by("-number"))


def still(cases: Iterable[Any]) -> Spans:
    """Answer the days on which cases stand still, people are protected, or practice pauses.

    :param cases: rows of Case; two queries for any number
    """
    rows = {case.pk: case.cadre_id for case in cases}
    found: Spans = {pk: [] for pk in rows}
    held = Suspension.objects.filter(case__in=rows)
    paused = PostingPause.objects.filter(posting__case__in=rows)
    days = held.values_list("case", "from_on", "until_on")
    both = days.union(paused.values_list("posting__case", "from_on", "until_on"))
    for case, first, last in both:
        found[case].append((first, last))
    people: dict[int, list[_Span]] = {}
    protected = Protection.objects.filter(cadre__in=set(rows.values()))
    for cadre, first, last in protected.values_list("cadre", "from_on", "until_on"):
        people.setdefault(cadre, []).append((first, last))
    for pk, cadre in rows.items():
        found[pk] += people.get(cadre, [])
    return found


def due_for(set_on: date, due_on: date, spans: Iterable[_Span]) -> date | None:
    """Answer the last day for a person: as many days later as did not count since the task was set.

    None while a span without an end has begun: nothing is due until it ends.
    """
    spans = list(spans)
    due = due_on
    while True:
        if any(last is None and first <= due for first, last in spans):
            return None
        lost = {
            first + timedelta(days=n)
            for first, last in ((max(a, set_on), min(b, due)) for a, b in spans if b is not None)
            for n in range((last - first).days + 1)
        }
        if due_on + timedelta(days=len(lost)) == due:
            return due
        due = due_on + timedelta(days=len(lost))


def due_of(task: ReflectionTask, place: Enrolment, spans: Iterable[_Span]) -> date | None:
    """Answer a task's last day for one trainee; days before they joined the class do not count.

    :param spans: the days on which nothing is asked of them, as `still` answers for the case
    """
    set_on, joined_on = dates.legal_day(task.set_at), dates.legal_day(place.enrolled_at)
    before = [(set_on, joined_on - timedelta(days=1))] if joined_on > set_on else []
    return due_for(set_on, task.due_on, [*spans, *before])


def asked(task: ReflectionTask) -> QuerySet[Enrolment]:
    """Answer those who are asked: standing trainees, and who handed in before leaving; who has
    handed in nothing comes first."""
    sent = ReflectionVersion.objects.filter(
        reflection__task=task, reflection__enrolment=OuterRef("pk")
    )
    rows = Enrolment.objects.filter(training_class=task.training_class_id)
    rows = rows.annotate(has_sent=Exists(sent)).filter(Q(withdrawn_at=None) | Q(has_sent=True))
    return rows.select_related("case__cadre", "case__unit").order_by("has_sent", "pk")


def of_task(task: ReflectionTask, enrolments: Iterable[Enrolment]) -> dict[int, Reflection]:
    """Answer enrolment id → reflection with its state, without any text."""
    rows = Reflection.objects.filter(task=task, enrolment__in=list(enrolments))
    return {row.enrolment_id: row for row in rows.with_state().defer("draft")}  # type: ignore[attr-defined]


def tally(task: ReflectionTask) -> dict[str, int]:
    """Answer how many are asked, handed in, and wait."""
    sent = ReflectionVersion.objects.filter(
        reflection__task=task, reflection__enrolment=OuterRef("pk")
    )
    rows = asked(task).order_by().annotate(waits=Exists(sent.filter(review=None)))
    return rows.aggregate(
        asked=Count("pk"),
        handed_in=Count("pk", filter=Q(has_sent=True)),
        waiting=Count("pk", filter=Q(waits=True)),
    )


def due_tasks(user: Any) -> list[ReflectionTask]:
    """Answer the tasks of the user's class that are neither accepted nor wait for a reviewer."""
    mine = Enrolment.objects.standing().filter(case__subject=user)
    rows = ReflectionTask.objects.standing().filter(
        training_class__in=mine.values("training_class")
    )
    sent = ReflectionVersion.objects.filter(
        reflection__task=OuterRef("pk"), reflection__enrolment__in=mine
    )
    returned = Q(review__verdict=Verdict.RETURNED)
    rows = rows.exclude(Exists(sent.exclude(returned)))
    return list(rows.annotate(is_returned=Exists(sent.filter(returned))).order_by("due_on", "pk"))


def waiting_of_mentor(user: Any) -> list[Reflection]:
    """Answer what the user's trainees handed in and nobody reviewed yet, the oldest first."""
    open_ = ReflectionVersion.objects.filter(reflection=OuterRef("pk"), review=None)
    rows = Reflection.objects.filter(
        Exists(open_),
        enrolment__case__postings__mentor=user,
        enrolment__case__postings__finished_on=None,
    ).exclude(enrolment__case__subject=user)
    rows = rows.select_related("task", "enrolment__case__cadre").defer("draft")
    return list(rows.distinct().order_by("pk")[:20])


def sessions_of(training_class: Any) -> QuerySet[Session]:
    """Answer the lessons that a reflection of the class may be about."""
    return Session.objects.standing().filter(training_class=training_class).order_by("starts_at")
