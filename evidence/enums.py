from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FileKind(TextChoices):
    """Kinds of file that are taken, told by content and not by name."""

    PDF = "application/pdf", "PDF"
    JPEG = "image/jpeg", "JPEG"
    PNG = "image/png", "PNG"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word"


class Release(TextChoices):
    """Whether the file may be handed out."""

    HELD = "HELD", _("待查毒，暂不能下载")
    RELEASED = "RELEASED", _("可下载")
    QUARANTINED = "QUARANTINED", _("发现恶意代码，已隔离")


EXTENSIONS = {
    FileKind.PDF: ".pdf",
    FileKind.JPEG: ".jpg",
    FileKind.PNG: ".png",
    FileKind.DOCX: ".docx",
}

LABELS = _("PDF、JPG 或 PNG")


class Practice(TextChoices):
    """做法: the local practices by which signals arise; sources: the two published reports."""

    BALLOT = "BALLOT", _("民主测评")
    PRESENTATION = "PRESENTATION", _("晒比述评")
    TARGETS = "TARGETS", _("目标绩效考核")
    CHECKLIST = "CHECKLIST", _("突出问题清单")
    HONOUR_LISTS = "HONOUR_LISTS", _("红黄榜")
    NEGATIVE_LIST = "NEGATIVE_LIST", _("负面清单")
    SCORE_CARD = "SCORE_CARD", _("记分制")
    POINTS = "POINTS", _("积分管理")
    WEEKLY_LIST = "WEEKLY_LIST", _("周清单三定")
    PANEL = "PANEL", _("研判小组")
    COMPLAINTS = "COMPLAINTS", _("投诉占比")
    FINDINGS = "FINDINGS", _("明察暗访")
    REMINDER = "REMINDER", _("提醒预警")
    ATTENDANCE = "ATTENDANCE", _("出勤月报")


class DutyKind(TextChoices):
    """How a duty counts in the base points of a month."""

    REGULAR = "REGULAR", _("常规性工作")
    ADDED = "ADDED", _("增加的工作内容")


class EntryKind(TextChoices):
    """Where points of the ledger come from."""

    BASE = "BASE", _("基础积分")
    TASK = "TASK", _("常规工作")
    LEVEL = "LEVEL", _("工作类别")
    ITEM = "ITEM", _("项目加减分")
    REVERSAL = "REVERSAL", _("冲正")


class ObjectionFinding(TextChoices):
    """How an objection was answered."""

    UPHELD = "UPHELD", _("成立，已冲正")
    REJECTED = "REJECTED", _("不成立，维持")


class BallotKind(TextChoices):
    """What a voter does with a ballot."""

    SCALE = "SCALE", _("逐人评定等次")
    NAMES = "NAMES", _("推选若干人")


class PollMeasure(TextChoices):
    """What the result of a poll is."""

    SCORE = "SCORE", _("加权得分，低者在后")
    SHARE_BAD = "SHARE_BAD", _("所选等次的加权得票率，高者在后")
    SHARE_GOOD = "SHARE_GOOD", _("所选等次的加权得票率，低者在后")


class PollPurpose(TextChoices):
    """What the count of a poll is for."""

    SIGNALS = "SIGNALS", _("发现线索")
    TRAINEES = "TRAINEES", _("学员综合考核")


class PollState(TextChoices):
    """Where a poll stands; derived from its instants."""

    DRAFT = "DRAFT", _("筹备中")
    OPEN = "OPEN", _("投票中")
    CLOSED = "CLOSED", _("已截止，待计票")
    COUNTED = "COUNTED", _("已计票")


class VoteChannel(TextChoices):
    """How a voter on the roll gets a ballot."""

    APP = "APP", _("登录后领取")
    SLIP = "SLIP", _("投票码票条")
    PAPER = "PAPER", _("纸质票")


class WeekOutcome(TextChoices):
    """How a weekly task ended."""

    DONE = "DONE", _("已办结")
    LIFTED = "LIFTED", _("已取消")


class SupervisionLine(TextChoices):
    """三线督导: who looks, and how often (source: Lianghe town)."""

    LEADERS = "LEADERS", _("主要领导每周看")
    LINE = "LINE", _("分管领导每天看")
    PATROL = "PATROL", _("巡回检查")


class ServedHow(TextChoices):
    """How a reminder was handed over."""

    IN_PERSON = "IN_PERSON", _("当面送达")
    POST = "POST", _("邮寄送达")
    WITNESS = "WITNESS", _("见证人在场留置")


class ReminderResult(TextChoices):
    """Whether what a reminder asked for was mended in time."""

    CORRECTED = "CORRECTED", _("已改正")
    NOT_CORRECTED = "NOT_CORRECTED", _("到期未改正")


