"""What the counts of a collective decision must keep, in one place for every way to decide."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from core import dates
from core.regulations import regulation
from recall.enums import VoteResult
from recall.models import Nomination, Statement
from recall.queries.hearings import is_asked, talked_on
from recall.queries.matters import Cast
from recall.regulations.hearings import meeting_after_talk

_DRAFT_RULE = _("石泉县2018年做法；产品默认规则（可由部门核定）")


@regulation(
    "RC-11",
    _("集体研究须有三分之二以上应到人员到会，且同意票超过应到人数的一半。"),
    source=_("干部选拔任用工作条例关于讨论决定的规定"),
)
def is_quorate(due: int, present: int, agree: int) -> bool:
    return 3 * present >= 2 * due and 2 * agree > due


@regulation(
    "RC-18",
    _("研究决定的会议不得早于听取申辩之日。"),
    source=_("申辩权保障：先听取，后决定"),
)
def meeting_after_hearing(statement: Statement, held_on: date, said_on: date) -> bool:
    return held_on >= said_on


@regulation(
    "RC-19",
    _("到会人数与表决票数不符。"),
    source=_DRAFT_RULE,
)
def votes_fit(present: int, agree: int, disagree: int, defer: int) -> bool:
    return present == agree + disagree + defer


@regulation("RC-28", _("会议日期不得晚于今天。"), source=_DRAFT_RULE)
def not_in_future(on: date, today: date) -> bool:
    return on <= today


@regulation("RC-32", _("到会人数不得多于应到人数，同意票不得多于到会人数。"), source=_DRAFT_RULE)
def counts_fit(due: int, present: int, agree: int) -> bool:
    return 0 <= agree <= present <= due


@regulation("RC-33", _("同意票已超过应到人数的一半，不能登记为不予召回。"), source=_DRAFT_RULE)
def result_follows_votes(is_approved: bool, due: int, agree: int) -> bool:
    return is_approved or 2 * agree <= due


def check_meeting(
    nomination: Nomination,
    *,
    held_on: date,
    due: int,
    present: int,
    votes: tuple[int, int, int],
    is_approved: bool,
    on: date,
) -> None:
    """Hold a meeting's counts on a nomination against all rules of this module.

    :param votes: agree, disagree, defer
    :param on: the day on which this is looked at
    :raises RegulationBroken: RC-11, RC-18, RC-19, RC-28, RC-32, RC-33, HR-13
    """
    said_on = dates.legal_day(nomination.statement.at)
    not_in_future.check(held_on, on)
    meeting_after_hearing.check(nomination.statement, held_on, said_on)
    meeting_after_talk.check(is_asked(nomination), talked_on(nomination), held_on)
    _check(due, present, votes, is_approved)


def check_counts(cast: Cast) -> None:
    """Hold a vote's counts on any other matter against the rules of this module.

    :raises RegulationBroken: RC-11, RC-19, RC-28, RC-32
    """
    not_in_future.check(cast.held_on, dates.legal_day(cast.at))
    _check(cast.due, cast.present, cast.votes, cast.result == VoteResult.APPROVED)


def _check(due: int, present: int, votes: tuple[int, int, int], is_approved: bool) -> None:
    votes_fit.check(present, *votes)
    counts_fit.check(due, present, votes[0])
    is_quorate.check(due, present, votes[0] if is_approved else due)
    result_follows_votes.check(is_approved, due, votes[0])
