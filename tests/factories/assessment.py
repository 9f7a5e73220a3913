"""Dull rows for assessment and outcome, played through the real acts."""

import hashlib
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.db import transaction

from accounts.enums import Role
from assessment.models import (
    Assessment,
    Outcome,
    OutcomeProposal,
    OutcomeReceipt,
    Referral,
    Volume,
)
from assessment.services import assessments, outcomes, proposals, referrals, volumes
from core.dates import legal_day
from core.documents import rendering, storage
from recall.models import Case, CaseStep, Decision, Statement, Verification
from tests.factories import training as make
from tests.factories.recall import PDF, printed

LATER = make.NOW + timedelta(days=120)


def opened(world: SimpleNamespace, case: Case | None = None, **fields: Any) -> Assessment:
    case = case or make.case(world.campaign, world.unit, state="PRACTICE", **fields)
    return assessments.open_(case, by=world.manager, at=LATER)


def score(world: SimpleNamespace, assessment: Assessment, part: str, **fields: Any) -> Any:
    facts = {"value": Decimal(80), "source": "考勤与测试", **fields}
    return assessments.score(assessment, part=part, by=world.manager, at=LATER, **facts)


def concluded(world: SimpleNamespace, case: Case | None = None, **fields: Any) -> Assessment:
    row = opened(world, case, **fields)
    for part in row.weights:
        score(world, row, part)
    return assessments.conclude(row, passed=True, comment="达到要求", by=world.manager, at=LATER)


def meeting(**fields: Any) -> outcomes.Meeting:
    facts = {"name": "部务会", "held_on": legal_day(LATER), "due_count": 5, "agree_count": 5}
    facts["approver"] = "COUNTY"
    return outcomes.Meeting(**{**facts, **fields})


def serve(world: SimpleNamespace, outcome: Outcome, **fields: Any) -> OutcomeReceipt:
    """Record that the outcome's paper was handed over; it is printed first, as a mark only."""
    printed(outcome.document)
    facts = {"served_on": legal_day(LATER), "manner": "IN_PERSON", "received_by": "本人", **fields}
    return outcomes.serve(outcome, by=world.manager, at=LATER, **facts)


def decide(world: SimpleNamespace, case: Case, **fields: Any) -> Outcome:
    facts = {
        "kind": "RETURN",
        "conditions": ["fit_again"],
        "reason": "综合考核合格",
        "meeting": meeting(),
        "by": world.decider,
        "at": LATER,
        **fields,
    }
    return outcomes.decide(case, **facts)


def proposed(world: SimpleNamespace, case: Case | None = None, **fields: Any) -> OutcomeProposal:
    """Put an outcome to a meeting, of a case that is assessed for it if none is given."""
    facts = {
        "kind": "RETURN",
        "conditions": ["fit_again"],
        "reason": "综合考核合格",
        "approver": "COUNTY",
        "by": world.decider,
        "at": LATER,
        **fields,
    }
    return proposals.propose(case or concluded(world).case, **facts)


def referred(world: SimpleNamespace, case: Case | None = None, **fields: Any) -> Referral:
    """Refer a case, by an admin of the county; a new case in practice if none is given."""
    case = case or make.case(world.campaign, world.unit, state="PRACTICE")
    facts = {
        "reason": "收受管理服务对象礼金",
        "conditions": ["clues_listed"],
        "approver": "DEPARTMENT",
    }
    by = fields.pop("by", None) or make.holder(Role.COUNTY_ADMIN, world.county)
    return referrals.refer(case, by=by, at=LATER, **{**facts, **fields})


def file_away(world: SimpleNamespace, case: Case) -> Case:
    """Give a made case the papers of its beginning that the factories of training leave out."""
    row, at = case.nomination, make.NOW
    printed(case.assessment.document)
    facts = {"nomination": row, "at": at}
    Verification.objects.create(
        submission=row.submission_count,
        conclusion="MATCHED",
        opinion="情况属实",
        by=make.holder(Role.VERIFIER, world.county),
        **facts,
    )
    Statement.objects.create(kind="REPLIED", text="我愿意改正。", by=case.subject, **facts)
    Decision.objects.create(
        by=world.decider,
        meeting="部务会",
        held_on=legal_day(at),
        due_count=3,
        agree_count=3,
        disagree_count=0,
        defer_count=0,
        is_approved=True,
        opinion="同意召回",
        **facts,
    )
    with transaction.atomic():
        case.notice = printed(
            rendering.request(
                "documents/recall_notice.html",
                kind="recall_notice",
                scope=world.county.code,
                reference="测召〔{year}〕{number}号",
                title="召回通知书",
                snapshot={},
                by=world.manager,
                at=at,
            )
        )
        Case.objects.filter(pk=case.pk).update(notice=case.notice)
    CaseStep.objects.create(
        row=case, move="serve", before="OPEN", after="SERVED", by=world.manager, at=at
    )
    for sheet in row.sheets.select_related("document"):
        printed(sheet.document)
    return case


def bound(world: SimpleNamespace, case: Case) -> Volume:
    """A volume in the state in which the worker leaves it, with a tiny package."""
    row = volumes.request(Case.objects.get(pk=case.pk), by=world.admin, at=LATER)
    facts = {"file": storage.keep(f"{row.uid.hex}.zip", PDF), "byte_count": len(PDF)}
    digest = hashlib.sha256(PDF).hexdigest()
    Volume.objects.filter(pk=row.pk).update(sha256=digest, page_count=1, ready_at=LATER, **facts)
    return Volume.objects.get(pk=row.pk)
