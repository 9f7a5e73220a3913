from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """Level as the published figures count it (domain reference 5.1, 7.2)."""

    COUNTY_LEVEL = "COUNTY_LEVEL", _("县处级")
    SECTION_LEVEL = "SECTION_LEVEL", _("乡科级")
    ORDINARY = "ORDINARY", _("一般干部")


class StaffKind(TextChoices):
    """身份; grades, outcomes and remedies differ by it (domain reference 3.4, 7.2)."""

    CIVIL_SERVANT = "CIVIL_SERVANT", _("公务员")
    BY_REFERENCE = "BY_REFERENCE", _("参公人员")
    EMPLOYED = "EMPLOYED", _("聘任制公务员")
    INSTITUTION = "INSTITUTION", _("事业单位管理人员")
    INST_TECHNICAL = "INST_TECHNICAL", _("事业单位专业技术人员")
    INST_WORKER = "INST_WORKER", _("事业单位工勤人员")
    WORKER = "WORKER", _("机关工勤人员")
    FIRM = "FIRM", _("国有企业人员")
    CONTRACT = "CONTRACT", _("编外聘用人员")


CIVIL_KINDS = (StaffKind.CIVIL_SERVANT, StaffKind.BY_REFERENCE, StaffKind.EMPLOYED)
INSTITUTION_KINDS = (StaffKind.INSTITUTION, StaffKind.INST_TECHNICAL, StaffKind.INST_WORKER)


class JobLevel(TextChoices):
    """职务层次 with its code of GB/T 12407 (domain reference 7.2)."""

    NATIONAL = "101", _("国家级正职")
    NATIONAL_DEPUTY = "102", _("国家级副职")
    PROVINCE = "111", _("省部级正职")
    PROVINCE_DEPUTY = "112", _("省部级副职")
    BUREAU = "121", _("厅局级正职")
    BUREAU_DEPUTY = "122", _("厅局级副职")
    COUNTY = "131", _("县处级正职")
    COUNTY_DEPUTY = "132", _("县处级副职")
    SECTION = "141", _("乡科级正职")
    SECTION_DEPUTY = "142", _("乡科级副职")
    STAFF = "150", _("科员级")
    CLERK = "160", _("办事员级")
    NONE = "199", _("未定职")


class Rank(TextChoices):
    """职级 since 2019-06-01, closed non-leading posts of before, and institution grades.

    Source: civil servant law art. 19; domain reference 7.2. Codes of ours: the standard has none.
    """

    INSPECTOR_1 = "R01", _("一级巡视员")
    INSPECTOR_2 = "R02", _("二级巡视员")
    RESEARCHER_1 = "R03", _("一级调研员")
    RESEARCHER_2 = "R04", _("二级调研员")
    RESEARCHER_3 = "R05", _("三级调研员")
    RESEARCHER_4 = "R06", _("四级调研员")
    CHIEF_1 = "R07", _("一级主任科员")
    CHIEF_2 = "R08", _("二级主任科员")
    CHIEF_3 = "R09", _("三级主任科员")
    CHIEF_4 = "R10", _("四级主任科员")
    STAFF_1 = "R11", _("一级科员")
    STAFF_2 = "R12", _("二级科员")
    OLD_RESEARCHER = "H03", _("调研员（2019年前）")
    OLD_RESEARCHER_DEPUTY = "H04", _("副调研员（2019年前）")
    OLD_CHIEF = "H05", _("主任科员（2019年前）")
    OLD_CHIEF_DEPUTY = "H06", _("副主任科员（2019年前）")
    OLD_STAFF = "H07", _("科员（2019年前）")
    OLD_CLERK = "H08", _("办事员（2019年前）")
    MANAGER_5 = "M05", _("管理五级")
    MANAGER_6 = "M06", _("管理六级")
    MANAGER_7 = "M07", _("管理七级")
    MANAGER_8 = "M08", _("管理八级")
    MANAGER_9 = "M09", _("管理九级")
    MANAGER_10 = "M10", _("管理十级")
    TECHNICAL_HIGH = "T04", _("专业技术正高级")
    TECHNICAL_HIGH_DEPUTY = "T07", _("专业技术副高级")
    TECHNICAL_MIDDLE = "T10", _("专业技术中级")
    TECHNICAL_LOW = "T13", _("专业技术初级")
    WORKER_1 = "W01", _("技术工一级")
    WORKER_2 = "W02", _("技术工二级")
    WORKER_3 = "W03", _("技术工三级")
    WORKER_4 = "W04", _("技术工四级")
    WORKER_5 = "W05", _("技术工五级")
    WORKER_PLAIN = "W06", _("普通工")


class CivilRating(TextChoices):
    """年度考核等次 of civil servants and those by reference (civil servant law art. 38)."""

    EXCELLENT = "EXCELLENT", _("优秀")
    COMPETENT = "COMPETENT", _("称职")
    BARELY = "BARELY", _("基本称职")
    INCOMPETENT = "INCOMPETENT", _("不称职")
    UNRATED = "UNRATED", _("不确定等次")


