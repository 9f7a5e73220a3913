from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a grant allows. County roles are granted on a county, unit roles on a unit."""

    COUNTY_ADMIN = "COUNTY_ADMIN", _("县级管理员")
    VERIFIER = "VERIFIER", _("核实人")
    DECIDER = "DECIDER", _("决定人")
    CLASS_MANAGER = "CLASS_MANAGER", _("班主任")
    READER = "READER", _("统计查阅")
    UNIT_CLERK = "UNIT_CLERK", _("单位经办人")
    UNIT_HEAD = "UNIT_HEAD", _("单位主要负责人")
    HOST = "HOST", _("接收单位联系人")


COUNTY_ROLES = (Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER, Role.CLASS_MANAGER, Role.READER)
UNIT_ROLES = (Role.UNIT_CLERK, Role.UNIT_HEAD, Role.HOST)
OFFICE_ROLES = (Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER, Role.CLASS_MANAGER)
