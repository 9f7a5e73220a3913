"""Questions about who goes into a class."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from cadres.enums import MEDICAL, MOTHERHOOD
from cadres.models import Protection
from recall.enums import CaseState
from recall.models import Case, ServiceReceipt
from recall.queries import cases
from recall.regulations.leaving import has_left
from training.models import Enrolment, Postponement, Suspension, TrainingClass

POSTPONING = (*MEDICAL, *MOTHERHOOD)
SUSPENDED = "SUSPENDED"
LEFT = "LEFT"


def awaiting_class(training_class: TrainingClass) -> list[Case]:
    """Answer the cases that a class would take: served ones, and those withdrawn from another.

    A person who was withdrawn from this very class is not taken again by the roster.
    """
    standing = Enrolment.objects.standing().filter(case=OuterRef("pk"))
    before = Enrolment.objects.filter(case=OuterRef("pk"), training_class=training_class)
    withdrawn = (
        Case.objects.filter(campaign=training_class.campaign_id, state=CaseState.TRAINING)
        .exclude(Exists(standing))
        .exclude(Exists(before))
        .select_related("cadre", "unit", "nomination", "subject")
        .order_by("pk")
    )
    return [*cases.awaiting_training(training_class.campaign), *withdrawn]


def protections(rows: Iterable[Case], on: date) -> dict[int, str]:
    """Answer cadre id → kind of the protection that postpones the class on a day."""
    found = Protection.objects.in_force(on).filter(
        cadre__in=[row.cadre_id for row in rows], kind__in=POSTPONING
    )
    return dict(found.order_by("pk").values_list("cadre_id", "kind"))


def left_out(rows: Iterable[Case], on: date) -> dict[int, str]:
    """Answer case id → why it joins no class on a day.

    A kind of protection, the ground of a postponement, LEFT for who is off the rolls, or
    SUSPENDED while the case stands still.
    """
    rows = list(rows)
    held = Suspension.objects.filter(case__in=[row.pk for row in rows], ended_at=None)
    protected = protections(rows, on)
    postponed = Postponement.objects.in_force(on).filter(case__in=[row.pk for row in rows])
    found = dict(postponed.values_list("case_id", "ground"))
    found |= {row.pk: protected[row.cadre_id] for row in rows if row.cadre_id in protected}
    found |= {row.pk: LEFT for row in rows if has_left(row.cadre, on)}
    return found | dict.fromkeys(held.values_list("case_id", flat=True), SUSPENDED)


def postponements(case: Case) -> list[Postponement]:
    """Answer a case's postponements, the newest first."""
    return list(case.postponements.order_by("-from_on", "-pk"))


def listed(rows: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Answer enrolments with all that one line of the roster shows."""
    return rows.select_related("case__cadre", "case__unit", "case__nomination").order_by("pk")


def served_on(rows: Iterable[Case]) -> dict[int, date]:
    """Answer case id → day on which the notice was served."""
    found = ServiceReceipt.objects.filter(case__in=[row.pk for row in rows])
    return dict(found.values_list("case_id", "served_on"))


def on_sheet(training_class: TrainingClass) -> QuerySet[Enrolment]:
    """Answer the trainees who stand in a class, in the order of the roster."""
    return listed(Enrolment.objects.standing().filter(training_class=training_class))
