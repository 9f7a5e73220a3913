from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RecordKind(TextChoices):
    """Records that are put on a list when their term is over; `queries.schedule` tells of each."""

    RECALLED = "RECALLED", _("召回案件材料")
    NOT_RECALLED = "NOT_RECALLED", _("未作出召回决定的提名材料")
    PROTECTED = "PROTECTED", _("请假和保护期记录")
    VOIDED = "VOIDED", _("作废公文的内容")


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
