"""Whether a person may guide another, asked by every act that names a mentor."""

from datetime import date, datetime
from typing import Any

from core.workflow.engine import lock
from recall.models import Case
from training import regulations as common
from training.queries import mentors, postings
from training.regulations import mentors as regulations
from training.services import guests


def require(case: Case, mentor: Any, *, since: date, until_on: date) -> None:
    """Refuse a mentor who is tied to the person, or guides three in the span already.

    Inside the caller's act; the mentor stays locked. The ties are also a trigger of the posting.

    :raises RegulationBroken: TR-07 own mentor, MT-01 kin, MT-02 nominator, TR-06 full
    """
    common.mentor_is_another.check(mentor.pk, case.subject_id)
    regulations.mentor_is_no_kin.check(mentor.pk, mentors.kin_of(case))
    regulations.mentor_did_not_nominate.check(mentor.pk, mentors.nominators_of(case))
    lock(mentor)  # two clerks may not fill the last place at once
    common.mentor_has_room.check(postings.mentor_load(mentor, since, until_on))


def settle(
    case: Case, mentor: Any, *, unit: Any, span: tuple[date, date], by: Any, at: datetime
) -> Any:
    """Answer the account of a mentor who may guide one more, inside the act that names them.

    :param mentor: an account, or the name of who has none: an account is opened, without a link yet
    :raises RegulationBroken: as `require`; GA-03 the trainee themself, TR-06 by the name
    """
    if isinstance(mentor, str):
        return guests.mentor_without_account(case, name=mentor, unit=unit, span=span, by=by, at=at)
    require(case, mentor, since=span[0], until_on=span[1])
    return mentor


def require_still(case: Case, mentor: Any, *, unit: Any, span: tuple[date, date]) -> None:
    """Ask again, when a change takes effect, what `settle` asked when it was put forward.

    :raises RegulationBroken: as `require`
    """
    if mentor.is_guest:
        guests.require_room(mentor.name, unit, span)
    else:
        require(case, mentor, since=span[0], until_on=span[1])
