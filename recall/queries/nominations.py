"""Questions about nominations."""

from typing import Any

from django.db.models import (
    Count,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, JSONObject

from cadres.models import Cadre
from recall.enums import UNDECIDED, CaseState, NominationState
from recall.models import Case, Fact, FactEvidence, Nomination, Redaction

VIEWS = {  # saved views over the list
    "draft": [NominationState.DRAFT, NominationState.SENT_BACK],
    "submitted": [NominationState.SUBMITTED],
    "verified": [NominationState.VERIFIED],
    "heard": [NominationState.HEARD],
    "done": [NominationState.APPROVED, NominationState.REJECTED, NominationState.WITHDRAWN],
}


def has_open_matter(cadre: Cadre) -> bool:
    """Answer whether an undecided nomination or an open case of the person exists anywhere."""
    return (
        Nomination.objects.filter(cadre=cadre, state__in=UNDECIDED).exists()
        or Case.objects.filter(cadre=cadre)
        .exclude(state__in=[CaseState.CLOSED, CaseState.REVOKED])
        .exists()
    )


def facts_of(nomination: Nomination) -> list[Fact]:
    """Answer the facts with ground and evidence, in the order they were written.

    `hidden` of an evidence row tells its newest black-out: reason, file, made_at; else None.
    """
    newest = Redaction.objects.filter(evidence=OuterRef("pk")).order_by("-pk")
    told = JSONObject(reason="reason", file="file_id", made_at="made_at")
    hidden = Subquery(newest.values(told=told)[:1])
    files = FactEvidence.objects.select_related("file").annotate(hidden=hidden)
    evidence = Prefetch("evidence", files.order_by("pk"))
    rows = nomination.facts.select_related(
        "ground", "clause__version__scheme", "clause__ground", "confirmed_by"
    )
    return list(rows.prefetch_related(evidence).order_by("pk"))


_LINE = (
    "state",
    "due_on",
    "submitted_at",
    "unit_name",
    "post_title",
    "cadre__name",
    "unit__name",
    "campaign__title",
    "round__number",
)


def listed(rows: QuerySet[Nomination]) -> QuerySet[Nomination]:
    """Answer the rows with all that one line of a list shows.

    Facts are counted for the lines shown; a join would count and group those of the whole list.
    """
    facts = Fact.objects.filter(nomination=OuterRef("pk")).order_by().values("nomination")
    counted = Subquery(facts.annotate(n=Count("pk")).values("n"))
    return (
        rows.select_related("cadre", "unit", "campaign", "round")
        .only(*_LINE)
        .annotate(fact_count=Coalesce(counted, Value(0), output_field=IntegerField()))
        .order_by("due_on", "-pk")
    )


def interested_ids(nomination: Nomination) -> set[int]:
    """Answer the ids of the people who may not decide: hands so far, subject, recused, tied."""
    hands = {
        nomination.drafted_by_id,
        nomination.submitted_by_id,
        nomination.verified_by_id,
        nomination.subject_id,
    }
    out = nomination.verifier_ids | nomination.recused_ids | nomination.tied_ids()
    return {pk for pk in hands if pk} | out


def interested_in_talk(nomination: Nomination) -> set[int]:
    """Answer who may not hold the talk: nominators, subject, recused, tied; verifiers may."""
    hands = {nomination.drafted_by_id, nomination.submitted_by_id, nomination.subject_id}
    return {pk for pk in hands if pk} | nomination.recused_ids | nomination.tied_ids()


def filtered(
    rows: QuerySet[Nomination], *, q: str = "", campaign: Any = None, view: str = ""
) -> QuerySet[Nomination]:
    """Keep the rows of a campaign and a view whose person or unit carries the words."""
    if view in VIEWS:
        rows = rows.filter(state__in=VIEWS[view])
    if q:
        rows = rows.filter(Q(cadre__name__icontains=q) | Q(unit__name__icontains=q))
    return rows.filter(campaign=campaign) if campaign else rows


def counts(rows: QuerySet[Nomination]) -> dict[str, int]:
    """Answer how many rows stand in each state, in one query."""
    return dict(rows.order_by().values_list("state").annotate(n=Count("pk")))


def earlier(nomination: Nomination) -> bool:
    """Say whether the person was nominated before: sent to the department in another matter."""
    rows = Nomination.objects.filter(cadre=nomination.cadre_id, submission_count__gt=0)
    return rows.exclude(pk=nomination.pk).exists()
