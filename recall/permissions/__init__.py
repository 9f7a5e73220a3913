"""Who may act in a recall. None = may act, else the sentence the user reads."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.permissions import Answer, Rule
from recall.enums import OF_APPEAL


@Rule
def launch_campaign(user: Any, campaign: Any) -> Answer:
    """The admin of the county."""
    is_admin = user.holds(Role.COUNTY_ADMIN, county_id=campaign.county_id)
    return None if is_admin else _("只有本县管理员可以办理批次。")


@Rule
def close_campaign(user: Any, campaign: Any) -> Answer:
    """The admin of the county."""
    return launch_campaign.judge(user, campaign)


def _own(user: Any, row: Any) -> Answer:
    return _("不得经办涉及本人的事项。") if user.pk == row.subject_id else None


@Rule
def draft_nomination(user: Any, nomination: Any) -> Answer:
    """Clerk or head of the unit, never about themself."""
    unit = nomination.unit_id
    if not (user.holds(Role.UNIT_CLERK, unit_id=unit) or user.holds(Role.UNIT_HEAD, unit_id=unit)):
        return _("只有本单位经办人或主要负责人可以填写。")
    return _own(user, nomination)


@Rule
def submit_nomination(user: Any, nomination: Any) -> Answer:
    """The head of the unit, never about themself."""
    if not user.holds(Role.UNIT_HEAD, unit_id=nomination.unit_id):
        return _("须由本单位主要负责人报送。")
    return draft_nomination.judge(user, nomination)


@Rule
def withdraw_nomination(user: Any, nomination: Any) -> Answer:
    """The head of the unit, never about themself."""
    return submit_nomination.judge(user, nomination)


@Rule
def end_nomination(user: Any, nomination: Any) -> Answer:
    """The admin of the county: no nominator, not the subject, not recused."""
    if user.holds(Role.COUNTY_ADMIN, county_id=nomination.county_id):
        return _interested(user, nomination)
    return _("只有本县管理员可以按离任终止提名。")


@Rule
def sign_zero_report(user: Any, unit: Any) -> Answer:
    """The head of the unit."""
    signs = user.holds(Role.UNIT_HEAD, unit_id=unit.pk)
    return None if signs else _("零报告须由本单位主要负责人签署。")


def _interested(user: Any, nomination: Any) -> Answer:
    if user.pk in (nomination.drafted_by_id, nomination.submitted_by_id):
        return _("提名人不得核实或决定自己的提名。")
    if user.pk == nomination.subject_id:
        return _("不得经办涉及本人的事项。")
    if user.pk in nomination.recused_ids:
        return _("已登记回避，不得经办此件。")
    if user.pk in nomination.tied_ids():
        return _("与当事人是亲属、同住，或同在提名单位、任职单位，应当回避（公务员法第七十六条）。")
    return None


@Rule
def verify_nomination(user: Any, nomination: Any) -> Answer:
    """A verifier of the county: no nominator, not the subject, not recused."""
    if not user.holds(Role.VERIFIER, county_id=nomination.county_id):
        return _("只有本县核实人可以核实。")
    return _interested(user, nomination)


@Rule
def admit_late(user: Any, nomination: Any) -> Answer:
    """An admin of the county with no other hand in the nomination: no nominator, no interest."""
    if not user.holds(Role.COUNTY_ADMIN, county_id=nomination.county_id):
        return _("只有本县管理员可以准予受理逾期报送。")
    return _interested(user, nomination)


@Rule
def confirm_fact(user: Any, nomination: Any) -> Answer:
    """An admin of the county with no other hand in the nomination."""
    if not user.holds(Role.COUNTY_ADMIN, county_id=nomination.county_id):
        return _("只有本县管理员可以确认“其他”情形。")
    if user.pk in nomination.verifier_ids:
        return _("核实人不得确认同一件的“其他”情形。")
    return _interested(user, nomination)


@Rule
def settle_verification(user: Any, nomination: Any) -> Answer:
    """The admin of the county, who heads verification: neither of its verifiers, no interest."""
    if not user.holds(Role.COUNTY_ADMIN, county_id=nomination.county_id):
        return _("只有本县管理员（核实工作负责人）可以按记录认定。")
    if user.pk in nomination.verifier_ids:
        return _("核实人不得对自己参与的分歧按记录认定。")
    return _interested(user, nomination)


@Rule
def hear_nomination(user: Any, nomination: Any) -> Answer:
    """The person replies for themself; a verifier records that no reply is wished or came."""
    if user.pk == nomination.subject_id:
        return None
    return verify_nomination.judge(user, nomination)


@Rule
def prepare_hearing(user: Any, nomination: Any) -> Answer:
    """Admin or verifier of the county: no nominator, not the subject, not recused."""
    if not user.counties(Role.COUNTY_ADMIN, Role.VERIFIER) & {nomination.county_id}:
        return _("只有本县管理员或核实人可以遮盖材料、登记告知和谈话。")
    return _interested(user, nomination)


@Rule
def ask_for_talk(user: Any, nomination: Any) -> Answer:
    """The person concerned alone."""
    return None if user.pk == nomination.subject_id else _("只有本人可以要求谈话。")


@Rule
def decide_nomination(user: Any, nomination: Any) -> Answer:
    """A decider of the county: no nominator, no verifier of it, not the subject, not recused."""
    if not user.holds(Role.DECIDER, county_id=nomination.county_id):
        return _("只有本县决定人可以登记集体研究决定。")
    return _took_part(user, nomination)


def _took_part(user: Any, nomination: Any) -> Answer:
    """Refuse a verifier of the nomination and whoever has an interest in it, for any decision."""
    is_settler = user.pk == nomination.verified_by_id
    if is_settler or user.pk in nomination.verifier_ids:
        return _("核实人不得决定同一件。")
    return _interested(user, nomination)


@Rule
def declare_recusal(user: Any, nomination: Any) -> Answer:
    """Admin, verifier or decider of the county."""
    may = user.counties(Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER) & {nomination.county_id}
    return None if may else _("只有本县核实人、决定人或管理员可以登记回避。")


@Rule
def serve_notice(user: Any, case: Any) -> Answer:
    """Admin or verifier of the county, not the subject."""
    if not user.counties(Role.COUNTY_ADMIN, Role.VERIFIER) & {case.county_id}:
        return _("只有本县管理员或核实人可以登记送达。")
    return _own(user, case)


@Rule
def run_case(user: Any, case: Any) -> Answer:
    """Admin or class manager of the county, not the subject."""
    if not user.counties(Role.COUNTY_ADMIN, Role.CLASS_MANAGER) & {case.county_id}:
        return _("只有本县管理员或班主任可以办理。")
    return _own(user, case)


@Rule
def settle_case(user: Any, case: Any) -> Answer:
    """A decider of the county who might have decided the recall: no verifier of it, no interest."""
    if not user.holds(Role.DECIDER, county_id=case.county_id):
        return _("只有本县决定人可以决定结果或撤销召回。")
    return _own(user, case) or _took_part(user, case.nomination)


@Rule
def record_measure(user: Any, campaign: Any) -> Answer:
    """The admin of the county."""
    return launch_campaign.judge(user, campaign)


@Rule
def confirm_evasion(user: Any, evasion: Any) -> Answer:
    """Administrator or decider of the county, but not who recorded it."""
    if refusal := withdraw_evasion.judge(user, evasion):
        return refusal
    if evasion.recorded_by_id == user.pk:
        return _("提出人不得确认自己提出的认定，请由他人办理。")
    return None


@Rule
def withdraw_evasion(user: Any, evasion: Any) -> Answer:
    """Administrator or decider of the county."""
    may = user.counties(Role.COUNTY_ADMIN, Role.DECIDER) & {evasion.campaign.county_id}
    return None if may else _("只有本县管理员或决定人可以确认和撤回认定。")


@Rule
def keep_clock(user: Any, clock: Any) -> Answer:
    """Admin or verifier of the county, not the subject; of an appeal no verifier."""
    desk = Role.APPEAL_HANDLER if clock.kind in OF_APPEAL else Role.VERIFIER
    if not user.counties(Role.COUNTY_ADMIN, desk) & {clock.county_id}:
        return _("只有本县管理员或承办的核实人、申诉办理人可以暂停、恢复或延长期限。")
    return _("不得经办涉及本人的事项。") if clock.cadre.user_id == user.pk else None


@Rule
def keep_calendar(user: Any, _row: Any) -> Answer:
    """The admin of any county: the decree holds for all."""
    return None if user.counties(Role.COUNTY_ADMIN) else _("只有县级管理员可以维护工作日历。")


@Rule
def confirm_calendar(user: Any, calendar: Any) -> Answer:
    """Another admin than the one who entered it."""
    if calendar.entered_by_id == user.pk:
        return _("录入人不得确认自己录入的放假安排，请由另一名县级管理员确认。")
    return keep_calendar.judge(user, calendar)


@Rule
def run_meeting(user: Any, meeting: Any) -> Answer:
    """A decider of the county; each case has its own rule besides: decide_nomination."""
    may = user.holds(Role.DECIDER, county_id=meeting.county_id)
    return None if may else _("只有本县决定人可以办理会议。")


@Rule
def keep_meeting(user: Any, meeting: Any) -> Answer:
    """Who runs it, or the county's secretary whom no case of the agenda touches."""
    if run_meeting.allows(user, meeting):
        return None
    if not user.holds(Role.DECISION_SECRETARY, county_id=meeting.county_id):
        return _("只有本县决定人或会议秘书可以登记到会、表决和生成会议文件。")
    if meeting.touches(user):
        return _("议程上有涉及您、您的亲属或单位的提名，或者您经办过的提名，不能担任本次会议秘书。")
    return None


