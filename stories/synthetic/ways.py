"""The way of one nomination and its case: the moves with their days, cut where the data ends."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.dates import ZONE

Move = tuple[str, str, str, str, int]  # name, before, after, whose hand, days after the last

_SUBMIT: Move = ("submit", "DRAFT", "SUBMITTED", "head", 0)
_VERIFY: list[Move] = [_SUBMIT, ("verify", "SUBMITTED", "VERIFIED", "verifier", 9)]
_HEAR: list[Move] = [*_VERIFY, ("hear", "VERIFIED", "HEARD", "verifier", 6)]
NOMINATIONS: dict[str, list[Move]] = {
    "approved": [*_HEAR, ("approve", "HEARD", "APPROVED", "decider", 12)],
    "sent back": [
        _SUBMIT,
        ("send_back", "SUBMITTED", "SENT_BACK", "verifier", 5),
        ("submit", "SENT_BACK", "SUBMITTED", "head", 4),
        ("verify", "SUBMITTED", "VERIFIED", "verifier", 6),
        ("hear", "VERIFIED", "HEARD", "verifier", 6),
        ("approve", "HEARD", "APPROVED", "decider", 12),
    ],
    "rejected": [*_HEAR, ("reject", "HEARD", "REJECTED", "decider", 12)],
    "not matched": [_SUBMIT, ("find_not_matched", "SUBMITTED", "REJECTED", "verifier", 8)],
    "withdrawn": [_SUBMIT, ("withdraw", "SUBMITTED", "WITHDRAWN", "head", 3)],
    "draft": [],
    "submitted": [_SUBMIT],
    "verified": _VERIFY,
    "heard": _HEAR,
}
_SERVE: Move = ("serve", "OPEN", "SERVED", "admin", 2)
CASES: dict[str, list[Move]] = {
    "closed": [
        _SERVE,
        ("start_training", "SERVED", "TRAINING", "manager", 20),
        ("start_practice", "TRAINING", "PRACTICE", "manager", 14),
        ("assess", "PRACTICE", "ASSESSED", "manager", 95),
        ("settle", "ASSESSED", "DECIDED", "decider", 10),
        ("close", "DECIDED", "CLOSED", "admin", 8),
    ],
    "revoked": [_SERVE, ("revoke", "SERVED", "REVOKED", "decider", 15)],
}


@dataclass(frozen=True)
class Done:
    """A move that was made: by whose hand, and when."""

    name: str
    before: str
    after: str
    hand: str
    at: datetime


def made(moves: list[Move], *, begin: date, until: date, draw: random.Random) -> list[Done]:
    """Answer the moves made up to a day, each at office hours."""
    day, done = begin, []
    for name, before, after, hand, days in moves:
        day += timedelta(days=days and days + draw.randrange(3))
        if day > until:
            break
        hour = time(9 + draw.randrange(8), draw.randrange(60))
        at = datetime.combine(day, hour, ZONE)
        if done and at <= done[-1].at:
            at = done[-1].at + timedelta(minutes=30)
        done.append(Done(name, before, after, hand, at))
    return done


def at_of(done: list[Done], *names: str) -> datetime | None:
    """Answer when the last of the named moves was made."""
    return next((move.at for move in reversed(done) if move.name in names), None)
