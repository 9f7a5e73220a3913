from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RecordKind(TextChoices):
    """Records that are put on a list when their term is over; `queries.schedule` tells of each."""

    RECALLED = "RECALLED", _("召回案件材料")
    NOT_RECALLED = "NOT_RECALLED", _("未作出召回决定的提名材料")
    PROTECTED = "PROTECTED", _("请假和保护期记录")
    VOIDED = "VOIDED", _("作废公文的内容")
    LEAVERS = "LEAVERS", _("离开人员的档案信息")
    BOOKS = "BOOKS", _("积分、记分和负面清单台账")
    BALLOTS = "BALLOTS", _("民主测评的名册和选票")
    WEEKLY = "WEEKLY", _("周工作清单")
    CHECKLISTS = "CHECKLISTS", _("突出问题清单")
    COMPLAINTS = "COMPLAINTS", _("投诉登记")
    LISTS = "LISTS", _("双星榜")
    INSPECTIONS = "INSPECTIONS", _("明察暗访记录")
    PANELS = "PANELS", _("研判小组记录")
    PRESENTED = "PRESENTED", _("晒比述评记录")
    REMINDERS = "REMINDERS", _("提醒函询")
    TARGETS = "TARGETS", _("目标任务得分")
    WORK = "WORK", _("出勤月报")
    CLASSES = "CLASSES", _("培训班的课表、试卷和评课")
    COMPLIANCE = "COMPLIANCE", _("单位零报告、质询和问责记录")
    TEACHERS = "TEACHERS", _("停用教师的登记信息")


MATTERS = (RecordKind.RECALLED, RecordKind.NOT_RECALLED)


class HoldKind(TextChoices):
    """What a hold keeps."""

    CADRE = "cadre", _("人员")
    NOMINATION = "nomination", _("提名或案件")
    CAMPAIGN = "campaign", _("批次")


class Told(TextChoices):
    """What people are told of by message."""

    LIST_FOUND = "LIST_FOUND", _("有到期材料待审核")
    LIST_REVIEWED = "LIST_REVIEWED", _("到期清单待批准")
