"""Cases of one campaign: notice, receipt, class, practice, assessment, outcome."""

import hashlib
import random
import uuid
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings

from assessment.models import Assessment, Outcome, OutcomeReceipt, Score
from assessment.queries.remedies import STATUTORY_DAYS
from core.dates import legal_day
from core.documents.models import Document, DocumentCounter
from recall.models import Case, CaseStep, ServiceReceipt
from stories.synthetic.copying import Copier, steps
from stories.synthetic.ways import CASES, Done, at_of, made
from training.models import Block, Enrolment, PracticePosting, TrainingClass

# One file stands for all synthetic notices, so that no notice pretends to have been issued.
PLACEHOLDER = "documents/synthetic-notice.pdf"
BODY = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
_REVOKED_SHARE = 0.03
_OUTCOMES = (["RETURN", "TRANSFER", "DEMOTE", "REMOVE", "STAY"], [82, 9, 4, 3, 2])


def placeholder() -> None:
    """Put the one file of all synthetic notices in its place."""
    path = settings.MEDIA_ROOT / PLACEHOLDER
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(BODY)


def write(year: Any, ways: list[Any], copier: Copier, draw: random.Random) -> None:
    """Write the cases of a campaign's approved nominations, and what hangs on them."""
    ids = copier.ids(Case, len(ways))
    notices = copier.ids(Document, len(ways))
    told = []
    for pk, notice, way in zip(ids, notices, ways, strict=True):
        opened_at = way.row["decided_at"]
        plan = CASES["revoked" if draw.random() < _REVOKED_SHARE else "closed"]
        done = made(plan, begin=legal_day(opened_at), until=year.until, draw=draw)
        done = [move for move in done if move.at > opened_at]
        told.append((_case(year, pk, notice, way, done), way, done))
    copier.write(Document, [_notice(year, n, row, way) for n, (row, way, _d) in enumerate(told, 1)])
    series = {"scope": year.county.code, "kind": "recall_notice", "year": year.year}
    copier.write(DocumentCounter, [series | {"last": len(told)}])
    copier.write(Case, [row for row, _way, _done in told])
    moves = [
        step
        for row, way, done in told
        for step in steps(
            row["id"], [(m.name, m.before, m.after, way.by(year, m.hand), m.at) for m in done]
        )
    ]
    copier.write(CaseStep, moves)
    served = [(row, way, at_of(done, "serve")) for row, way, done in told]
    copier.write(ServiceReceipt, [_receipt(year, *one) for one in served if one[2]])
    _training(year, told, copier)
    _results(year, told, copier, draw)


def _case(year: Any, pk: int, notice: int, way: Any, done: list[Done]) -> dict[str, Any]:
    names = ("campaign_id", "county_id", "unit_id", "cadre_id", "subject_id")
    names += ("unit_name", "place_name")
    ended = at_of(done, "close", "revoke")
    return {
        "id": pk,
        "nomination_id": way.row["id"],
        **{name: way.row[name] for name in names},
        "notice_id": notice,
        "state": done[-1].after if done else "OPEN",
        "due_on": None if done else legal_day(way.row["decided_at"]) + timedelta(days=5),
        "opened_by_id": way.by(year, "decider"),
        "opened_at": way.row["decided_at"],
        "closed_by_id": ended and way.by(year, done[-1].hand),
        "closed_at": ended,
    }


def _notice(year: Any, number: int, row: dict[str, Any], way: Any) -> dict[str, Any]:
    reference = f"{year.county.name[0]}组召〔{year.year}〕{number}号"
    return {
        "id": row["notice_id"],
        "uid": uuid.uuid5(uuid.NAMESPACE_OID, f"{year.county.code}:{reference}"),
        "kind": "recall_notice",
        "scope": year.county.code,
        "year": year.year,
        "number": number,
        "reference": reference,
        "title": "召回通知书",
        "template": "documents/recall_notice.html",
        "snapshot": {"reference": reference, "synthetic": True},
        "state": "READY",
        "file": PLACEHOLDER,
        "sha256": hashlib.sha256(BODY).hexdigest(),
        "byte_count": len(BODY),
        "page_count": 1,
        "requested_by_id": row["opened_by_id"],
        "requested_at": row["opened_at"],
        "ready_at": row["opened_at"] + timedelta(seconds=4),
    }


def _receipt(year: Any, row: dict[str, Any], way: Any, at: datetime) -> dict[str, Any]:
    on = legal_day(at)
    return {
        "case_id": row["id"],
        "served_on": on,
        "manner": "IN_PERSON",
        "received_by": "本人",
        "objection_until_on": on + timedelta(days=30),
        "served_by_id": way.by(year, "admin"),
        "served_at": at,
    }


def _training(year: Any, told: list[Any], copier: Copier) -> None:
    """Write one class for all who came to training, and a posting for each who went on."""
    entered = [(row, way, done, at_of(done, "start_training")) for row, way, done in told]
    entered = [one for one in entered if one[3]]
    if not entered:
        return
    pk = _class(year, entered, copier)
    copier.write(
        Enrolment,
        [
            {
                "training_class_id": pk,
                "case_id": row["id"],
                "enrolled_by_id": way.by(year, "manager"),
                "enrolled_at": at,
            }
            for row, way, _done, at in entered
        ],
    )
    sent = [(row, way, done, at_of(done, "start_practice")) for row, way, done, _at in entered]
    copier.write(PracticePosting, [_posting(year, *one) for one in sent if one[3]])


