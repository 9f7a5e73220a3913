"""Acts on the ledger of problems, and the resident's word."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core import dates
from core.audit import trail
from core.errors import StateConflict
from core.sealing.boxes import fingerprint
from core.workflow.engine import lock
from evidence.services.polls import code_of
from training.enums import StepKind, WordChannel
from training.models import PracticePosting, Problem, ProblemStep, ResidentWord, WordInvite
from training.permissions import problems as permissions
from training.queries import problems
from training.regulations import problems as regulations

CODE_LENGTH = 16
GOOD_FOR = timedelta(days=3)


@transaction.atomic
def raise_(
    posting: PracticePosting,
    *,
    token: UUID,
    what: str,
    place: str,
    found_on: date,
    by: Any,
    at: datetime,
) -> Problem:
    """Enter a problem; the same token sent again answers the one that stands.

    :raises RegulationBroken: PB-01 day, PB-08 token of another posting
    :raises StateConflict: the posting is finished
    """
    posting = lock(posting)
    permissions.write_problem.check(by, posting)
    if row := Problem.objects.filter(token=token).first():
        regulations.token_is_own.check(row.posting_id != posting.pk)
        return row
    if posting.finished_on:
        raise StateConflict(_("该实践锻炼已经期满鉴定，不能再登记问题。"))
    today = dates.legal_day(at)
    regulations.found_within.check(found_on, posting.from_on, posting.until_on, today)
    row = Problem.objects.create(
        posting=posting,
        token=token,
        what=what,
        place=place,
        found_on=found_on,
        raised_by=by,
        raised_at=at,
    )
    trail.record(row, "raise_problem", by=by, at=at)
    return row


@transaction.atomic
def act(problem: Problem, *, on: date, text: str, by: Any, at: datetime) -> ProblemStep:
    """Enter what was done about a problem.

    :raises RegulationBroken: PB-02, day
    :raises StateConflict: it is closed
    """
    problem = _open(problem, by=by)
    return _step(problem, kind=StepKind.ACTION, on=on, text=text, by=by, at=at)


@transaction.atomic
def close(
    problem: Problem, *, on: date, is_solved: bool, text: str, by: Any, at: datetime
) -> Problem:
    """Enter what came of it, solved or not; the ledger's line is closed.

    :raises RegulationBroken: PB-02 day, PB-03 nothing was done
    :raises StateConflict: closed before
    """
    problem = _open(problem, by=by)
    regulations.something_was_done.check(problem.steps.count())
    _step(problem, kind=StepKind.RESULT, on=on, text=text, by=by, at=at)
    problem.is_solved, problem.closed_on = is_solved, on
    problem.closed_by, problem.closed_at = by, at
    problem.save()
    trail.record(problem, "close_problem", by=by, at=at, is_solved=is_solved)
    return problem


def _open(problem: Problem, *, by: Any) -> Problem:
    problem = lock(problem)
    permissions.write_problem.check(by, problem.posting)
    if problem.closed_on:
        raise StateConflict(_("该问题已经登记结果。"))
    if problem.posting.finished_on:
        raise StateConflict(_("该实践锻炼已经期满鉴定，不能再登记问题。"))
    return problem


def _step(
    problem: Problem, *, kind: str, on: date, text: str, by: Any, at: datetime
) -> ProblemStep:
    last = problem.steps.aggregate(last=Max("on"))["last"] or problem.found_on
    regulations.step_in_order.check(on, last, dates.legal_day(at))
    row = ProblemStep.objects.create(
        problem=problem, kind=kind, on=on, text=text, entered_by=by, entered_at=at
    )
    trail.record(problem, "enter_problem_step", by=by, at=at, step=row.pk)
    return row


@transaction.atomic
def take_word(
    problem: Problem,
    *,
    answer: str,
    consent: bool,
    by: Any,
    at: datetime,
    text: str = "",
    name: str = "",
) -> ResidentWord:
    """Take down what a resident says face to face.

    :raises RegulationBroken: PB-04 no result yet, PB-05 no consent, PB-07 five said already
    """
    problem = lock(problem)
    permissions.take_word.check(by, problem.posting)
    told = {"name": name, "taken_by": by, "taken_at": at, "channel": WordChannel.HOST}
    row = _word(problem, answer=answer, text=text, consent=consent, on=dates.legal_day(at), **told)
    trail.record(problem, "take_word", by=by, at=at, word=row.pk)
    return row


@transaction.atomic
def invite(problem: Problem, *, by: Any, at: datetime) -> str:
    """Make the code of a one-time address, shown once; an unused earlier one is void then.

    :raises RegulationBroken: PB-04 no result yet, PB-07 five said already
    """
    problem = lock(problem)
    permissions.take_word.check(by, problem.posting)
    regulations.result_stands.check(bool(problem.closed_on))
    regulations.words_are_few.check(problem.words.count())
    problem.invites.filter(is_used=False).update(is_void=True)
    code = code_of(CODE_LENGTH)
    WordInvite.objects.create(
        problem=problem,
        key=key_of(code),
        until_at=at + GOOD_FOR,
        invited_by=by,
        invited_at=at,
    )
    trail.record(problem, "invite_word", by=by, at=at)
    return code


def offered(code: str, *, moment: datetime) -> WordInvite:
    """Answer what an unused code is good for.

    :raises RegulationBroken: PB-06, with one sentence for every reason
    """
    row = problems.invite_of(key_of(code), at=moment)
    regulations.invite_is_good.check(row is not None)
    return row  # type: ignore[return-value]


@transaction.atomic
def say(code: str, *, answer: str, consent: bool, text: str, moment: datetime) -> ResidentWord:
    """Keep the word of whoever holds the code, and burn the code, both or neither.

    No `by` and no `at`: a resident has no account; the day alone is kept. Nothing goes to the
    audit trail: address and second there would tell who.

    :raises RegulationBroken: PB-05 no consent, PB-06 code, PB-07 five said already
    """
    problem = lock(offered(code, moment=moment).problem)
    row = offered(code, moment=moment)  # somebody may have used it while we waited for the lock
    told = {"name": "", "taken_by": None, "taken_at": None, "channel": WordChannel.LINK}
    on = dates.legal_day(moment)
    word = _word(problem, answer=answer, text=text, consent=consent, on=on, **told)
    row.is_used = True
    row.save()
    return word


def _word(
    problem: Problem, *, answer: str, text: str, consent: bool, on: date, **told: Any
) -> ResidentWord:
    regulations.resident_consents.check(consent)
    regulations.result_stands.check(bool(problem.closed_on))
    count = problem.words.count()
    regulations.words_are_few.check(count)
    return ResidentWord.objects.create(
        problem=problem,
        number=count + 1,
        answer=answer,
        text=text,
        has_consented=consent,
        said_on=on,
        **told,
    )


def key_of(code: str) -> str:
    """Answer the keyed hash under which a code is known; blanks, dashes and case do not count."""
    kept = "".join(sign for sign in code.upper() if sign.isalnum())
    return fingerprint(f"resident:{kept}")
