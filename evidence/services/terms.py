"""Terms to answer and to object in practices, for core.workflow.terms to work out again."""

from core import dates
from core.workflow.terms import Term
from evidence.models import BookPeriod, InspectionFinding, ListEntry

TERMS = (
    Term(  # a person on the yellow list, before it goes up
        lambda: ListEntry.objects.filter(
            object_until_on__isnull=False, said_at=None, published_on=None, withdrawn_at=None
        ).select_related("list"),
        "object_until_on",
        "told_on",
        lambda row: row.told_on,
        lambda row: row.list.objection_days,
    ),
    Term(  # a unit that was told of a finding
        lambda: InspectionFinding.objects.filter(
            answer_due_on__isnull=False, answered_at=None, closed_at=None
        ).select_related("inspection"),
        "answer_due_on",
        "sent_at",
        lambda row: dates.legal_day(row.sent_at),
        lambda row: row.inspection.answer_days,
    ),
    Term(  # everybody in a book, against the lines of a closed period
        lambda: BookPeriod.objects.filter(
            objection_until_on__isnull=False, final_at=None
        ).select_related("rule"),
        "objection_until_on",
        "closed_at",
        lambda row: dates.legal_day(row.closed_at),
        lambda row: row.rule.objection_days,
    ),
)
