from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Part(TextChoices):
    """Parts of the comprehensive assessment; a campaign's weights name those it uses."""

    CLASS = "class", _("集中学习")
    ATTENDANCE = "attendance", _("出勤")
    EXAM = "exam", _("结业测试")
    PRACTICE = "practice", _("实践锻炼")
    HOST = "host", _("接收单位鉴定")
    RESIDENTS = "residents", _("群众满意度")
    FOLLOW_UP = "follow_up", _("跟踪考察")
    UNIT = "unit", _("单位评价")
    PEER = "peer", _("学员互评")
    SELF = "self", _("个人总结")


class Told(TextChoices):
    """消息: of what this floor tells people (core.notify)."""

    APPEAL_FILED = "appeal_filed", _("收到复核申诉")
    REMEDY_SOON = "remedy_soon", _("救济期限将到")
    POINTS_FELL = "points_fell", _("扣分依据已撤销")
    LISTING_FELL = "listing_fell", _("上榜依据已撤销")
    DISCLOSURE_ASKED = "disclosure_asked", _("请本人答复是否同意公示")
    DISCLOSURE_SHOWN = "disclosure_shown", _("涉及本人的公示")
    DISCLOSURE_DOWN = "disclosure_down", _("撤下涉及本人的公示")


class ConditionTold(TextChoices):
    """消息: of an outcome that waits under a condition."""

    PROPOSED = "condition_proposed", _("提请执行附条件结果")
    TOLD = "condition_told", _("附条件结果的经过")


class MoveTold(TextChoices):
    """消息: of what is asked of the county to which a person moved."""

    ASKED = "concurrence_asked", _("请会签")
    ANSWERED = "concurrence_answered", _("会签已答复")


class OutcomeKind(TextChoices):
    """Outcomes as both sources name them; the legal gate says which stand under the law."""

    RETURN = "RETURN", _("返回原岗位")
    STAY = "STAY", _("自愿留任基层")
    PRACTICE = "PRACTICE", _("继续实践锻炼")
    MENTORING = "MENTORING", _("传帮带")
    TRANSFER = "TRANSFER", _("转岗")
    REMOVE = "REMOVE", _("免职")
    DEMOTE = "DEMOTE", _("降职")
    REDUCE_GRADE = "REDUCE_GRADE", _("降级")
    STANDBY = "STANDBY", _("待岗")
    DISMISS = "DISMISS", _("辞退")
    TERMINATE = "TERMINATE", _("解聘")
    SECOND_LINE = "SECOND_LINE", _("退居二线")
    NON_LEADING = "NON_LEADING", _("改任非领导职务")
    RETIRE = "RETIRE", _("退休（须本人申请）")
    REFER = "REFER", _("移送纪检监察")


LEAVING = (OutcomeKind.DISMISS, OutcomeKind.TERMINATE, OutcomeKind.RETIRE)
# What takes a post, its grade or the job: a meeting says yes or no, vote by vote (领域参考 2.9).
COLLECTIVE = (
    OutcomeKind.TRANSFER,
    OutcomeKind.REMOVE,
    OutcomeKind.DEMOTE,
    OutcomeKind.REDUCE_GRADE,
    OutcomeKind.STANDBY,
    OutcomeKind.DISMISS,
    OutcomeKind.TERMINATE,
    OutcomeKind.SECOND_LINE,
    OutcomeKind.NON_LEADING,
)
MOVING = (OutcomeKind.TRANSFER, OutcomeKind.DEMOTE, OutcomeKind.REMOVE, OutcomeKind.STAY)


class ProposalEnd(TextChoices):
    """How a proposal to a meeting ended."""

    CARRIED = "CARRIED", _("会议通过")
    NOT_CARRIED = "NOT_CARRIED", _("会议未通过")
    WITHDRAWN = "WITHDRAWN", _("已撤回")
    MOOT = "MOOT", _("案件已另行终结")


class Body(TextChoices):
    """Whom the law treats alike; derived from staff kind and leading post."""

    LEADING = "leading", _("担任领导职务的公务员（参公人员）")
    CIVIL = "civil", _("其他公务员（参公人员）")
    EMPLOYED = "employed", _("聘任制公务员")
    INSTITUTION = "institution", _("事业单位工作人员")
    WORKER = "worker", _("工勤及编外人员")


class Approver(TextChoices):
    """Who approves an outcome, from the lowest to the highest; source: domain reference 2.9."""

    UNIT = "UNIT", _("本单位党组（党委）")
    DEPARTMENT = "DEPARTMENT", _("县委组织部部务会")
    COUNTY = "COUNTY", _("县（市、区）委")
    PREFECTURE = "PREFECTURE", _("市（州）委")
    PROVINCE = "PROVINCE", _("省委")


class Route(TextChoices):
    """What the person may do against an outcome; source: domain reference 3.3."""

    OBJECTION = "objection", _("内部异议")
    CIVIL = "civil", _("公务员复核、申诉")
    INSTITUTION = "institution", _("事业单位复核、申诉（先复核）")
    ARBITRATION = "arbitration", _("调解、仲裁")
    EMPLOYED = "employed", _("人事争议仲裁（60日内）")


