from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CampaignState(TextChoices):
    DRAFT = "DRAFT", _("草稿")
    OPEN = "OPEN", _("进行中")
    CLOSED = "CLOSED", _("已结束")


class CampaignMode(TextChoices):
    """Whether units report within windows, or at any time (领域参考4，R11)."""

    WINDOWS = "WINDOWS", _("批次：按轮次限期推荐")
    ROLLING = "ROLLING", _("常态：随时推荐，不设窗口")


class NominationState(TextChoices):
    DRAFT = "DRAFT", _("草稿")
    SUBMITTED = "SUBMITTED", _("待核实")
    VERIFIED = "VERIFIED", _("待听取申辩")
    HEARD = "HEARD", _("待研究")
    APPROVED = "APPROVED", _("决定召回")
    SENT_BACK = "SENT_BACK", _("退回单位")
    REJECTED = "REJECTED", _("不予召回")
    WITHDRAWN = "WITHDRAWN", _("已撤回")


class FlagKind(TextChoices):
    """提示: what the comparison before submitting points at, never a verdict."""

    HARD_WORKER = "HARD_WORKER", _("工作量或积分靠前")
    IDLE_UNNAMED = "IDLE_UNNAMED", _("另有人各项都不优于此人而未被提名")


UNDECIDED = (
    NominationState.DRAFT,
    NominationState.SUBMITTED,
    NominationState.VERIFIED,
    NominationState.HEARD,
    NominationState.SENT_BACK,
)


class CaseState(TextChoices):
    OPEN = "OPEN", _("待送达")
    SERVED = "SERVED", _("已送达")
    TRAINING = "TRAINING", _("培训中")
    PRACTICE = "PRACTICE", _("实践锻炼")
    ASSESSED = "ASSESSED", _("已考核")
    DECIDED = "DECIDED", _("已定结果")
    TRACKING = "TRACKING", _("跟踪考察")
    CLOSED = "CLOSED", _("已办结")
    REVOKED = "REVOKED", _("已撤销")


class FindingResult(TextChoices):
    PROVED = "PROVED", _("属实")
    PARTLY = "PARTLY", _("部分属实")
    NOT_PROVED = "NOT_PROVED", _("不属实")


class Conclusion(TextChoices):
    MATCHED = "MATCHED", _("符合召回情形")
    NOT_MATCHED = "NOT_MATCHED", _("不符合召回情形")
    SENT_BACK = "SENT_BACK", _("退回单位补正")


class StatementKind(TextChoices):
    REPLIED = "REPLIED", _("已陈述申辩")
    WAIVED = "WAIVED", _("表示不申辩")
    LAPSED = "LAPSED", _("逾期未申辩")


class ServiceManner(TextChoices):
    """Forms of serving (civil servant appeal rule; public notice is not offered: privacy)."""

    IN_PERSON = "IN_PERSON", _("本人签收")
    FAMILY = "FAMILY", _("同住成年亲属签收")
    WITNESSED = "WITNESSED", _("留置送达，见证人在场")
    POST = "POST", _("邮寄送达")


class MeasureKind(TextChoices):
    """单位问责措施, in the order of the ladder; three of them are in the Shiquan 2018 report."""

    REMIND = "REMIND", _("书面提醒")
    INTERVIEW = "INTERVIEW", _("约谈负责人")
    CIRCULAR = "CIRCULAR", _("通报批评")
    HONOUR = "HONOUR", _("取消评优资格")
    HEAD = "HEAD", _("提请上级召回主要负责人")


class ClockKind(TextChoices):
    """期限: whose turn it is (domain reference 2.11)."""

    VERIFY = "VERIFY", _("核实")
    REPLY = "REPLY", _("陈述申辩")
    DECIDE = "DECIDE", _("集体研究")
    SERVE = "SERVE", _("送达")
    ASSESS = "ASSESS", _("综合考核")
    OUTCOME = "OUTCOME", _("决定结果")
    INFORM = "INFORM", _("结果送达")
    ADMIT = "ADMIT", _("申诉受理")
    ANSWER = "ANSWER", _("复核申诉处理")
    TELL = "TELL", _("答复送达")
    REVERSE = "REVERSE", _("恢复措施")


OF_NOMINATION = (ClockKind.VERIFY, ClockKind.REPLY, ClockKind.DECIDE)
OF_CASE = (ClockKind.SERVE, ClockKind.ASSESS, ClockKind.OUTCOME, ClockKind.INFORM)
OF_APPEAL = (ClockKind.ADMIT, ClockKind.ANSWER, ClockKind.TELL, ClockKind.REVERSE)


class PauseReason(TextChoices):
    """Why a clock stands still."""

    ILLNESS = "ILLNESS", _("本人病假、医疗期或生育")
    INVESTIGATION = "INVESTIGATION", _("移送纪检监察或等待有关机关结论")
    EVIDENCE = "EVIDENCE", _("鉴定、调取证据")
    DISASTER = "DISASTER", _("不可抗力")
    OTHER = "OTHER", _("其他")


class ChallengeOrigin(TextChoices):
    """How a unit without nominations came to be asked again."""

    SIGNALS = "SIGNALS", _("与线索不符")
    SAMPLE = "SAMPLE", _("随机抽查")
    OTHER = "OTHER", _("其他情况")


class ChallengeAnswer(TextChoices):
    """What the head of the unit answers."""

    NOMINATES = "NOMINATES", _("已补报提名")
    MAINTAINS = "MAINTAINS", _("维持零报告")


class ChallengeOutcome(TextChoices):
    """How the department closes a challenge."""

    NOMINATED = "NOMINATED", _("已补报")
    ACCEPTED = "ACCEPTED", _("理由成立")
    NOT_ACCEPTED = "NOT_ACCEPTED", _("理由不成立")
    UNANSWERED = "UNANSWERED", _("逾期未答复")


