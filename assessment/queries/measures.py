"""What a part of the assessment comes to by its records: value, rule and the rows behind it.

A measure proposes; a person enters it by an act of its own or writes another value with its source.
Where nothing is recorded there is no value, which is not nought.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils import translation

from assessment.enums import Part
from assessment.queries.scores import cents
from core import dates
from recall.models import Case
from training.enums import CAME
from training.models import Attendance


@dataclass(frozen=True)
class Measured:
    """A value between 0 and 100 to the cent; `rows` are label and value of what was counted."""

    value: Decimal
    rule: str
    source: str
    rows: list[dict[str, str]]


@translation.override("zh-hans")  # kept with the score and printed, whatever the screen speaks
def measured(case: Case, part: str) -> Measured | None:
    """Answer what the records of a part come to, None where nothing is recorded."""
    measure = _MEASURES.get(part)
    return measure(case) if measure else None


def _attendance(case: Case) -> Measured | None:
    """Came (late included) over sessions with a mark; sessions called off do not count."""
    marks = Attendance.objects.filter(
        enrolment__case=case, enrolment__withdrawn_at=None, session__cancelled_at=None
    )
    held = list(marks.select_related("session").order_by("session__starts_at", "pk"))
    if not held:
        return None
    came = sum(mark.status in CAME for mark in held)
    return Measured(
        value=cents(Decimal(came * 100) / len(held)),
        rule="第1版：到课（含迟到）节数除以已登记考勤的节数，乘以100；取消的课不计。",
        source=f"考勤记录：登记{len(held)}节，到课{came}节",
        rows=[
            {
                "label": f"{dates.cn(dates.legal_day(mark.session.starts_at))}　{mark.session}",
                "value": str(mark.get_status_display()),
            }
            for mark in held
        ],
    )


_MEASURES: dict[str, Callable[[Case], Measured | None]] = {Part.ATTENDANCE: _attendance}
