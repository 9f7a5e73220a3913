"""What the pages of referrals to discipline inspection show."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessment import permissions
from assessment.enums import OutcomeKind
from assessment.forms.referrals import ReferForm
from assessment.models import Referral
from assessment.queries import gate, referrals
from recall.models import Case

REFER_IDS = "id_refer_%s"


def ruling(case: Case) -> gate.Ruling:
    """Answer what the gate says of referring the person."""
    nomination = case.nomination
    return gate.ruling(OutcomeKind.REFER, nomination.staff_kind, nomination.is_leading)


def act(case: Case, *, user: Any, bound: Any) -> list[dict[str, Any]]:
    """Answer the act of referring, for those who may and while it can be done."""
    is_open = case.state in referrals.REFERABLE and not referrals.waits(case)
    if not (is_open and permissions.refer_case.allows(user, case)):
        return []
    is_bound = bound is not None and bound.auto_id == REFER_IDS
    return [
        {
            "name": "refer",
            "label": _("移送纪检监察"),
            "url": reverse("assessment:case-refer", args=[case.pk]),
            "refusal": "",
            "form": bound if is_bound else ReferForm(auto_id=REFER_IDS, ruling=ruling(case)),
            "after": _("答复以前，综合考核和结果决定暂停；本人和所在单位看不到移送。"),
            "danger": True,
        }
    ]


def of_case(case: Case, *, user: Any) -> list[Referral]:
    """Answer a case's referrals that the user may see, the newest first."""
    rows = Referral.objects.visible_to(user).filter(case=case)
    return list(rows.order_by("-referred_at", "-pk"))


def detail(row: Referral, *, user: Any, form: Any) -> dict[str, Any]:
    """Answer the context of one referral's page."""
    case = row.case
    facts = {
        _("姓名"): case.cadre.name,
        _("单位"): case.unit_then,
        _("职务"): case.nomination.post_title,
        _("身份"): case.nomination.get_staff_kind_display(),
        _("批次"): case.campaign.title,
        _("批准机关"): row.get_approver_display(),
        _("依据"): _("、").join(gate.spoken(name) for name in row.basis),
    }
    return {
        "title": _("移送纪检监察"),
        "row": row,
        "facts": [{"label": label, "value": value} for label, value in facts.items()],
        "conditions": [gate.spoken(gate.condition(code).sentence) for code in row.conditions],
        "form": form,
        "may_answer": row.answered_at is None and permissions.answer_referral.allows(user, row),
        "refusal": permissions.answer_referral.refusal(user, row),
        "crumbs": [
            (_("移送纪检监察"), reverse("assessment:referral-list")),
            (str(case), None),
        ],
    }
