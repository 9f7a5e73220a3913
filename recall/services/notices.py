"""The facts that a recall notice freezes."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from core import dates
from core.documents import rendering
from core.documents.models import Document
from core.errors import StateConflict
from core.workflow.engine import lock
from recall import permissions
from recall.enums import CaseState, FindingResult
from recall.models import Case, Decision, Nomination
from recall.queries import covers, reasons
from recall.queries.reasons import Reasons
from schemes.enums import LegalProfile
from schemes.queries import parameters, wordings
from units.queries import units

_DUTIES = [
    "请在送达回证上签名，有意见可以注明",
    "请按时报到，因病因孕等不能参加的，书面说明后研究延期",
]
_PURPOSE = "召回是教育管理措施，目的是帮助提高"


def request(told: Reasons, *, by: Any, at: datetime) -> Document:
    """Freeze the notice of a case that was opened and ask for its PDF, in the act's transaction.

    :param told: as it stands after the decision
    """
    county, on = told.nomination.county, dates.legal_day(at)
    return rendering.request(
        "documents/recall_notice.html",
        kind="recall_notice",
        scope=county.code,
        reference=f"{county.document_mark}〔{{year}}〕{{number}}号",
        title="召回通知书",
        snapshot=snapshot(told, on=on) | wordings.frozen("recall_notice", county, on),
        by=by,
        at=at,
        comes_back=True,
    )


@transaction.atomic
def issue_again(document: Document, *, by: Any, at: datetime) -> Document:
    """Give a case a new notice in place of one that was not served yet.

    :raises StateConflict: it was served, or its case has another by now
    """
    found = Case.objects.filter(notice=document).first()
    case = lock(found) if found else None
    if case is None or case.notice_id != document.pk or case.state != CaseState.OPEN:
        raise StateConflict(_("通知书已经送达或已重新制发，不能作废；有误的按撤销或申诉办理。"))
    permissions.serve_notice.check(by, case)
    case.notice = request(reasons.reasons(case.nomination_id), by=by, at=at)
    case.save(update_fields=["notice"])
    return case.notice


@translation.override("zh-hans")  # official papers are Chinese, whoever signs them
def snapshot(told: Reasons, *, on: date) -> dict[str, Any]:
    """Answer everything the notice prints; rendering reads nothing else."""
    nomination, campaign = told.nomination, told.nomination.campaign
    county = units.division_name(nomination.county, on)
    return {
        "issuer": f"中共{county}委组织部",
        "addressee": f"{nomination.cadre.name}同志并{nomination.unit_then}",
        "cadre": nomination.cadre.name,
        "unit": nomination.unit_then,
        "post_title": nomination.post_title,
        "campaign_title": campaign.title,
        "facts": _facts(told),
        "decision": _decision(nomination.decision, told.present),
        "class": {"title": None, "opens_on": None, "place": None},
        "duties": _DUTIES,
        "treatment": f"{treatment(campaign)}。{_PURPOSE}",
        "remedy": remedy(nomination, on),
        "issued_on": dates.cn(on),
        "copies_to": [],  # the unit is an addressee
        "legal_profile_note": profile_note(campaign),
    }


def treatment(campaign: Any) -> str:
    """Answer what becomes of post and pay meanwhile, as the scheme says it.

    Nothing is taken where it names no basis or approver: see assessment.queries.consequences.
    """
    given = parameters.whole(campaign.scheme_version.parameters)
    basis, approver = given["pay_basis"].strip(), given["pay_approver"].strip()
    parts = []
    if given["pay_on"]:
        what = given["pay_what"].strip() or "少发待遇"
        most = given["pay_monthly"]
        parts.append(f"{what}，每月不超过{most}元" if most else what)
    if given["fee_on"]:
        fee = given["fee"]
        parts.append(f"本人承担培训费用，不超过{fee}元" if fee else "本人承担培训费用")
    if not (parts and basis and approver):
        return "其间人事、工资关系不变"
    named = f"依据{basis}，由{approver}批准"
    kept = "人事关系" if given["pay_on"] else "人事、工资关系"
    return f"其间{kept}不变；按召回办法可以有以下经济影响：{'；'.join(parts)}（{named}）"


def _decision(decision: Decision, present: int) -> dict[str, Any]:
    return {
        "meeting": decision.meeting,
        "held_on": dates.cn(decision.held_on),
        "due": decision.due_count,
        "present": present,
        "agree": decision.agree_count,
        "disagree": decision.disagree_count,
        "defer": decision.defer_count,
    }


def remedy(nomination: Nomination, on: date) -> dict[str, str]:
    """Answer how to object to the recall, until when, and where."""
    campaign = nomination.campaign
    days = campaign.objection_days
    served_by = dates.add_working_days(on, campaign.serve_days)
    return {
        "text": f"如对本决定有异议，可以自收到本通知书之日起{days}日内"
        "向作出决定的机关书面提出；异议期间召回继续执行，不会因为提出异议对您作出更不利的安排。",
        "last_day": dates.cn(dates.add_calendar_days(served_by, days)),
        "served_by": dates.cn(served_by),
        "office": f"中共{units.division_name(nomination.county, on)}委组织部干部监督科",
    }


def _facts(told: Reasons) -> list[dict[str, str]]:
    """Answer the facts that stand, each as what it was found, or settled by record."""
    found = reasons.results(told.verifications, told.settlement)
    rows = [one for row in told.verifications for one in row.findings.all()]
    texts = {one.fact_id: one.fact_text for one in rows}
    return [
        {
            "ground": fact.ground.title,
            "code": fact.ground.code,
            "cited": cited(fact.clause),
            "text": covers.covered(texts[fact.pk], told.words),
            "finding": str(FindingResult(found[fact.pk]).label),
        }
        for fact in told.facts
        if found.get(fact.pk, FindingResult.NOT_PROVED) != FindingResult.NOT_PROVED
    ]


def cited(clause: Any) -> str:
    """Answer version and clause in force when the fact happened; empty for facts of before."""
    if clause is None:
        return ""
    version = clause.version
    number = f"（{version.document_number}）" if version.document_number else ""
    return f"《{version.scheme.title}》{number}第{version.number}版第{clause.position}项"


def profile_note(campaign: Any) -> str:
    """Answer the mark of a campaign that is replayed as it was practised, else nothing."""
    if campaign.legal_profile == LegalProfile.AS_PRACTISED:
        return "本件按当时做法复盘生成，仅供研究，不作为办理依据。"
    return ""