class ConditionType(TextChoices):
    """What kind of fact a condition of the gate is."""

    FINDING = "finding", _("组织认定")
    CONSENT = "consent", _("对方同意")
    APPLICATION = "application", _("本人申请")
    SERVICE = "service", _("工作年限")
    VACANCY = "vacancy", _("岗位条件")
    CONTRACT = "contract", _("合同或规章")
    APPRAISAL = "appraisal", _("年度考核")
    GROUND = "ground", _("辞退情形")
    BAR = "bar", _("不得辞退情形")
    NOTICE = "notice", _("提前通知")
    HEARING = "hearing", _("听取申辩")


class ReferralAnswer(TextChoices):
    """What discipline inspection answers to a referral."""

    BACK = "BACK", _("退回，由组织部门继续办理")
    TAKEN = "TAKEN", _("由纪检监察机关处理")


class Consequence(TextChoices):
    """What kind of thing a decision brings about."""

    STEP = "step", _("办理")
    POST = "post", _("职务")
    CLASS = "class", _("学习")
    PRACTICE = "practice", _("锻炼")
    NOTICE = "notice", _("公开")
    MONEY = "money", _("待遇")
    BAN = "ban", _("限制")
    REMEDY = "remedy", _("救济")
    VISIT = "visit", _("回访")
    POINTS = "points", _("积分")


class Remedy(TextChoices):
    """What the person may ask for, step by step; source: domain reference 3.3."""

    OBJECTION = "OBJECTION", _("异议")
    REVIEW = "REVIEW", _("复核")
    APPEAL = "APPEAL", _("申诉")
    REAPPEAL = "REAPPEAL", _("再申诉")


class OutsideStep(TextChoices):
    """What the person may do outside; source: domain reference 3.3, last row."""

    ARBITRATION = "ARBITRATION", _("申请仲裁")
    COURT = "COURT", _("向人民法院起诉")


class PaySource(TextChoices):
    """On whose word somebody gets less."""

    SCHEME = "SCHEME", _("本批次办法")
    OUTCOME = "OUTCOME", _("处理结果")


class PayKind(TextChoices):
    """What somebody gets less; source: both seeds (domain reference 2.2 row 10, 2.5 row 9)."""

    ALLOWANCE = "ALLOWANCE", _("停发工作性津贴")
    AWARD = "AWARD", _("扣发绩效奖励")
    BASIC = "BASIC", _("只发基本工资")
    FEE = "FEE", _("本人承担培训费用")


class PayChangeKind(TextChoices):
    """What becomes of an effect from a month on."""

    STOP = "STOP", _("停止")
    RESUME = "RESUME", _("恢复执行")
    REVERSE = "REVERSE", _("撤销")


class PayMove(TextChoices):
    """How a month differs from the one before."""

    START = "START", _("开始少发")
    END = "END", _("恢复照发")
    CHANGE = "CHANGE", _("金额变动")
    REPAY = "REPAY", _("补发")


class BanKind(TextChoices):
    """What may not be had until the outcome's effect is over; source: Shiquan 2019."""

    AWARD = "AWARD", _("评先评优")
    PROMOTION = "PROMOTION", _("提拔、晋升")
    LABEL = "LABEL", _("“被召回干部”标记")


class InquiryAnswer(TextChoices):
    """What the office is told."""

    YES = "YES", _("可以")
    UNTIL = "UNTIL", _("期满前不可以")
    NO = "NO", _("有在办事项，办结前不可以")


class Standing(TextChoices):
    """How somebody does after the outcome."""

    WELL = "WELL", _("表现良好")
    WATCH = "WATCH", _("需要关心帮助")
    RELAPSED = "RELAPSED", _("原有问题再次出现")


class AppealState(TextChoices):
    FILED = "FILED", _("待受理")
    ACCEPTED = "ACCEPTED", _("办理中")
    NOT_ACCEPTED = "NOT_ACCEPTED", _("不予受理")
    MAINTAINED = "MAINTAINED", _("维持")
    CHANGED = "CHANGED", _("变更")
    UPHELD = "UPHELD", _("撤销")
    WITHDRAWN = "WITHDRAWN", _("已撤回")


# From the lightest to the heaviest: nobody fares worse for having appealed.
WEIGHT = (
    OutcomeKind.RETURN,
    OutcomeKind.STAY,
    OutcomeKind.MENTORING,
    OutcomeKind.PRACTICE,
    OutcomeKind.TRANSFER,
    OutcomeKind.STANDBY,
    OutcomeKind.NON_LEADING,
    OutcomeKind.SECOND_LINE,
    OutcomeKind.DEMOTE,
    OutcomeKind.REMOVE,
    OutcomeKind.REDUCE_GRADE,
    OutcomeKind.RETIRE,
    OutcomeKind.TERMINATE,
    OutcomeKind.DISMISS,
    OutcomeKind.REFER,
)


class Audience(TextChoices):
    """To whom a decision is shown; source: domain reference 3.6."""

    UNIT = "UNIT", _("本单位")
    INTRANET = "INTRANET", _("本县内网")
    PUBLIC = "PUBLIC", _("社会公众")


class Footing(TextChoices):
    """On what a disclosure stands; source: 个人信息保护法第十三条、第二十五条."""

    LAW = "LAW", _("法律、行政法规规定公开")
    CONSENT = "CONSENT", _("本人单独同意")


class ImpactVerdict(TextChoices):
    """What an impact assessment comes to."""

    PROCEED = "PROCEED", _("可以公示")
    STOP = "STOP", _("不予公示")
