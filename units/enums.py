from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class JurisdictionLevel(TextChoices):
    """Level of an administrative division."""

    PROVINCE = "PROVINCE", _("省级")
    PREFECTURE = "PREFECTURE", _("市州级")
    COUNTY = "COUNTY", _("县级")


class UnitKind(TextChoices):
    """Kind of a unit (单位性质); source: domain reference 7.1."""

    PARTY = "PARTY", _("党委部门")
    GOVERNMENT = "GOVERNMENT", _("政府部门")
    TOWN = "TOWN", _("乡镇街道")
    INSTITUTION = "INSTITUTION", _("事业单位")
    SCHOOL = "SCHOOL", _("学校")
    VILLAGE = "VILLAGE", _("村（社区）")
    PARTY_SCHOOL = "PARTY_SCHOOL", _("党校")