class EvasionKind(TextChoices):
    """What the department holds against a unit's report."""

    REFUSED = "REFUSED", _("拒报")
    CONCEALED = "CONCEALED", _("瞒报")


class UnitState(TextChoices):
    """How a unit stands in a round. The last two need an act; the others follow from its report."""

    WAITING = "WAITING", _("待报送")
    REPORTED = "REPORTED", _("已报送")
    ZERO = "ZERO", _("零报告")
    LATE = "LATE", _("逾期")
    REFUSED = "REFUSED", _("拒报")
    CONCEALED = "CONCEALED", _("瞒报")


class MeetingBody(TextChoices):
    """Which collective body decides (领域参考3.1)."""

    MINISTERS = "MINISTERS", _("部务会")
    STANDING = "STANDING", _("常委会")


class MeetingState(TextChoices):
    PREPARED = "PREPARED", _("筹备中")
    OPENED = "OPENED", _("会议进行中")
    CLOSED = "CLOSED", _("已闭会，待登记")
    APPLIED = "APPLIED", _("已登记决定")


class Attendance(TextChoices):
    UNMARKED = "UNMARKED", _("未登记")
    PRESENT = "PRESENT", _("到会")
    ABSENT = "ABSENT", _("缺席")


class MeetingMatter(TextChoices):
    """What a meeting is asked to decide of a nomination."""

    RECALL = "RECALL", _("是否召回")
    OUTCOME = "OUTCOME", _("处理结果")


class VoteResult(TextChoices):
    APPROVED = "APPROVED", _("决定召回")
    REJECTED = "REJECTED", _("不予召回")
    DEFERRED = "DEFERRED", _("缓议")


# What a vote's result is called where no recall is decided.
OTHER_RESULTS = {
    VoteResult.APPROVED: _("同意所提结果"),
    VoteResult.REJECTED: _("未通过"),
    VoteResult.DEFERRED: _("缓议"),
}


class ApplyOutcome(TextChoices):
    APPLIED = "APPLIED", _("已登记决定")
    DEFERRED = "DEFERRED", _("缓议，未作决定")
    REFUSED = "REFUSED", _("未能登记")


class PaperKind(TextChoices):
    MINUTES = "MINUTES", _("会议纪要")
    TABLE = "TABLE", _("表决结果表")


class RedactionReason(TextChoices):
    """Why a part of a file is not shown to the person."""

    WITNESS = "WITNESS", _("证人保护")
    PRIVACY = "PRIVACY", _("第三人隐私")


class ExemptionQuestion(TextChoices):
    """容错三问 (领域参考4；三个区分开来)."""

    FIRST_TRY = "FIRST_TRY", _("是否先行先试、上级尚无明确规定")
    PROCEDURE = "PROCEDURE", _("是否履行程序、经集体决策")
    NO_GAIN = "NO_GAIN", _("是否没有谋取私利，并及时纠正")


class ExemptionReply(TextChoices):
    YES = "YES", _("是")
    NO = "NO", _("否")
    UNCLEAR = "UNCLEAR", _("不清楚")


class Wrong(TextChoices):
    """Why a name is cleared: what became of the nomination."""

    NOT_MATCHED = "NOT_MATCHED", _("核实认定不符合")
    NOT_RECALLED = "NOT_RECALLED", _("集体研究不予召回")
    WITHDRAWN = "WITHDRAWN", _("报送后撤回")
    REVOKED = "REVOKED", _("召回被撤销")


class ClearingKind(TextChoices):
    """澄清事项: what has to be done before a clearing is closed."""

    LETTER = "LETTER", _("澄清函送达本人")
    UNIT = "UNIT", _("告知所在单位")
    OTHERS = "OTHERS", _("告知其他知情范围")
    SIGNALS = "SIGNALS", _("处理附入的线索")
    FILE = "FILE", _("在人事档案中附记")


class SignalAnswer(TextChoices):
    """What the owner of a practice says to a proposal to withdraw a signal."""

    WITHDRAWN = "WITHDRAWN", _("撤销线索")
    STAYS = "STAYS", _("保留线索")


class RecordKind(TextChoices):
    """Which written record settles what two verifiers found differently."""

    EVIDENCE = "EVIDENCE", _("证明材料")
    SIGNAL = "SIGNAL", _("附入的线索")
    REMINDER = "REMINDER", _("已送达的提醒")


class PriorKind(TextChoices):
    """What a person's prior record is made of (领域参考3; reminders, lists, ratings, recalls)."""

    REMINDER = "REMINDER", _("提醒")
    TALK = "TALK", _("谈话")
    YELLOW = "YELLOW", _("黄榜")
    POINTS = "POINTS", _("扣分")
    NOMINATION = "NOMINATION", _("提名未成立")
    RECALL = "RECALL", _("召回")
    RATING = "RATING", _("年度考核")
    RED = "RED", _("红榜")
    HONOUR = "HONOUR", _("表彰")


class Told(TextChoices):
    """消息: of what this floor tells people (core.notify)."""

    NOMINATION_RETURNED = "nomination_returned", _("提名退回")
    TO_VERIFY = "to_verify", _("待核实")
    UNIT_ASKED = "unit_asked", _("补充询问")
    UNIT_ANSWERED = "unit_answered", _("询问已答复")
    ALLEGATION_TOLD = "allegation_told", _("请您陈述")
    REPLY_SOON = "reply_soon", _("陈述期限将到")
    NOTICE_SERVED = "notice_served", _("文书已送达")
    TERM_SOON = "term_soon", _("期限将到")
    TERM_LATE = "term_late", _("期限已过")
