from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Provenance(TextChoices):
    """Where a ground's text comes from; shown on screen, never called official."""

    PUBLISHED = "published", _("公开材料所见")
    SEED = "seed", _("据报道内容整理")
    INFERRED = "inferred", _("推定，待部门核定")
    OWN = "own", _("本办法自定")


class LegalProfile(TextChoices):
    """Whether outcomes are gated by the law in force or a past campaign is replayed."""

    IN_FORCE = "in_force", _("按现行法")
    AS_PRACTISED = "as_practised", _("按当时做法（仅供复盘）")


class Keeper(TextChoices):
    """Who keeps a parameter: the product acts by it, or only counts, warns and proposes with it."""

    CODE = "CODE", _("系统执行")
    TELLS = "TELLS", _("系统据此测算或提示，由人执行")


class VersionState(TextChoices):
    DRAFT = "DRAFT", _("起草中")
    SUBMITTED = "SUBMITTED", _("待审定")
    APPROVED = "APPROVED", _("已审定")


class WordingState(TextChoices):
    DRAFT = "DRAFT", _("起草中")
    SUBMITTED = "SUBMITTED", _("待审定")
    APPROVED = "APPROVED", _("已审定")
    DROPPED = "DROPPED", _("已放弃")


class Told(TextChoices):
    """What people are told of by message."""

    WORDING_SENT = "WORDING_SENT", _("公文文本待审定")
    WORDING_DECIDED = "WORDING_DECIDED", _("公文文本已审定或者退回")


class AppliesTo(TextChoices):
    """Whom a ground is for, by the post held."""

    ALL = "ALL", _("全体干部")
    LEADING = "LEADING", _("仅领导干部")
    ORDINARY = "ORDINARY", _("仅非领导职务人员")


class Exposure(TextChoices):
    """How far a recall is made known; wider than the unit needs a basis (PIPL art. 25)."""

    NONE = "NONE", _("不公开")
    UNIT = "UNIT", _("限本单位内通知")
    PUBLIC = "PUBLIC", _("在媒体公开")


class Category(TextChoices):
    """What kind of thing is wrong; the question guide asks by these."""

    ATTITUDE = "attitude", _("工作态度和担当")
    PERFORMANCE = "performance", _("任务完成和落实")
    ABILITY = "ability", _("业务能力")
    ASSESSMENT = "assessment", _("考核测评结果")
    DISCIPLINE = "discipline", _("工作纪律")
    OBEDIENCE = "obedience", _("服从安排")
    UNITY = "unity", _("团结协作")
    CONDUCT = "conduct", _("服务态度和办事")
    INTEGRITY = "integrity", _("廉洁")
    POLITICAL = "political", _("政治纪律")
    MORALS = "morals", _("品行和行业规范")
    HEALTH = "health", _("健康原因")
    FAMILY = "family", _("家庭情况")
    CATCH_ALL = "catch_all", _("其他")


class Measure(TextChoices):
    """What a ground suggests, in the words of the published lists. A person decides."""

    TALK = "talk", _("谈话提醒")
    EDUCATION = "education", _("集中教育培训")
    MENTORING = "mentoring", _("传帮带")
    PRACTICE = "practice", _("实践锻炼并跟踪考察")
    TRANSFER = "transfer", _("转岗（平职调整）")
    DEMOTE = "demote", _("降职")
    REMOVE = "remove", _("免职")
    STANDBY = "standby", _("待岗")
    DISMISS = "dismiss", _("辞退（公务员）")
    TERMINATE = "terminate", _("解聘（事业单位）")
    REFER = "refer", _("移送纪检监察")


class Metric(TextChoices):
    """What a numeric trigger looks at, read by evidence.queries.metrics. It never decides."""

    FAVOUR = "complaint_rate_favour", _("反映被索要好处的申请人比例")
    SILENCE = "complaint_rate_no_response", _("反映诉求未获回应的比例")
    UNFIT = "unfit_vote_share", _("认为不适合的比例")
    SATISFACTION = "satisfaction_rate", _("测评满意率")
    RANK = "rank_from_bottom", _("末位名次")
    ABSENCE = "absent_days", _("无故缺勤工作日数")
    RUNNING = "absent_days_running", _("连续无故缺勤工作日数")
    POINTS = "points", _("积分")
    CARD = "card_minus", _("记分卡全年扣分")
    TARGET = "target_total", _("年度目标得分")
    OVERDUE = "overdue_tasks", _("逾期的周清单任务项数")
    FOUND = "findings_confirmed", _("督查认定属实的次数")
    PROBLEMS = "problems_confirmed", _("已确认的突出问题次数")
