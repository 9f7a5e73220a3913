"""Who may assess and who may decide an outcome. None = may act, else the sentence."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import COUNTY_ROLES, Role
from core.permissions import Answer, Rule
from recall import permissions as recall_permissions
from recall.permissions import _took_part


@Rule
def read_catalogue(user: Any, _row: Any) -> Answer:
    """The people of a county's or prefecture's department; no row."""
    if not user.counties(*COUNTY_ROLES):
        return _("结果目录供组织部门工作人员查阅。")
    return None


@Rule
def assess_case(user: Any, case: Any) -> Answer:
    """Row: the case. Not who guides or guided the person: a mentor's word is counted already."""
    if refusal := recall_permissions.run_case.judge(user, case):
        return refusal
    guided = Q(handovers__from_mentor=user, handovers__done_on__isnull=False)
    guiding = Q(mentor=user) | Q(transfers__from_mentor=user) | guided
    if case.postings.filter(guiding).exists():
        return _("带教人不得考核自己带教的人，请由其他人员登记。")
    return None


@Rule
def decide_outcome(user: Any, assessment: Any) -> Answer:
    """Row: the concluded assessment; four eyes and no interest, also held by the outcome itself."""
    if user.pk == assessment.concluded_by_id:
        return _("考核结论的登记人不得决定同一件的结果。")
    return recall_permissions.settle_case.judge(user, assessment.case)


@Rule
def answer_concurrence(user: Any, concurrence: Any) -> Answer:
    """A decider of the county where the person now is, without interest; not who asked."""
    if not user.holds(Role.DECIDER, county_id=concurrence.county_id):
        return _("只有本人现所在县的决定人可以会签。")
    if user.pk == concurrence.asked_by_id:
        return _("送会签的人不得自己会签。")
    return _took_part(user, concurrence.case.nomination)


@Rule
def observe_outcome(user: Any, case: Any) -> Answer:
    """Row: the case. The admin of the county and the class manager note and propose."""
    return recall_permissions.run_case.judge(user, case)


@Rule
def activate_outcome(user: Any, observation: Any) -> Answer:
    """A decider without interest, not the hand that proposed; also held by the row itself."""
    if user.pk == observation.proposed_by_id:
        return _("提请执行的人不得登记执行的决定。")
    return recall_permissions.settle_case.judge(user, observation.outcome.case)


@Rule
def refer_case(user: Any, case: Any) -> Answer:
    """The admin of the county, not the subject."""
    if not user.holds(Role.COUNTY_ADMIN, county_id=case.county_id):
        return _("只有本县管理员可以移送纪检监察。")
    return recall_permissions.run_case.judge(user, case)


@Rule
def answer_referral(user: Any, referral: Any) -> Answer:
    """The discipline liaison of the county, not who referred; also a constraint of the row."""
    if not user.holds(Role.DISCIPLINE_LIAISON, county_id=referral.case.county_id):
        return _("由纪检监察联络人登记答复。")
    if user.pk == referral.referred_by_id:
        return _("移送的登记人不得登记答复。")
    return None


@Rule
def serve_outcome(user: Any, outcome: Any) -> Answer:
    return recall_permissions.run_case.judge(user, outcome.case)


@Rule
def carry_out_outcome(user: Any, outcome: Any) -> Answer:
    return recall_permissions.run_case.judge(user, outcome.case)


@Rule
def keep_volume(user: Any, case: Any) -> Answer:
    """The admin of the county, not the subject: a volume holds nomination and evidence as well."""
    if not user.holds(Role.COUNTY_ADMIN, county_id=case.county_id):
        return _("案卷含有提名和证明材料，由县级管理员归卷和查阅。")
    return recall_permissions.run_case.judge(user, case)


@Rule
def file_appeal(user: Any, case: Any) -> Answer:
    """The person concerned; what comes on paper the appeal handler enters."""
    if user.pk == case.subject_id or user.holds(Role.APPEAL_HANDLER, county_id=case.county_id):
        return None
    return _("由本人提出；书面提出的，由申诉办理人登记。")


@Rule
def withdraw_appeal(user: Any, appeal: Any) -> Answer:
    """As `file_appeal`."""
    return file_appeal.judge(user, appeal.case)


@Rule
def handle_appeal(user: Any, appeal: Any) -> Answer:
    """The appeal handler of the county who had no hand in the matter; also a trigger."""
    if not user.holds(Role.APPEAL_HANDLER, county_id=appeal.case.county_id):
        return _("由申诉办理人办理。")
    if user.pk == appeal.case.subject_id:
        return _("不得经办涉及本人的事项。")
    if user.pk in appeal.hands():
        return _("参与过提名、核实、决定或者前一步处理的人，不得办理申诉。")
    return None


