"""Made-up histories of nominations: written as dated steps, and recounted the slow way.

`write` puts rows straight into the tables, so that thousands cost seconds; `recount` is a second
opinion on every figure of the funnel that shares no code with reports/.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import uuid4

from assessment.models import Outcome
from cadres.models import Cadre
from core.dates import ZONE
from recall.models import Case, CaseStep, Nomination, NominationStep
from tests.factories.accounts import UserFactory

BEFORE = {
    "withdrawn": ["submit", "withdraw"],
    "with_unit": ["submit", "send_back"],
    "not_matched": ["submit", "send_back", "submit", "find_not_matched"],
    "pending": ["submit", "verify", "hear"],
    "not_recalled": ["submit", "verify", "hear", "reject"],
    "recalled": ["submit", "verify", "hear", "approve"],
    "draft": [],
}
AFTER = ["serve", "start_training", "start_practice", "assess", "settle", "close"]
STATES = {
    "submit": "SUBMITTED",
    "withdraw": "WITHDRAWN",
    "send_back": "SENT_BACK",
    "find_not_matched": "REJECTED",
    "verify": "VERIFIED",
    "hear": "HEARD",
    "reject": "REJECTED",
    "approve": "APPROVED",
    "serve": "SERVED",
    "start_training": "TRAINING",
    "start_practice": "PRACTICE",
    "assess": "ASSESSED",
    "settle": "DECIDED",
    "close": "CLOSED",
    "revoke": "REVOKED",
}
LEVELS = ("COUNTY_LEVEL", "SECTION_LEVEL", "ORDINARY")


@dataclass
class History:
    """One nomination: its steps by day, those of its case, and its outcome."""

    round: int
    level: str
    unit: int
    steps: list[tuple[date, str]]
    case_steps: list[tuple[date, str]] = field(default_factory=list)
    outcome: str = ""


def invent(random: Random, *, first: date, units: int, rounds: int) -> History:
    """Answer one random history that begins within sixty days."""
    day = first + timedelta(days=random.randint(0, 60))
    moves = BEFORE[random.choice([*BEFORE, "recalled", "recalled", "recalled"])]
    history = History(random.randint(1, rounds), random.choice(LEVELS), random.randrange(units), [])
    for move in moves:
        history.steps.append((day, move))
        day += timedelta(days=random.randint(0, 12))
    if moves and moves[-1] == "approve":
        _invent_case(random, history, day)
    return history


def _invent_case(random: Random, history: History, day: date) -> None:
    moves = AFTER[: random.randint(0, len(AFTER))]
    if len(moves) < 5 and random.random() < 0.2:
        moves = [*moves, "revoke"]
    for move in moves:
        history.case_steps.append((day, move))
        if move == "settle":
            history.outcome = random.choice(("RETURN", "RETURN", "STAY", "TRANSFER"))
        day += timedelta(days=random.randint(0, 12))


def at(day: date, order: int = 0) -> datetime:
    """Answer an instant late on a day in China, which is another day in London."""
    return datetime.combine(day, time(0, 5), ZONE) + timedelta(minutes=order)


def write(campaign: Any, rounds: list[Any], units: list[Any], histories: list[History]) -> None:
    """Enter histories as rows."""
    by, hands = campaign.created_by, (UserFactory(), UserFactory())
    people = Cadre.objects.bulk_create(
        Cadre(
            unit=units[h.unit],
            name=f"干部{n}",
            sex="M",
            born_on=date(1980, 1, 1),
            staff_kind="CIVIL_SERVANT",
            level=h.level,
        )
        for n, h in enumerate(histories)
    )
    rows = Nomination.objects.bulk_create(
        Nomination(
            campaign=campaign,
            round=rounds[h.round - 1],
            county=campaign.county,
            unit=units[h.unit],
            cadre=person,
            token=uuid4(),
            post_title="科员",
            level=h.level,
            staff_kind="CIVIL_SERVANT",
            drafted_by=by,
            drafted_at=campaign.created_at,
            **_now(h, by, *hands),
        )
        for h, person in zip(histories, people, strict=True)
    )
    NominationStep.objects.bulk_create(
        _step(NominationStep, row, step, order, by)
        for row, h in zip(rows, histories, strict=True)
        for order, step in enumerate(h.steps)
    )
    _write_cases(campaign, rows, histories, by)


def _now(history: History, by: Any, verifier: Any, decider: Any) -> dict[str, Any]:
    """Answer the columns of a nomination after all its steps."""
    done = {move: at(day, order) for order, (day, move) in enumerate(history.steps)}
    if not done:
        return {}
    told: dict[str, Any] = {"state": STATES[history.steps[-1][1]], "submission_count": 1}
    told |= {"submitted_by": by, "submitted_at": done["submit"]}
    for moves, name, hand in (
        (("verify", "find_not_matched"), "verified", verifier),
        (("approve", "reject"), "decided", decider),
    ):
        if moment := next((done[move] for move in moves if move in done), None):
            told |= {f"{name}_by": hand, f"{name}_at": moment}
    return told


def _step(model: Any, row: Any, step: tuple[date, str], order: int, by: Any) -> Any:
    after = STATES[step[1]]
    return model(row=row, move=step[1], before="", after=after, by=by, at=at(step[0], order))


def _write_cases(campaign: Any, rows: list[Any], histories: list[History], by: Any) -> None:
    pairs = [
        (row, h)
        for row, h in zip(rows, histories, strict=True)
        if h.steps and h.steps[-1][1] == "approve"
    ]
    cases = Case.objects.bulk_create(
        Case(
            nomination=row,
            campaign=campaign,
            county=campaign.county,
            unit=row.unit,
            cadre=row.cadre,
            opened_by=by,
            opened_at=at(h.steps[-1][0], len(h.steps)),
            state=STATES[h.case_steps[-1][1]] if h.case_steps else "OPEN",
        )
        for row, h in pairs
    )
    CaseStep.objects.bulk_create(
        _step(CaseStep, case, step, 10 + order, by)
        for case, (_row, h) in zip(cases, pairs, strict=True)
        for order, step in enumerate(h.case_steps)
    )
    for case, (_row, h) in zip(cases, pairs, strict=True):
        if h.outcome:
            _outcome(case, h, assessed_by=by, decided_by=campaign.launched_by)


def _outcome(case: Any, history: History, **hands: Any) -> None:
    order, day = next((n, d) for n, (d, move) in enumerate(history.case_steps) if move == "settle")
    Outcome.objects.create(
        case=case,
        kind=history.outcome,
        reason="综合考核后决定。",
        meeting="部务会议",
        held_on=day,
        due_count=9,
        agree_count=9,
        disagree_count=0,
        defer_count=0,
        decided_at=at(day, 10 + order),
        **hands,
    )


def recount(histories: list[History], as_of: date) -> Counter[str]:
    """Count the funnel by walking through every history."""
    tally: Counter[str] = Counter()
    for history in histories:
        done = [move for day, move in history.steps if day <= as_of]
        if "submit" in done:
            tally["nominated"] += 1
            tally[_standing(done[-1])] += 1
            if done[-1] == "approve":
                tally.update(_case(history, as_of))
    return tally


def _standing(last: str) -> str:
    named = {
        "withdraw": "withdrawn",
        "send_back": "with_unit",
        "find_not_matched": "not_matched",
        "reject": "not_recalled",
        "approve": "recalled",
    }
    return named.get(last, "pending")


def _case(history: History, as_of: date) -> list[str]:
    done = [move for day, move in history.case_steps if day <= as_of]
    entered, last = "start_training" in done, done[-1] if done else ""
    if not entered:
        return ["revoked_before_class" if last == "revoke" else "awaiting_class"]
    named = {
        "start_training": "in_training",
        "start_practice": "in_practice",
        "assess": "awaiting_outcome",
        "revoke": "revoked_in_class",
    }
    words = ["in_class", named.get(last, "settled")]
    if words[1] == "settled":
        is_return = history.outcome == "RETURN"
        words.append("returned_to_post" if is_return else "other_outcome")
    return words
