"""Appeals, played through the real acts."""

from types import SimpleNamespace
from typing import Any

from accounts.enums import Role
from assessment.models import Appeal, Outcome
from assessment.services import appeals
from core.dates import legal_day
from recall.models import Case
from tests.factories import assessment as assess
from tests.factories import training as make

PLEA = "考核期间本人在抗洪一线，缺勤有值班记录"
WHY = "核对值班记录，考核所依据的缺勤不成立"


def removed(world: SimpleNamespace, subject: Any = None, **fields: Any) -> Outcome:
    """Decide and serve a removal from post, which a civil servant may have reviewed."""
    person = {"staff_kind": "CIVIL_SERVANT", "is_leading": True, "subject": subject}
    case = assess.concluded(world, **person).case
    told = {
        "kind": "REMOVE",
        "conditions": ["unfit_found", "heard"],
        "reason": "考核不合格",
    } | fields
    outcome = assess.decide(world, case, **told)
    assess.serve(world, outcome)
    return Outcome.objects.get(pk=outcome.pk)


def handler(world: SimpleNamespace) -> Any:
    return make.holder(Role.APPEAL_HANDLER, world.county)


def filed(outcome: Outcome, remedy: str = "REVIEW", **fields: Any) -> Appeal:
    told = {"text": PLEA, "filed_on": legal_day(assess.LATER), "at": assess.LATER} | fields
    told.setdefault("by", outcome.case.subject)
    return appeals.file(outcome.case, remedy=remedy, outcome=outcome, **told)


def objected(case: Case, by: Any, **fields: Any) -> Appeal:
    """An accepted objection against the recall itself, late with its reason."""
    told = {"remedy": "OBJECTION", "outcome": None, "text": PLEA, "by": case.subject}
    told |= {"filed_on": legal_day(assess.LATER), "late_reason": "在外地抢险，当时不能提出"}
    told |= {"at": assess.LATER}
    return appeals.accept(appeals.file(case, **told | fields), by=by, at=assess.LATER)


def accepted(outcome: Outcome, by: Any, remedy: str = "REVIEW", **fields: Any) -> Appeal:
    return appeals.accept(filed(outcome, remedy, **fields), by=by, at=assess.LATER)


def decided(appeal: Appeal, by: Any, result: str = "UPHELD", **fields: Any) -> Appeal:
    told = {"decision": WHY, "members": [], "others": ["甲", "乙", "丙"], "at": assess.LATER}
    return appeals.decide(appeal, result=result, by=by, **told | fields)
