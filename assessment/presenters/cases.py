"""What the pages of assessment and outcome show."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.enums import OFFICE_ROLES
from assessment import permissions, regulations
from assessment.enums import OutcomeKind
from assessment.forms.assessments import ConcludeForm
from assessment.models import Assessment, Outcome
from assessment.presenters import appeals, leaving, observations, parts, proposals, referrals
from assessment.queries import archive, drafts, gate, listing, reading, remedies, scores
from assessment.queries import referrals as queries
from assessment.regulations import gate as judging
from cadres.enums import ProtectionKind
from core import dates
from core.documents import presenters as documents
from core.ui.forms import NoFields
from recall.forms.office import ServeForm
from recall.models import Case
from schemes.enums import LegalProfile
from training.queries import postings, wishes

SERVE_IDS = "id_serve_%s"
OFFICE_PAPER = "assessment:outcome-document"


def detail(case: Case, *, user: Any, at: datetime, bound: Any = None) -> dict[str, Any]:
    """Answer the context of a case's assessment page; `bound` is a form with errors."""
    assessment = Assessment.objects.visible_to(user).filter(case=case).first()
    outcome = Outcome.objects.visible_to(user).filter(case=case).first()
    standing = scores.sum_of(assessment) if assessment else None
    may_run = permissions.assess_case.allows(user, case)
    is_open = assessment is not None and assessment.concluded_at is None
    return {
        "case": case,
        "is_away": case.cadre.unit.county_id != case.county_id
        and case.county_id in user.counties(*OFFICE_ROLES),
        "assessment": assessment,
        "assessment_form": parts.form_progress(assessment, user=user, at=at) if assessment else {},
        "sum": standing,
        "rows": parts.score_rows(assessment, standing, bound) if may_run and is_open else [],
        "enrolments": [_percent(row) for row in listing.enrolments_of(case)],
        "postings": listing.postings_of(case),
        "crumbs": [(_("综合考核"), reverse("assessment:assessment-list")), (str(case), None)],
        "acts": [
            *acts(case, assessment, standing, outcome, user=user, bound=bound),
            *leaving.act(case, user=user, on=dates.legal_day(at), bound=bound),
        ],
        "facts": [*_person(case), *leaving.facts(case), *_wish(case, user)],
        "referrals": referrals.of_case(case, user=user),
        "form": bound,
        **proposals.standing(case, user=user),
        "reads_pay": permissions.order_pay.allows(user, case),
        "keeps_volume": permissions.keep_volume.allows(user, case),
        **outcome_part(outcome, at=at),
    }


def _percent(row: Any) -> dict[str, Any]:
    return {
        "row": row,
        "rate": None if row.rate is None else round(row.rate * 100),
        "held": int(row.held_count),
        "came": int(row.came_count),
    }


def _person(case: Case) -> list[dict[str, Any]]:
    nomination = case.nomination
    return [
        {"label": _("单位"), "value": case.unit_then},
        {"label": _("职务"), "value": nomination.post_title},
        {"label": _("层次"), "value": nomination.get_level_display()},
        {"label": _("身份"), "value": nomination.get_staff_kind_display()},
        {"label": _("批次"), "value": case.campaign.title},
        {"label": _("适用口径"), "value": case.campaign.get_legal_profile_display()},
    ]


def _wish(case: Case, user: Any) -> list[dict[str, Any]]:
    """Answer whether the host agreed to a wish to stay, for the office; no unit reads it here."""
    if case.county_id not in user.counties(*OFFICE_ROLES):
        return []
    row = wishes.agreed(case)
    told = _("没有接收单位同意的留任申请")
    if row is not None and row.answered_at is not None:
        day = dates.spoken(dates.legal_day(row.answered_at))
        told = _("%(unit)s%(day)s同意") % {"unit": row.host_unit.name, "day": day}
    return [{"label": _("自愿留任"), "value": told}]


