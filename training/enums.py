from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BlockKind(TextChoices):
    """What a span of the programme is spent on; Shiquan 2019 alternates both three times."""

    THEORY = "THEORY", _("集中学习")
    PRACTICE = "PRACTICE", _("实践锻炼")


class LengthUnit(TextChoices):
    """What the length of a block counts."""

    WORKING = "WORKING", _("个工作日")
    CALENDAR = "CALENDAR", _("天")
    MONTHS = "MONTHS", _("个月")


class SessionKind(TextChoices):
    """Kinds of lesson, as both sources name them."""

    OPENING = "OPENING", _("开班仪式")
    ICE_BREAKING = "ICE_BREAKING", _("心理破冰")
    THEORY = "THEORY", _("理论学习")
    DISCIPLINE = "DISCIPLINE", _("纪律作风教育")
    LAW = "LAW", _("依法行政")
    BUSINESS = "BUSINESS", _("业务培训")
    ETHICS = "ETHICS", _("道德与廉政教育")
    READING = "READING", _("读书分享")
    TALK = "TALK", _("约谈提醒")
    VISIT = "VISIT", _("现场教学")
    HARD_POST = "HARD_POST", _("艰苦岗位磨炼")
    EXAMINATION = "EXAMINATION", _("测试考试")
    PRACTICE = "PRACTICE", _("实践活动")


class ClassPaper(TextChoices):
    """What a class prints."""

    TIMETABLE = "TIMETABLE", _("课程表")
    DOOR = "DOOR", _("教室门牌")
    ROLL = "ROLL", _("签到表")
    CARDS = "CARDS", _("姓名牌")


class PostponeGround(TextChoices):
    """Why a person joins a later class."""

    ILLNESS = "ILLNESS", _("因病治疗")
    MATERNITY = "MATERNITY", _("孕期、产假、哺乳期")
    CARE = "CARE", _("照料重病亲属")


class AttendanceStatus(TextChoices):
    """Five facts kept apart; leave is counted by its share of hours, absence by itself."""

    PRESENT = "PRESENT", _("出勤")
    LATE = "LATE", _("迟到")
    LEFT_EARLY = "LEFT_EARLY", _("早退")
    LEAVE = "LEAVE", _("请假")
    ABSENT = "ABSENT", _("缺勤")


CAME = (AttendanceStatus.PRESENT, AttendanceStatus.LATE)


class SignKind(TextChoices):
    """What a code is good for."""

    IN = "IN", _("签到")
    OUT = "OUT", _("签退")


class QuestionKind(TextChoices):
    """How a question is answered; the first three are marked by the machine."""

    SINGLE = "SINGLE", _("单选题")
    MULTIPLE = "MULTIPLE", _("多选题")
    TRUE_FALSE = "TRUE_FALSE", _("判断题")
    SHORT = "SHORT", _("简答题")


class ExaminationKind(TextChoices):
    """What an examination is for; before and after are compared."""

    QUIZ = "QUIZ", _("开班测验")
    BEFORE = "BEFORE", _("训前测试")
    AFTER = "AFTER", _("训后测试")
    FINAL = "FINAL", _("结业考试")
