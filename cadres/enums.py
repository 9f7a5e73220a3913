from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """Level as the published figures count it (domain reference 5.1, 7.2)."""

    COUNTY_LEVEL = "COUNTY_LEVEL", _("县处级")
    SECTION_LEVEL = "SECTION_LEVEL", _("乡科级")
    ORDINARY = "ORDINARY", _("一般干部")


class StaffKind(TextChoices):
    """身份; grades, outcomes and remedies differ by it (domain reference 3.4)."""

    CIVIL_SERVANT = "CIVIL_SERVANT", _("公务员")
    BY_REFERENCE = "BY_REFERENCE", _("参公人员")
    INSTITUTION = "INSTITUTION", _("事业单位人员")
    WORKER = "WORKER", _("工勤人员")
    CONTRACT = "CONTRACT", _("编外聘用人员")


class ProtectionKind(TextChoices):
    """Why a person may not be nominated for a time (civil servant law 89, by analogy)."""

    ILLNESS = "ILLNESS", _("病假或医疗期")
    MATERNITY = "MATERNITY", _("孕期、产假或哺乳期")
    INVESTIGATION = "INVESTIGATION", _("正在接受审查调查")
    LEAVE = "LEAVE", _("其他长期请假")