def acts(
    case: Case, assessment: Any, standing: Any, outcome: Any, *, user: Any, bound: Any = None
) -> list[dict[str, Any]]:
    """Answer what the user may do to the case on this floor now."""
    if outcome is not None:
        return _after_the_outcome(outcome, user, bound)
    refer = referrals.act(case, user=user, bound=bound)
    if assessment is None:
        return [_open(case, user), *refer] if case.state in listing.STAGES["pending"] else refer
    if assessment.concluded_at is None:
        return [_conclude(case, assessment, standing, user, bound), *refer]
    return refer


def _act(name: str, label: str, url: str, refusal: str, form: Any, after: str) -> dict[str, Any]:
    return {
        "name": name,
        "label": label,
        "url": url,
        "refusal": refusal,
        "form": form,
        "after": after,
        "danger": False,
    }


def _open(case: Case, user: Any) -> dict[str, Any]:
    return _act(
        "open",
        _("开始综合考核"),
        reverse("assessment:assessment-open", args=[case.pk]),
        permissions.assess_case.refusal(user, case),
        NoFields(),
        _("按本批次的权重逐项登记得分，最后由人作出结论。"),
    )


def _conclude(case: Case, assessment: Any, standing: Any, user: Any, bound: Any) -> dict[str, Any]:
    is_bound = bound is not None and bound.auto_id == "id_conclude_%s"
    draft = {"comment": drafts.draft(listing.course_of(case), standing)}
    return _act(
        "conclude",
        _("完成综合考核"),
        reverse("assessment:assessment-conclude", args=[assessment.pk]),
        permissions.assess_case.refusal(user, case) or _not_yet(case, standing),
        bound if is_bound else ConcludeForm(auto_id="id_conclude_%s", initial=draft),
        _("完成后得分和结论不能修改，案件转入结果研究。"),
    )


def _not_yet(case: Case, standing: Any) -> str:
    """Answer why the assessment cannot be concluded yet, empty when it can."""
    if queries.waits(case):
        return str(regulations.nothing_waits_at_discipline.sentence)
    if standing.missing:
        names = _("、").join(standing.missing)
        told = {"text": regulations.nothing_is_missing.sentence, "note": names}
        return _("%(text)s（%(note)s）") % told
    if standing.total is None:
        return str(regulations.something_counts.sentence)
    if postings.standing_of(case):
        return str(regulations.practice_is_finished.sentence)
    return ""


def _after_the_outcome(outcome: Outcome, user: Any, bound: Any) -> list[dict[str, Any]]:
    if outcome.carried_out_at:
        return []
    if hasattr(outcome, "receipt"):
        return [_carry_out(outcome, user)]
    return [_serve(outcome, user, bound), _carry_out(outcome, user)]


def _serve(outcome: Outcome, user: Any, bound: Any) -> dict[str, Any]:
    is_ready = outcome.document is not None and outcome.document.is_ready
    refusal = "" if is_ready else str(regulations.document_is_ready.sentence)
    is_bound = bound is not None and bound.auto_id == SERVE_IDS
    return _act(
        "serve",
        _("登记送达"),
        reverse("assessment:outcome-serve", args=[outcome.pk]),
        permissions.serve_outcome.refusal(user, outcome) or refusal,
        bound if is_bound else ServeForm(auto_id=SERVE_IDS),
        _("救济期从送达之日起算，登记后不能修改。"),
    )


def _carry_out(outcome: Outcome, user: Any) -> dict[str, Any]:
    is_served = hasattr(outcome, "receipt")
    unserved = "" if is_served else str(regulations.outcome_is_served.sentence)
    return _act(
        "carry-out",
        _("办结"),
        reverse("assessment:outcome-carry-out", args=[outcome.pk]),
        permissions.carry_out_outcome.refusal(user, outcome) or unserved,
        NoFields(),
        _("确认结果已经执行后办结；办结后不再改动。"),
    )


