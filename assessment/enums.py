from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Part(TextChoices):
    """Parts of the comprehensive assessment; a campaign's weights name those it uses."""

    CLASS = "class", _("集中学习")
    EXAM = "exam", _("结业测试")
    PRACTICE = "practice", _("实践锻炼")
    FOLLOW_UP = "follow_up", _("跟踪考察")
    UNIT = "unit", _("单位评价")
    PEER = "peer", _("学员互评")
    SELF = "self", _("个人总结")


class OutcomeKind(TextChoices):
    """Outcomes as both sources name them; the legal gate says which stand under the law."""

    RETURN = "RETURN", _("返回原岗位")
    STAY = "STAY", _("自愿留任基层")
    TRANSFER = "TRANSFER", _("转岗")
    REMOVE = "REMOVE", _("免职")
    DEMOTE = "DEMOTE", _("降职")
    REDUCE_GRADE = "REDUCE_GRADE", _("降级")
    STANDBY = "STANDBY", _("待岗")
    DISMISS = "DISMISS", _("辞退")
    TERMINATE = "TERMINATE", _("解聘")
    SECOND_LINE = "SECOND_LINE", _("退居二线")
    RETIRE = "RETIRE", _("退休（须本人申请）")


MOVING = (OutcomeKind.TRANSFER, OutcomeKind.DEMOTE, OutcomeKind.REMOVE, OutcomeKind.STAY)


class Body(TextChoices):
    """Whom the law treats alike; derived from staff kind and leading post."""

    LEADING = "leading", _("担任领导职务的公务员（参公人员）")
    CIVIL = "civil", _("其他公务员（参公人员）")
    INSTITUTION = "institution", _("事业单位工作人员")
    WORKER = "worker", _("工勤及编外人员")