class InstitutionRating(TextChoices):
    """年度考核档次 of institution staff, workers and all others; never the civil scale."""

    EXCELLENT = "EXCELLENT", _("优秀")
    QUALIFIED = "QUALIFIED", _("合格")
    BARELY = "BARELY", _("基本合格")
    UNQUALIFIED = "UNQUALIFIED", _("不合格")
    UNRATED = "UNRATED", _("不确定档次")


class Politics(TextChoices):
    """政治面貌 with its code of GB/T 4762."""

    MEMBER = "01", _("中共党员")
    PROBATIONARY = "02", _("中共预备党员")
    LEAGUE = "03", _("共青团员")
    REVOLUTIONARY = "04", _("民革党员")
    DEMOCRATIC_LEAGUE = "05", _("民盟盟员")
    CONSTRUCTION = "06", _("民建会员")
    PROMOTING = "07", _("民进会员")
    PEASANTS = "08", _("农工党党员")
    ZHIGONG = "09", _("致公党党员")
    JIUSAN = "10", _("九三学社社员")
    TAIWAN = "11", _("台盟盟员")
    INDEPENDENT = "12", _("无党派人士")
    MASSES = "13", _("群众")


class Authority(TextChoices):
    """干部管理权限: whose decision it is to appoint and remove the person."""

    PROVINCE = "PROVINCE", _("省委管理")
    PREFECTURE = "PREFECTURE", _("市（州）委管理")
    COUNTY = "COUNTY", _("县（市、区）委管理")
    UNIT = "UNIT", _("本单位党组（党委）管理")


class Schooling(TextChoices):
    """How an education was had; the two are shown apart on every form."""

    FULL_TIME = "FULL_TIME", _("全日制教育")
    IN_SERVICE = "IN_SERVICE", _("在职教育")


class Attainment(TextChoices):
    """学历 with its code of GB/T 4658."""

    DOCTOR = "11", _("博士研究生")
    MASTER = "14", _("硕士研究生")
    BACHELOR = "20", _("大学本科")
    COLLEGE = "30", _("大学专科")
    VOCATIONAL = "40", _("中等职业教育")
    HIGH_SCHOOL = "60", _("普通高中")
    JUNIOR = "70", _("初中及以下")


class HonourKind(TextChoices):
    """What speaks for a person."""

    HONOUR = "HONOUR", _("表彰奖励")
    RED_LIST = "RED_LIST", _("红名单")


class ProtectionKind(TextChoices):
    """Why a person may not be nominated for a time (civil servant law 89, by analogy)."""

    ILLNESS = "ILLNESS", _("病假或医疗期")
    MATERNITY = "MATERNITY", _("孕期或产假")
    NURSING = "NURSING", _("哺乳期")
    INJURY = "INJURY", _("因公（工）负伤")
    INVESTIGATION = "INVESTIGATION", _("正在接受审查调查")
    LEAVE = "LEAVE", _("其他长期请假")


class Kin(TextChoices):
    """Relations that ask for recusal; source: 公务员法 art. 74, 76."""

    SPOUSE = "SPOUSE", _("夫妻")
    LINEAL = "LINEAL", _("直系血亲")
    COLLATERAL = "COLLATERAL", _("三代以内旁系血亲")
    IN_LAW = "IN_LAW", _("近姻亲")
    HOUSEHOLD = "HOUSEHOLD", _("共同居住")


MOTHERHOOD = (ProtectionKind.MATERNITY, ProtectionKind.NURSING)
MEDICAL = (ProtectionKind.ILLNESS, ProtectionKind.INJURY)


class PairState(TextChoices):
    """Where two files that may be one person's stand."""

    OPEN = "OPEN", _("待核对")
    DISMISSED = "DISMISSED", _("不是同一人")
    MERGED = "MERGED", _("已合并")


class DuplicateRule(TextChoices):
    """Why two files may be one person's."""

    BIRTH = "DU-01", _("姓名和出生年月相同")
    SOUND = "DU-02", _("同一单位，姓名读音相同")
    NUMBER = "DU-03", _("身份证号只差一位或相邻两位颠倒")
    PHONE = "DU-04", _("联系电话相同")


class Found(TextChoices):
    """How the person whom a file is about was found; from SEVERAL on, nothing is applied."""

    BY_NUMBER = "BY_NUMBER", _("身份证号一致")
    BY_NAME = "BY_NAME", _("姓名和出生年月一致")
    SEVERAL = "SEVERAL", _("有多人同名同年月")
    CONTRADICTION = "CONTRADICTION", _("同名但身份证号不同")
    NOBODY = "NOBODY", _("档案中没有此人")
    UNREADABLE = "UNREADABLE", _("文件不能读取")


class LeaveReason(TextChoices):
    """Why a person leaves the rolls; noted in the audit trail with the day."""

    RETIRED = "RETIRED", _("退休")
    TRANSFERRED = "TRANSFERRED", _("调出本县")
    RESIGNED = "RESIGNED", _("辞职")
    DISMISSED = "DISMISSED", _("辞退或开除")
    DIED = "DIED", _("去世")
    OTHER = "OTHER", _("其他")
