"""An outcome's document, 复岗通知书 or 处理决定书: asked for, and the facts that it freezes."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from assessment.enums import Approver, OutcomeKind
from assessment.models import Assessment, Outcome, OutcomeReceipt
from assessment.permissions import serve_outcome
from assessment.queries import gate, remedies
from core import dates
from core.documents import rendering
from core.documents.models import Document
from core.errors import StateConflict
from core.workflow.engine import lock
from schemes.enums import LegalProfile
from schemes.queries import wordings
from units.queries import units

RETURNING = (OutcomeKind.RETURN, OutcomeKind.STAY, OutcomeKind.MENTORING)


def title(outcome: Outcome) -> str:
    return "复岗通知书" if outcome.kind in RETURNING else "处理决定书"


def request(
    outcome: Outcome, assessment: Assessment, *, new_post: str, by: Any, at: datetime
) -> Document:
    """Ask for the document in the act's transaction and put it with the outcome."""
    county, on = outcome.case.county, dates.legal_day(at)
    is_return = outcome.kind in RETURNING
    kind = "return_notice" if is_return else "outcome_decision"
    facts = snapshot(outcome, assessment, on=on, new_post=new_post)
    mark = f"{county.document_mark}{'复' if is_return else '处'}"  # each series its own mark
    outcome.document = document = rendering.request(
        "documents/outcome.html",
        kind=kind,
        scope=county.code,
        reference=f"{mark}〔{{year}}〕{{number}}号",
        title=title(outcome),
        snapshot=facts | wordings.frozen(kind, county, on),
        by=by,
        at=at,
        comes_back=True,
    )
    outcome.save(update_fields=["document"])
    return document


@transaction.atomic
def issue_again(document: Document, *, by: Any, at: datetime) -> Document:
    """Give an outcome a new document in place of one that was not served yet.

    :raises StateConflict: it was served, or its outcome has another by now
    """
    found = Outcome.objects.filter(document=document).select_related("case").first()
    outcome = lock(found) if found and lock(found.case) else None
    is_there = outcome is not None and outcome.document_id == document.pk
    if outcome is None or not is_there or OutcomeReceipt.objects.filter(outcome=outcome).exists():
        raise StateConflict(_("文书已经送达或已重新制发，不能作废；有误的按撤销或申诉办理。"))
    serve_outcome.check(by, outcome)
    new_post = document.snapshot.get("new_post", "")
    return request(outcome, outcome.case.assessment, new_post=new_post, by=by, at=at)


@translation.override("zh-hans")  # official papers are Chinese, whoever signs them
def snapshot(
    outcome: Outcome, assessment: Assessment, *, on: date, new_post: str = ""
) -> dict[str, Any]:
    """Answer everything the document prints; rendering reads nothing else."""
    case, nomination = outcome.case, outcome.case.nomination
    county = units.division_name(case.county, on)
    return {
        "issuer": f"中共{county}委组织部",
        "addressee": f"{case.cadre.name}同志并{case.unit_then}",
        "cadre": case.cadre.name,
        "unit": case.unit_then,
        "post_title": nomination.post_title,
        "campaign_title": case.campaign.title,
        "outcome": str(outcome.get_kind_display()),
        "is_return": outcome.kind in RETURNING,
        "new_post": new_post,
        **suspended(outcome),
        "basis": list(outcome.basis),
        "conditions": [gate.condition(code).sentence for code in outcome.conditions],
        "reason": outcome.reason,
        "assessment": {
            "total": str(assessment.total),
            "verdict": "合格" if assessment.passed else "不合格",
            "comment": assessment.comment,
        },
        "decision": _decision(outcome, on),
        "ends_on": dates.cn(outcome.ends_on) if outcome.ends_on else "",
        "effect_until_on": dates.cn(outcome.effect_until_on) if outcome.effect_until_on else "",
        "remedy": _remedy(outcome, on),
        "issued_on": dates.cn(on),
        "copies_to": [],  # the unit is an addressee
        "unavailable_mark": outcome.gate_sentence if outcome.is_unavailable_under_law else "",
        "legal_profile_note": _profile_note(outcome),
    }


def suspended(outcome: Outcome) -> dict[str, str]:
    """Answer the condition under which the outcome waits, and until when; empty if it does not."""
    row = getattr(outcome, "observation", None)
    if row is None:
        return {"condition": "", "observed_until_on": ""}
    return {"condition": row.condition, "observed_until_on": dates.cn(row.until_on)}


def _remedy(outcome: Outcome, on: date) -> dict[str, str]:
    case = outcome.case
    route = remedies.route_of(outcome)
    served_by = max(on, outcome.serve_until_on or on)
    days = remedies.days(route, case.campaign.objection_days)
    return {
        "text": remedies.text(route, case.campaign.objection_days),
        "last_day": dates.cn(dates.add_calendar_days(served_by, days)),
        "served_by": dates.cn(served_by),
        "office": f"中共{case.county.name}委组织部干部监督科",
    }


def _approver(outcome: Outcome, on: date) -> str:
    """Answer who approved, by name; a unit's own group and the province by the catalogue's word."""
    county = outcome.case.county
    name, above = units.division_name(county, on), county.parent
    named: dict[str, str] = {
        Approver.DEPARTMENT: f"中共{name}委组织部部务会",
        Approver.COUNTY: f"中共{name}委",
    }
    if above is not None:
        named[Approver.PREFECTURE] = f"中共{units.division_name(above, on)}委"
    return named.get(outcome.approver) or str(outcome.get_approver_display())


def _decision(outcome: Outcome, on: date) -> dict[str, Any]:
    votes = (outcome.agree_count, outcome.disagree_count, outcome.defer_count)
    return {
        "meeting": outcome.meeting,
        "held_on": dates.cn(outcome.held_on),
        "approver": _approver(outcome, on),
        "due": outcome.due_count,
        "present": sum(votes),
        "agree": outcome.agree_count,
        "disagree": outcome.disagree_count,
        "defer": outcome.defer_count,
    }


def _profile_note(outcome: Outcome) -> str:
    if outcome.case.campaign.legal_profile == LegalProfile.AS_PRACTISED:
        return "本件按当时做法复盘生成，仅供研究，不作为办理依据。"
    return ""
