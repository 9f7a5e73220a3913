from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a grant allows; source: domain reference 2.12 and 8.1.

    Department roles are granted on a county or on a prefecture (then for every county below),
    unit roles on a unit with or without the units below, a prefecture viewer's on a prefecture,
    the three administrators' on nothing. The person concerned holds no grant: who they are
    follows from the cadre that their account is linked to.
    """

    COUNTY_ADMIN = "COUNTY_ADMIN", _("县级管理员")
    VERIFIER = "VERIFIER", _("核实人")
    DECIDER = "DECIDER", _("决定人")
    CLASS_MANAGER = "CLASS_MANAGER", _("班主任")
    READER = "READER", _("统计查阅")
    DECISION_SECRETARY = "DECISION_SECRETARY", _("会议秘书")
    ORGANISATION_OFFICER = "ORGANISATION_OFFICER", _("组织部经办人")
    DISCIPLINE_LIAISON = "DISCIPLINE_LIAISON", _("纪检监察联络人")
    TEACHER = "TEACHER", _("授课教师")
    FINANCE_VIEWER = "FINANCE_VIEWER", _("财政查阅")
    APPEAL_HANDLER = "APPEAL_HANDLER", _("申诉办理人")
    PREFECTURE_VIEWER = "PREFECTURE_VIEWER", _("市州查阅")
    UNIT_CLERK = "UNIT_CLERK", _("单位经办人")
    UNIT_HEAD = "UNIT_HEAD", _("单位主要负责人")
    HOST = "HOST", _("接收单位联系人")
    MENTOR = "MENTOR", _("带教人")
    SYSTEM_ADMIN = "SYSTEM_ADMIN", _("系统管理员")
    SECURITY_ADMIN = "SECURITY_ADMIN", _("安全管理员")
    AUDITOR = "AUDITOR", _("审计员")


COUNTY_ROLES = (
    Role.COUNTY_ADMIN,
    Role.VERIFIER,
    Role.DECIDER,
    Role.CLASS_MANAGER,
    Role.READER,
    Role.DECISION_SECRETARY,
    Role.ORGANISATION_OFFICER,
    Role.DISCIPLINE_LIAISON,
    Role.TEACHER,
    Role.FINANCE_VIEWER,
    Role.APPEAL_HANDLER,
    Role.PREFECTURE_VIEWER,
)
UNIT_ROLES = (Role.UNIT_CLERK, Role.UNIT_HEAD, Role.HOST, Role.MENTOR)
OFFICE_ROLES = (Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER, Role.CLASS_MANAGER)
READING_ROLES = (Role.READER, Role.PREFECTURE_VIEWER)
DUTIES = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR)


class RequestKind(TextChoices):
    """What a request asks for."""

    GRANT = "GRANT", _("授予角色")
    REVOKE = "REVOKE", _("收回角色")


class RequestState(TextChoices):
    """Where a request stands."""

    PENDING = "PENDING", _("待确认")
    CONFIRMED = "CONFIRMED", _("已确认")
    REFUSED = "REFUSED", _("已退回")
    WITHDRAWN = "WITHDRAWN", _("已撤回")


class KeyScope(TextChoices):
    """What an interface key may read; source: features row 91."""

    PAY = "PAY", _("工资：待遇变动")
    CASES = "CASES", _("办公：案件状态和文号")
    ARCHIVE = "ARCHIVE", _("档案：公文和案卷")
    BANS = "BANS", _("人事：能否推荐")
    FIGURES = "FIGURES", _("统计：不含个人的数字")


IMPERSONAL = (KeyScope.FIGURES,)


class KeyState(TextChoices):
    """Where an interface key stands at an instant."""

    WAITING = "WAITING", _("待确认")
    LIVE = "LIVE", _("可用")
    OVER = "OVER", _("已到期")
    WITHDRAWN = "WITHDRAWN", _("已收回")


class HookKind(TextChoices):
    """What another system may want to hear of; the word names an opaque id and nothing else."""

    CASE_MOVED = "case.moved", _("案件状态变化")
    PAY_SIGNED = "pay.signed", _("月度变动表签发")
    VOLUME_BOUND = "volume.bound", _("案卷归卷")