def outcome_part(outcome: Outcome | None, *, at: datetime, own: bool = False) -> dict[str, Any]:
    """Answer what is shown of a decided outcome, its remedy and its document."""
    if outcome is None:
        return {"outcome": None}
    days = outcome.case.campaign.objection_days
    route = remedies.route_of(outcome)
    prefix = "assessment:own-document" if own else OFFICE_PAPER
    return {
        "outcome": outcome,
        "receipt": getattr(outcome, "receipt", None),
        "gate_sentence": _why(outcome),
        "set_aside": appeals.set_aside(outcome),
        "basis": _("、").join(gate.spoken(name) for name in outcome.basis),
        "conditions": [gate.spoken(gate.condition(code).sentence) for code in outcome.conditions],
        "remedy": remedies.text(route, days),
        "is_overdue": _is_overdue(outcome, at),
        **observations.part(outcome, dates.legal_day(at)),
        **progress(outcome, at=at, prefix=prefix),
    }


def _why(outcome: Outcome) -> str:
    """Answer why the law would refuse, as the record has it; in English without its details."""
    if get_language() == "en" and outcome.gate_number:
        return judging.sentence(outcome.gate_number)
    return gate.spoken(outcome.gate_sentence)


def _is_overdue(outcome: Outcome, at: datetime) -> bool:
    until = outcome.serve_until_on
    return until is not None and not hasattr(outcome, "receipt") and dates.legal_day(at) > until


def progress(outcome: Outcome, *, at: datetime, prefix: str) -> dict[str, Any]:
    """Answer the context of the document's progress fragment."""
    if outcome.document is None:
        return {"document": None}
    page, file = (reverse(name, args=[outcome.pk]) for name in (prefix, f"{prefix}-file"))
    proof = documents.proof_of(outcome, outcome.document) if prefix == OFFICE_PAPER else None
    return documents.progress(outcome.document, at=at, poll_url=page, file_url=file, proof=proof)


def offered(case: Case) -> list[gate.Ruling]:
    """Answer the rulings on what a meeting may decide; a referral only once it was taken over."""
    rows = gate.rulings(case.nomination.staff_kind, case.nomination.is_leading)
    is_taken = queries.is_taken(case)
    return [row for row in rows if row.kind != OutcomeKind.REFER or is_taken]


def _archive(case: Case, on: date) -> list[str]:
    """Answer what the archive says that bears on the outcome."""
    told = [str(ProtectionKind(kind).label) for kind in archive.protections(case.cadre, on)]
    if years := archive.failed_years(case.cadre, on):
        told.append(_("年度考核连续%(n)s年不称职（不合格）") % {"n": years})
    return told


def decide(
    case: Case, assessment: Assessment, *, user: Any, form: Any, at: datetime
) -> dict[str, Any]:
    """Answer the context of the outcome form; what the archive has is for who may decide."""
    refusal = decide_refusal(case, assessment, user)
    return {
        "case": case,
        "assessment": assessment,
        "form": form,
        "refusal": refusal,
        "is_open": is_open(case),
        "archive": [] if refusal else _archive(case, dates.legal_day(at)),
        "facts": [*_person(case), *_wish(case, user)],
        "crumbs": [
            (_("综合考核"), reverse("assessment:assessment-list")),
            (str(case), reverse("assessment:case", args=[case.pk])),
            (_("决定结果"), None),
        ],
    }


def propose(
    case: Case, assessment: Assessment, *, user: Any, form: Any, at: datetime
) -> dict[str, Any]:
    """Answer the context of the proposal form; one that stands keeps another out."""
    told = decide(case, assessment, user=user, form=form, at=at)
    if not told["refusal"] and reading.standing(case) is not None:
        told["refusal"] = _("此件已有建议提交会议，先撤回再重新提交。")
    told["crumbs"][-1] = (_("提交会议研究"), None)
    return told


def decide_refusal(case: Case, assessment: Assessment, user: Any) -> str:
    """Answer why the user may not decide now, empty when they may."""
    if case.state not in listing.STAGES["assessed"]:
        return _("当前状态为“%(state)s”，不能决定结果。") % {"state": case.get_state_display()}
    refusal = permissions.decide_outcome.refusal(user, assessment)
    if not refusal and queries.waits(case):
        return str(regulations.nothing_waits_at_discipline.sentence)
    return refusal


def is_open(case: Case) -> bool:
    """Answer whether outcomes outside the law may be recorded, with their mark."""
    return bool(case.campaign.legal_profile == LegalProfile.AS_PRACTISED)
