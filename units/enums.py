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
    CONGRESS = "CONGRESS", _("人大机关")
    GOVERNMENT = "GOVERNMENT", _("政府部门")
    CONSULTATIVE = "CONSULTATIVE", _("政协机关")
    SUPERVISION = "SUPERVISION", _("纪委监委机关")
    COURT = "COURT", _("法院")
    PROCURATORATE = "PROCURATORATE", _("检察院")
    MASS = "MASS", _("群团组织")
    DEMOCRATIC = "DEMOCRATIC", _("民主党派")
    TOWN = "TOWN", _("乡镇")
    SUBDISTRICT = "SUBDISTRICT", _("街道")
    INSTITUTION = "INSTITUTION", _("事业单位")
    INSTITUTION_1 = "INSTITUTION_1", _("公益一类事业单位")
    INSTITUTION_2 = "INSTITUTION_2", _("公益二类事业单位")
    SCHOOL = "SCHOOL", _("学校")
    HOSPITAL = "HOSPITAL", _("医院")
    FIRM = "FIRM", _("国有企业")
    VILLAGE = "VILLAGE", _("村（社区）")
    PARTY_SCHOOL = "PARTY_SCHOOL", _("党校")
    SECTION = "SECTION", _("内设机构")


class Sector(TextChoices):
    """Field of work (条线), by which quotas and figures are split."""

    PARTY_MASS = "PARTY_MASS", _("党群")
    GENERAL = "GENERAL", _("综合")
    LAW = "LAW", _("政法")
    ECONOMY = "ECONOMY", _("经济")
    AGRICULTURE = "AGRICULTURE", _("农业农村")
    BUILDING = "BUILDING", _("城建交通")
    EDUCATION = "EDUCATION", _("教育")
    HEALTH = "HEALTH", _("卫生健康")
    CULTURE = "CULTURE", _("文化旅游")
    TOWNS = "TOWNS", _("乡镇街道")


class UnitActKind(TextChoices):
    """What happened to a unit on a day."""

    FOUND = "FOUND", _("设立")
    RENAME = "RENAME", _("更名")
    MOVE = "MOVE", _("调整隶属")
    MERGE = "MERGE", _("并入")
    CLOSE = "CLOSE", _("撤销")