def _class(year: Any, entered: list[Any], copier: Copier) -> int:
    pk = copier.ids(TrainingClass, 1)[0]
    manager = year.by("manager", 0, 0)
    first, last = (f(legal_day(one[3]) for one in entered) for f in (min, max))
    room = {"id": pk, "campaign_id": year.pk, "county_id": year.county.pk, "venue": "县委党校"}
    room |= {
        "title": f"{year.year}年培训班",
        "opens_on": first,
        "closes_on": last + timedelta(days=9),
    }
    planned = {
        "manager_id": manager,
        "planned_by_id": manager,
        "planned_at": entered[0][0]["opened_at"],
    }
    copier.write(TrainingClass, [room | planned])
    span = {"from_on": first, "until_on": last + timedelta(days=9)}
    copier.write(Block, [{"training_class_id": pk, "kind": "THEORY", **span}])
    return pk


def _posting(
    year: Any, row: dict[str, Any], way: Any, done: list[Done], at: datetime
) -> dict[str, Any]:
    villages = year.county.villages
    village = villages[row["id"] % len(villages)]
    from_on, assessed = legal_day(at), at_of(done, "assess")
    finished: dict[str, Any] = {"finished_on": None, "finished_by_id": None, "finished_at": None}
    mentor = year.county.by_unit["HOST", village]
    if assessed:
        finished = {"finished_on": from_on + timedelta(days=90), "finished_by_id": mentor}
        finished |= {
            "finished_at": assessed - timedelta(hours=1),
            "opinion": "完成锻炼任务，表现合格。",
        }
    return {
        "case_id": row["id"],
        "host_unit_id": village,
        "place": "村委会",
        "mentor_id": mentor,
        "from_on": from_on,
        "until_on": from_on + timedelta(days=91),
        "tasks": "驻村帮扶，走访群众。",
        "sent_by_id": way.by(year, "manager"),
        "sent_at": at,
        **finished,
    }


def _results(year: Any, told: list[Any], copier: Copier, draw: random.Random) -> None:
    """Write scores, assessments and outcomes; scores first, they close with the assessment."""
    assessed = [(row, way, done, at_of(done, "assess")) for row, way, done in told]
    assessed = [one for one in assessed if one[3]]
    ids = copier.ids(Assessment, len(assessed))
    weights = {"class": 40, "practice": 40, "unit": 20}
    scores, rows = [], []
    for pk, (row, way, _done, at) in zip(ids, assessed, strict=True):
        by = way.by(year, "manager")
        marks = {part: Decimal(draw.randrange(62, 98)) for part in weights}
        for part, value in marks.items():
            score = {"assessment_id": pk, "part": part, "value": value, "source": "考核记录"}
            scores.append(score | {"scored_by_id": by, "scored_at": at})
        total = sum(value * weights[part] for part, value in marks.items()) / 100
        rows.append(
            {
                "id": pk,
                "case_id": row["id"],
                "weights": weights,
                "opened_by_id": by,
                "opened_at": at - timedelta(days=2),
                "total": total,
                "passed": True,
                "comment": "综合考核合格。",
                "concluded_by_id": by,
                "concluded_at": at,
            }
        )
    copier.write(Score, scores)
    copier.write(Assessment, rows)
    settled = [(row, way, at_of(done, "settle")) for row, way, done, _at in assessed]
    _outcomes(year, [one for one in settled if one[2]], copier, draw)


def _outcomes(year: Any, settled: list[Any], copier: Copier, draw: random.Random) -> None:
    """Write the outcomes, and the receipt of each that was carried out."""
    told = list(zip(copier.ids(Outcome, len(settled)), settled, strict=True))
    copier.write(Outcome, [{"id": pk} | _outcome(year, *one, draw) for pk, one in told])
    handed = [_handed_over(year, pk, row, way) for pk, (row, way, _at) in told if row["closed_at"]]
    copier.write(OutcomeReceipt, handed)


def _handed_over(year: Any, pk: int, row: dict[str, Any], way: Any) -> dict[str, Any]:
    on = legal_day(row["closed_at"])
    return {
        "outcome_id": pk,
        "served_on": on,
        "manner": "IN_PERSON",
        "received_by": "本人",
        "remedy_until_on": on + timedelta(days=STATUTORY_DAYS),
        "served_by_id": way.by(year, "manager"),
        "served_at": row["closed_at"],
    }


def _outcome(
    year: Any, row: dict[str, Any], way: Any, at: datetime, draw: random.Random
) -> dict[str, Any]:
    held_on: date = legal_day(at)
    return {
        "case_id": row["id"],
        "kind": draw.choices(*_OUTCOMES)[0],
        "basis": ["本批次方案"],
        "conditions": [],
        "reason": "综合考核合格，按方案处理。",
        "meeting": "县委组织部部务会",
        "held_on": held_on,
        "due_count": 7,
        "agree_count": 6,
        "disagree_count": 0,
        "defer_count": 0,
        "assessed_by_id": way.by(year, "manager"),
        "decided_by_id": way.by(year, "decider"),
        "decided_at": at,
        "carried_out_by_id": row["closed_by_id"],
        "carried_out_at": row["closed_at"],
    }
