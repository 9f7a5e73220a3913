from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role

RUNNING = (Role.COUNTY_ADMIN, Role.CLASS_MANAGER)  # who runs classes and practice


class BlockKind(TextChoices):
    """What a span of the programme is spent on; Shiquan 2019 alternates both three times."""

    THEORY = "THEORY", _("集中学习")
    PRACTICE = "PRACTICE", _("实践锻炼")


class PollPart(TextChoices):
    """Parts of the comprehensive assessment that a ballot decides (assessment.enums.Part)."""

    UNIT = "unit", _("单位评价")
    PEER = "peer", _("学员互评")


class PollWay(TextChoices):
    """How the voters of a poll about trainees get their ballots (evidence.enums.VoteChannel)."""

    APP = "APP", _("手机投票")
    PAPER = "PAPER", _("纸质票")


class TaskKind(TextChoices):
    """What a class is asked to write."""

    REFLECTION = "REFLECTION", _("心得")
    SUMMARY = "SUMMARY", _("个人总结")


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
RATES = (*CAME, AttendanceStatus.LEFT_EARLY)  # was there, and may say how the lesson was


class SignKind(TextChoices):
    """What a code is good for."""

    IN = "IN", _("签到")
    OUT = "OUT", _("签退")


class Difficulty(TextChoices):
    """How hard a question is, as who wrote it thinks."""

    EASY = "EASY", _("容易")
    MEDIUM = "MEDIUM", _("中等")
    HARD = "HARD", _("较难")


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


class PlaceKind(TextChoices):
    """Where practice is done; both sources send people to villages and to key projects."""

    VILLAGE = "VILLAGE", _("村（社区）")
    PROJECT = "PROJECT", _("重点项目")
    UNIT = "UNIT", _("基层单位")


class PauseKind(TextChoices):
    """Why practice stands still for a while; the clock stops, nothing is held against anybody."""

    ILLNESS = "ILLNESS", _("因病")
    MATERNITY = "MATERNITY", _("孕产哺乳")
    CARE = "CARE", _("照料家人")
    DISASTER = "DISASTER", _("抢险救灾抽调")
    OTHER = "OTHER", _("其他")


class StepKind(TextChoices):
    """A step of a problem: what was done, and at last what came of it."""

    ACTION = "ACTION", _("办法")
    RESULT = "RESULT", _("结果")


class WordAnswer(TextChoices):
    """What a resident answers to the one question that matters."""

    SOLVED = "SOLVED", _("解决了")
    PARTLY = "PARTLY", _("解决了一部分")
    NOT = "NOT", _("没有解决")


class WordChannel(TextChoices):
    """How a resident's word came in."""

    HOST = "HOST", _("当面记录")
    LINK = "LINK", _("群众自己填写")


class GuestRole(TextChoices):
    """What somebody without an account is invited to be."""

    HOST = "HOST", _("接收单位联系人")
    MENTOR = "MENTOR", _("带教人")
    TEACHER = "TEACHER", _("授课教师")


class TalkKind(TextChoices):
    """What a heart-to-heart talk was for."""

    BEGIN = "BEGIN", _("入班谈心")
    USUAL = "USUAL", _("日常谈心")
    REMIND = "REMIND", _("提醒谈话")
    CARE = "CARE", _("困难关怀")
    END = "END", _("结业谈心")


class LineState(TextChoices):
    """How a line of an individual plan goes."""

    DOING = "DOING", _("进行中")
    DONE = "DONE", _("完成")
    STUCK = "STUCK", _("有困难")


class Scale(IntegerChoices):
    """Five words of a mentor's month; figures are for sums, words are what is ticked."""

    POOR = 1, _("差")
    WEAK = 2, _("较差")
    USUAL = 3, _("一般")
    GOOD = 4, _("较好")
    VERY_GOOD = 5, _("好")


class Told(TextChoices):
    """消息: of what this floor tells people (core.notify)."""

    SESSION_CHANGED = "session_changed", _("课程变动")
    SESSION_CANCELLED = "session_cancelled", _("课程取消")
    TIMETABLE_MOVED = "timetable_moved", _("日程调整")
    ENROLLED = "enrolled", _("编入培训班")
    POSTING_CHANGED = "posting_changed", _("实践锻炼变动")
    ATTENDANCE_WARNED = "attendance_warned", _("出勤提醒")
    REFLECTION_SET = "reflection_set", _("布置心得")
    REFLECTION_REVIEWED = "reflection_reviewed", _("心得评阅")
    RATING_OPENED = "rating_opened", _("课程评价")
    POLL_OPENED = "poll_opened", _("请投票")
    STAY_WISHED = "stay_wished", _("留任申请")
    WISH_ANSWERED = "wish_answered", _("留任答复")
    TALKED = "talked", _("谈心谈话")
    PLANNED = "planned", _("个人提高计划")
    HANDOVER_ASKED = "handover_asked", _("带教交接签字")
    HANDOVER_REFUSED = "handover_refused", _("带教交接未签成")
    MENTOR_CHANGED = "mentor_changed", _("更换带教人")


class ReflectionState(TextChoices):
    """Where a reflection stands; told by its last version and what was said of it."""

    NONE = "NONE", _("未动笔")
    DRAFT = "DRAFT", _("草稿")
    WAITING = "WAITING", _("待评阅")
    RETURNED = "RETURNED", _("退回修改")
    ACCEPTED = "ACCEPTED", _("通过")


class Verdict(TextChoices):
    """What a reviewer says of a version."""

    ACCEPTED = "ACCEPTED", _("通过")
    RETURNED = "RETURNED", _("退回修改")