@Rule
def enter_votes(user: Any, nomination: Any) -> Answer:
    """Who may decide it, or the county's secretary: no verifier of it, no interest."""
    county = {"county_id": nomination.county_id}
    if user.holds(Role.DECIDER, **county) or not user.holds(Role.DECISION_SECRETARY, **county):
        return decide_nomination.judge(user, nomination)
    is_settler = user.pk == nomination.verified_by_id
    if is_settler or user.pk in nomination.verifier_ids:
        return _("核实人不得登记同一件的表决。")
    return _interested(user, nomination)


@Rule
def issue_reasons(user: Any, nomination: Any) -> Answer:
    """Admin, verifier or decider of the county, not the subject: it is made of what is there."""
    roles = (Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER)
    if not user.counties(*roles) & {nomination.county_id}:
        return _("只有本县核实人、决定人或管理员可以生成说明书。")
    return _own(user, nomination)


@Rule
def acknowledge_reasons(user: Any, nomination: Any) -> Answer:
    """The person concerned alone."""
    return None if user.pk == nomination.subject_id else _("只有本人可以登记阅知。")


@Rule
def answer_signal(user: Any, proposed: Any) -> Answer:
    """Who keeps the practice: admin of the signal's county, clerk or head of its unit.

    Neither the person nor who nominated on the strength of it.
    """
    signal, nomination = proposed.signal, proposed.rehabilitation.nomination
    units = (Role.UNIT_CLERK, Role.UNIT_HEAD)
    keeps = any(user.holds(role, unit_id=signal.unit_id) for role in units)
    if not keeps and not user.holds(Role.COUNTY_ADMIN, county_id=signal.county_id):
        return _("只有产生线索的单位或本县管理员可以答复。")
    if user.pk in (nomination.drafted_by_id, nomination.submitted_by_id):
        return _("提名人不得答复自己所提之件的线索。")
    return _own(user, nomination)


@Rule
def clear_name(user: Any, matter: Any) -> Answer:
    """The admin of the county, no nominator and not the subject. Nomination or clearing."""
    nomination = getattr(matter, "nomination", matter)
    if not user.holds(Role.COUNTY_ADMIN, county_id=nomination.county_id):
        return _("只有本县管理员可以办理澄清正名。")
    if user.pk in (nomination.drafted_by_id, nomination.submitted_by_id):
        return _("提名人不得办理自己所提之件的澄清正名。")
    return _own(user, nomination)
