"""What a world holds of verification: two verifiers who do not agree, questions to the unit."""

from typing import Any

from django.utils import timezone

from recall.services import enquiries, nominations
from tests.factories import recall, settlements
from tests.moments import VERIFIED_AT


def rows(where: Any) -> dict[str, Any]:
    """Answer a nomination that waits for a record, one that was mended, one with questions."""
    campaign = recall.open_campaign(where.unit, title="双人核实", verifiers_needed=2)
    sent_back = recall.conclude(recall.submitted_nomination(where.campaign), "SENT_BACK")
    again = nominations.submit(sent_back, by=sent_back.submitted_by, at=VERIFIED_AT)
    return {
        "disputed": settlements.disputed(campaign),
        "resubmitted": again,
        **_asked(where, recall.submitted_nomination(campaign)),
    }


def _asked(where: Any, nomination: Any) -> dict[str, Any]:
    """Answer a nomination with a question that waits and one that was answered with a paper."""
    told = {"question": recall.TOLD, "days": 5, "at": timezone.now()}
    verifier, clerk = where.people["verifier"], where.people["unit_clerk"]
    waiting, other = (enquiries.ask(nomination, by=verifier, **told) for _n in range(2))
    paper = {"answer": recall.TOLD, "content": recall.PDF, "title": "排班表.pdf"}
    answered = enquiries.answer(other, **paper, by=clerk, at=timezone.now())
    return {"asked": nomination, "enquiry": waiting, "answered_enquiry": answered}