class InspectionSource(TextChoices):
    """How a finding of 明察暗访 came about."""

    OPEN = "OPEN", _("明察")
    SECRET = "SECRET", _("暗访")
    MEDIA = "MEDIA", _("媒体曝光")
    REPORT = "REPORT", _("群众反映")
    HIGHER = "HIGHER", _("上级交办")


class InspectionState(TextChoices):
    """Where a finding stands; derived from its instants."""

    DRAFT = "DRAFT", _("登记中")
    SENT = "SENT", _("待单位答复")
    ANSWERED = "ANSWERED", _("待认定")
    CLOSED = "CLOSED", _("已认定")


class InspectionOutcome(TextChoices):
    """What the department found about a finding; only the first one may make a signal."""

    CONFIRMED = "CONFIRMED", _("属实")
    CORRECTED = "CORRECTED", _("轻微，已整改")
    NOT_CONFIRMED = "NOT_CONFIRMED", _("不属实")


class PanelState(TextChoices):
    """Where a panel stands; derived from its instants."""

    DRAFT = "DRAFT", _("筹备中")
    OPEN = "OPEN", _("评分中")
    CLOSED = "CLOSED", _("已结束")


class PanelSeat(TextChoices):
    """What somebody is on a panel; the recorder does not score."""

    CHAIR = "CHAIR", _("组长")
    MEMBER = "MEMBER", _("成员")
    RECORDER = "RECORDER", _("记录人")


class ComplaintKind(TextChoices):
    """What was complained of; the first two are Xingren's."""

    FAVOUR = "FAVOUR", _("索要好处")
    SILENCE = "SILENCE", _("诉求不回应")
    ATTITUDE = "ATTITUDE", _("态度生硬")
    DELAY = "DELAY", _("拖延超期")
    OTHER = "OTHER", _("其他")


class Channel(TextChoices):
    """How a complaint came in."""

    HOTLINE = "HOTLINE", _("热线电话")
    WINDOW = "WINDOW", _("窗口意见")
    LETTER = "LETTER", _("来信来访")
    NETWORK = "NETWORK", _("网络留言")
    VISIT = "VISIT", _("回访调查")


class ComplaintFinding(TextChoices):
    """What looking into a complaint gave."""

    TRUE = "TRUE", _("属实")
    PARTLY = "PARTLY", _("部分属实")
    UNTRUE = "UNTRUE", _("不属实")


class CountRule(TextChoices):
    """Which complaints count into the share."""

    SUBSTANTIATED = "SUBSTANTIATED", _("只计核查属实、部分属实的")
    ALL = "ALL", _("全部投诉，不论是否属实")


class LineMeasure(TextChoices):
    """What reaching a line suggests."""

    REMIND = "REMIND", _("提醒")
    PROPOSE = "PROPOSE", _("建议提名")


class ListColour(TextChoices):
    """Which of the two lists an entry is for (source: Anlong's 双星创建)."""

    RED = "RED", _("红榜（表扬）")
    YELLOW = "YELLOW", _("黄榜（曝光）")


class ListScope(TextChoices):
    """Who reads what was put up; nobody outside."""

    UNIT = "UNIT", _("本单位干部")
    COUNTY = "COUNTY", _("全县干部")


class RoundState(TextChoices):
    """How far a show-and-compare round is; follows from its dates, not stored."""

    DRAFT = "DRAFT", _("拟定中")
    REPORTING = "REPORTING", _("填报中")
    SHOWN = "SHOWN", _("已晒出，述职")
    COMMENTING = "COMMENTING", _("评议中")
    CLOSED = "CLOSED", _("已结束")


class Statement(TextChoices):
    """Whether a member stated at the session; absence is no score."""

    STATED = "STATED", _("已述职")
    ABSENT = "ABSENT", _("未到会")


class PileState(TextChoices):
    """How far a pile of scans is."""

    READING = "READING", _("正在识别")
    READ = "READ", _("已识别")
    REFUSED = "REFUSED", _("整批不收")


class SheetState(TextChoices):
    """What became of one scanned page."""

    FILED = "FILED", _("已归位")
    TWICE = "TWICE", _("重复，另存")
    QUEUED = "QUEUED", _("待人工辨认")
    COUNTED = "COUNTED", _("选票，只计张数")
    DROPPED = "DROPPED", _("不归档")


class SheetDoubt(TextChoices):
    """Why a page waits for a person."""

    NONE = "NONE", _("没有读到编号")
    UNKNOWN = "UNKNOWN", _("编号不在您可办理的纸页中")
    SEVERAL = "SEVERAL", _("一页上有几个不同的编号")
    CLOSED = "CLOSED", _("对应事项已经截止")
    SPOILT = "SPOILT", _("图像无法打开")


class Told(TextChoices):
    """消息: of what this floor tells people (core.notify)."""

    PILE_READ = "pile_read", _("扫描归位")