@Rule
def reverse_effect(user: Any, appeal: Any) -> Answer:
    """The admin of the county and the class manager, not the subject."""
    return recall_permissions.run_case.judge(user, appeal.case)


@Rule
def order_pay(user: Any, case: Any) -> Answer:
    """Row: the case. An administrator of the county, never in the own matter."""
    if not user.holds(Role.COUNTY_ADMIN, county_id=case.county_id):
        return _("由县级管理员登记待遇影响。")
    if user.pk == case.subject_id:
        return _("不得经办涉及本人的事项。")
    return None


@Rule
def prepare_pay(user: Any, county: Any) -> Answer:
    """Row: the county."""
    if not user.holds(Role.COUNTY_ADMIN, county_id=county.pk):
        return _("由县级管理员制表。")
    return None


@Rule
def check_pay(user: Any, run: Any) -> Answer:
    """A second administrator or a decider of the county; also a constraint of the row."""
    held = (Role.COUNTY_ADMIN, Role.DECIDER)
    if not any(user.holds(role, county_id=run.county_id) for role in held):
        return _("由另一名县级管理员或者决定人复核。")
    if user.pk == run.prepared_by_id:
        return _("制表人不得复核自己的表。")
    if run.lines.filter(case__subject=user).exists():
        return _("表中有本人的事项，请由他人复核。")
    return None


@Rule
def keep_outside(user: Any, case: Any) -> Answer:
    """Row: the case. The appeal handler of the county writes down what happens outside."""
    if not user.holds(Role.APPEAL_HANDLER, county_id=case.county_id):
        return _("由申诉办理人登记。")
    if user.pk == case.subject_id:
        return _("不得经办涉及本人的事项。")
    return None


@Rule
def keep_after(user: Any, case: Any) -> Answer:
    """Row: the case. The admin of the county and the class manager, not the subject."""
    return recall_permissions.run_case.judge(user, case)


@Rule
def ask_ban(user: Any, _row: Any) -> Answer:
    """The offices that put people up, within their county or unit."""
    county = (Role.COUNTY_ADMIN, Role.DECIDER, Role.ORGANISATION_OFFICER)
    if user.counties(*county) or user.units(Role.UNIT_CLERK, Role.UNIT_HEAD):
        return None
    return _("由负责推荐评选、选拔任用的部门和单位查询。")


@Rule
def propose_disclosure(user: Any, county: Any) -> Answer:
    """Row: the county. Its admin; in the own matter nobody (services.disclosures)."""
    if not user.holds(Role.COUNTY_ADMIN, county_id=county.pk):
        return _("由本县管理员提出公示。")
    return None


@Rule
def keep_disclosure(user: Any, disclosure: Any) -> Answer:
    """The admin of the county, who does not stand in it: consent on paper, impact, places."""
    if refusal := propose_disclosure.judge(user, disclosure.county):
        return refusal
    if disclosure.entries.filter(case__subject=user).exists():
        return _("不得经办涉及本人的事项。")
    return None


@Rule
def approve_disclosure(user: Any, disclosure: Any) -> Answer:
    """A decider without interest in any of its cases, neither the proposer nor the assessor of its
    impact; the hands are also held by the row itself.
    """
    if not user.holds(Role.DECIDER, county_id=disclosure.county_id):
        return _("由本县决定人审批公示。")
    if user.pk == disclosure.proposed_by_id:
        return _("提出人不得审批自己提出的公示，请由他人办理。")
    impact = getattr(disclosure, "impact", None)
    if impact is not None and impact.made_by_id == user.pk:
        return _("影响评估的评估人不得审批同一件公示。")
    for entry in disclosure.entries.select_related("case__nomination").order_by("pk"):
        if refusal := recall_permissions.settle_case.judge(user, entry.case):
            return refusal
    return None


@Rule
def take_down(user: Any, disclosure: Any) -> Answer:
    """One hand is enough: the admin or a decider of the county, at once."""
    held = (Role.COUNTY_ADMIN, Role.DECIDER)
    if not any(user.holds(role, county_id=disclosure.county_id) for role in held):
        return _("由本县管理员或者决定人撤下。")
    return None


@Rule
def answer_disclosure(user: Any, entry: Any) -> Answer:
    """The person shown, alone."""
    return None if user.pk == entry.case.subject_id else _("由本人答复。")
