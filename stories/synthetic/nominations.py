"""Nominations of one campaign with facts, opinions, findings, hearings and decisions."""

import random
import uuid
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from core.dates import ZONE, legal_day
from recall.models import (
    Decision,
    Fact,
    Finding,
    Nomination,
    NominationStep,
    Statement,
    UnitOpinion,
    Verification,
)
from stories.synthetic import cases, words
from stories.synthetic.copying import Copier, steps
from stories.synthetic.ways import NOMINATIONS, Done, at_of, made

_KEPT = ("post_title", "level", "staff_kind", "is_leading")  # as on the day
_HANDS = {"submitted": "head", "verified": "verifier", "decided": "decider"}


@dataclass
class Way:
    """One nomination on its way: the row, its moves, and the picks of hands."""

    row: dict[str, Any]
    done: list[Done]
    pick: int

    def by(self, year: Any, hand: str) -> int:
        return year.by(hand, self.row["unit_id"], self.pick)


def write(year: Any, ways: list[str], copier: Copier, draw: random.Random) -> set[tuple[int, int]]:
    """Write the nominations of a campaign; answer which (round, unit) have reported by them."""
    draw.shuffle(ways)
    people = draw.sample(year.county.people, len(ways))
    ids = copier.ids(Nomination, len(ways))
    told = [
        _way(year, pk, person, way, order, draw)
        for order, (pk, person, way) in enumerate(zip(ids, people, ways, strict=True))
    ]
    _side_rows(year, told, copier, draw)
    copier.write(Nomination, [way.row for way in told])
    moves = [
        step
        for way in told
        for step in steps(
            way.row["id"],
            [(m.name, m.before, m.after, way.by(year, m.hand), m.at) for m in way.done],
        )
    ]
    copier.write(NominationStep, moves)
    cases.write(year, [way for way in told if way.row["state"] == "APPROVED"], copier, draw)
    return {(w.row["round_id"], w.row["unit_id"]) for w in told if w.row["submitted_at"]}


def _way(
    year: Any, pk: int, person: dict[str, Any], way: str, order: int, draw: random.Random
) -> Way:
    round_ = year.rounds[1] if draw.random() < 0.3 else year.rounds[0]
    begin = round_["notice_on"] + timedelta(days=draw.randrange(3, 28))
    done = made(NOMINATIONS[way], begin=begin, until=year.until, draw=draw)
    unit = person["unit_id"]
    at = {
        "submitted": at_of(done, "submit"),
        "verified": at_of(done, "verify", "find_not_matched"),
        "decided": at_of(done, "approve", "reject"),
    }
    row = {
        "id": pk,
        "campaign_id": year.pk,
        "round_id": round_["id"],
        "county_id": year.county.pk,
        "unit_id": unit,
        "cadre_id": person["id"],
        "subject_id": person["user_id"],
        "token": uuid.UUID(int=draw.getrandbits(128), version=4),
        "unit_name": year.county.unit_names[unit],
        "place_name": year.county.name,
        **{name: person[name] for name in _KEPT},
        "submission_count": sum(move.name == "submit" for move in done),
        "state": done[-1].after if done else "DRAFT",
        "due_on": _due_on(done),
        "drafted_by_id": year.by("clerk", unit, order),
        "drafted_at": datetime.combine(begin, time(8), ZONE),
        **{f"{act}_at": at[act] for act in _HANDS},
        **{f"{act}_by_id": at[act] and year.by(_HANDS[act], unit, order) for act in _HANDS},
    }
    return Way(row, done, order)


def _due_on(done: list[Done]) -> Any:
    """Answer the term of a nomination that waits for somebody, None for a decided one."""
    days = {"submit": 15, "verify": 7, "hear": 20}
    last = done[-1] if done else None
    if last is None or last.name not in days:
        return None
    return legal_day(last.at) + timedelta(days=days[last.name])


