"""Words of 协办查阅: what is told of an access that was lent to a helper."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HelperTold(TextChoices):
    """消息: of what lent access tells people (core.notify)."""

    TO_APPROVE = "helper_to_approve", _("协办查阅待审批")
    ANSWERED = "helper_answered", _("协办查阅已答复")
    OPENED = "helper_opened", _("请您协办")
    READS_YOURS = "helper_reads_yours", _("协办人员查阅")
