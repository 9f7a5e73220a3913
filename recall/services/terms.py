"""Terms of units in this floor, for core.workflow.terms to work out again."""

from core import dates
from core.workflow.terms import Term
from recall.models import Challenge, Enquiry, Evasion

TERMS = (
    Term(  # a unit that was asked
        lambda: Challenge.objects.open().filter(answer="", days__isnull=False),
        "due_on",
        "raised_at",
        lambda row: dates.legal_day(row.raised_at),
        lambda row: row.days,
    ),
    Term(  # a unit that may say why it concealed nothing
        lambda: Evasion.objects.filter(
            hear_until_on__isnull=False,
            hear_days__isnull=False,
            said_at=None,
            confirmed_at=None,
            withdrawn_at=None,
        ),
        "hear_until_on",
        "recorded_at",
        lambda row: dates.legal_day(row.recorded_at),
        lambda row: row.hear_days,
    ),
    Term(  # a unit that verification asks something besides
        lambda: Enquiry.objects.waiting(),
        "due_on",
        "asked_at",
        lambda row: dates.legal_day(row.asked_at),
        lambda row: row.days,
    ),
)