def _side_rows(year: Any, told: list[Way], copier: Copier, draw: random.Random) -> None:
    """Write what hangs on the nominations, in the order in which triggers want it."""
    texts = words.lists()["facts"]
    facts = [_fact(year, way, draw.choice(year.grounds), draw.choice(texts), draw) for way in told]
    for row, pk in zip(facts, copier.ids(Fact, len(facts)), strict=True):
        row["id"] = pk
    copier.write(Fact, facts)
    copier.write(UnitOpinion, [_opinion(way) for way in told if way.row["submitted_at"]])
    _checks(year, told, facts, copier)
    heard = [(way, at_of(way.done, "hear")) for way in told]
    copier.write(
        Statement,
        [
            {
                "nomination_id": w.row["id"],
                "kind": "WAIVED",
                "by_id": w.by(year, "verifier"),
                "at": at,
            }
            for w, at in heard
            if at
        ],
    )
    copier.write(Decision, [_decision(year, w) for w in told if w.row["decided_at"]])


def _checks(year: Any, told: list[Way], facts: list[dict[str, Any]], copier: Copier) -> None:
    checked = [
        (way, fact, move)
        for way, fact in zip(told, facts, strict=True)
        for move in way.done
        if move.name in _CONCLUSIONS
    ]
    found = [_verification(year, way, move) for way, _fact_row, move in checked]
    for row, pk in zip(found, copier.ids(Verification, len(found)), strict=True):
        row["id"] = pk
    copier.write(Verification, found)
    pairs = zip(found, checked, strict=True)
    findings = [_finding(row, fact) for row, (_w, fact, _m) in pairs]
    copier.write(Finding, [row for row in findings if row["result"]])


def _finding(verification: dict[str, Any], fact: dict[str, Any]) -> dict[str, Any]:
    """Answer what was found of the fact; nothing where the nomination went back to its unit."""
    results = {"MATCHED": "PROVED", "NOT_MATCHED": "NOT_PROVED", "SENT_BACK": ""}
    return {
        "verification_id": verification["id"],
        "fact_id": fact["id"],
        "result": results[verification["conclusion"]],
        "fact_text": fact["text"],
    }


_CONCLUSIONS = {"verify": "MATCHED", "find_not_matched": "NOT_MATCHED", "send_back": "SENT_BACK"}


def _fact(year: Any, way: Way, ground: int, text: str, draw: random.Random) -> dict[str, Any]:
    happened_on = legal_day(way.row["drafted_at"]) - timedelta(days=draw.randrange(10, 200))
    return {
        "nomination_id": way.row["id"],
        "ground_id": ground,
        "clause_id": year.clauses[ground],
        "token": uuid.UUID(int=draw.getrandbits(128), version=4),
        "happened_on": happened_on,
        "text": text,
    }


def _opinion(way: Way) -> dict[str, Any]:
    return {
        "nomination_id": way.row["id"],
        "held_on": legal_day(way.row["drafted_at"]),
        "due_count": 7,
        "present_count": 6,
        "agree_count": 6,
        "text": "经集体研究，同意提名。",
    }


def _verification(year: Any, way: Way, move: Done) -> dict[str, Any]:
    before = sum(m.name == "submit" and m.at < move.at for m in way.done)
    return {
        "nomination_id": way.row["id"],
        "submission": before,
        "conclusion": _CONCLUSIONS[move.name],
        "opinion": "经谈话、查阅资料核实。",
        "remarks": {},
        "by_id": way.by(year, "verifier"),
        "at": move.at,
    }


def _decision(year: Any, way: Way) -> dict[str, Any]:
    is_approved = way.row["state"] == "APPROVED"
    return {
        "nomination_id": way.row["id"],
        "meeting": "县委组织部部务会",
        "held_on": legal_day(way.row["decided_at"]),
        "due_count": 7,
        "agree_count": 6 if is_approved else 1,
        "disagree_count": 0 if is_approved else 5,
        "defer_count": 0,
        "is_approved": is_approved,
        "opinion": "同意召回。" if is_approved else "不予召回。",
        "by_id": way.by(year, "decider"),
        "at": way.row["decided_at"],
    }
