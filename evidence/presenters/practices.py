"""The desks of the practices: where each is worked at, and by whom. Each adds its line."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from evidence.enums import Practice

OFFICE = frozenset({Role.COUNTY_ADMIN})
UNIT = frozenset({Role.UNIT_CLERK, Role.UNIT_HEAD})
READERS = frozenset({Role.VERIFIER, Role.DECIDER})


@dataclass(frozen=True)
class Desk:
    """One practice: its list page, the page of a signal's source, who opens it, what it is."""

    practice: Practice
    address: str  # URL name of its list
    source: str  # URL name of the row that raised a signal, taking its pk
    roles: frozenset[Role]
    text: str | Promise  # one sentence: what is done here
    icon: str = "list-checks"
    is_by_person: bool = False  # the source's page is the person's, and takes their key


_ALL = OFFICE | UNIT | READERS
DESKS: tuple[Desk, ...] = (
    Desk(
        Practice.POINTS,
        "evidence:points-list",
        "evidence:period",
        _ALL,
        _("按月记分、结账、公示排名，年终奖励按积分分配；台账只增不改。"),
        "calculator",
    ),
    Desk(
        Practice.SCORE_CARD,
        "evidence:score-card-list",
        "evidence:period",
        _ALL,
        _("每人每年一张记分卡，按项目扣分，到线提醒、到线产生线索。"),
        "credit-card",
    ),
    Desk(
        Practice.NEGATIVE_LIST,
        "evidence:negative-list-list",
        "evidence:period",
        _ALL,
        _("列明不得有的行为，触及的扣分或一票否决。"),
        "ban",
    ),
    Desk(
        Practice.TARGETS,
        "evidence:target-list",
        "evidence:target-plan",
        _ALL,
        _("年度目标按权重打分、排名，按总分或末位产生线索。"),
        "target",
    ),
    Desk(
        Practice.WEEKLY_LIST,
        "evidence:week-list",
        "evidence:week-tally",
        _ALL,
        _("每周定任务、定责任、定完成时间，三线督导留痕，逾期按项清点。"),
        "list-todo",
    ),
    Desk(
        Practice.REMINDER,
        "evidence:reminder-list",
        "evidence:reminder",
        _ALL,
        _("首次提名前先提醒：送达本人，给足时间改正。"),
        "bell",
    ),
    Desk(
        Practice.CHECKLIST,
        "evidence:checklist-list",
        "evidence:checklist",
        _ALL,
        _("列明要治理的突出问题，各单位逐人报告或零报告，经他人确认后计数。"),
        "list-checks",
    ),
    Desk(
        Practice.BALLOT,
        "evidence:poll-list",
        "evidence:poll",
        _ALL,
        _("无记名投票：名册在开始时固定，分组加权，票与人不能对应，结果可以查验。"),
        "vote",
    ),
    Desk(
        Practice.FINDINGS,
        "evidence:finding-list",
        "evidence:finding",
        _ALL,
        _("督查发现的问题先交单位答复，由发现人以外的人认定，按月统计。"),
        "scan-eye",
    ),
    Desk(
        Practice.COMPLAINTS,
        "evidence:complaint-list",
        "evidence:complaint-plan",
        _ALL,
        _("按办事人数算投诉占比，投诉由他人核查，人数太少的不算。"),
        "message-square-text",
    ),
    Desk(
        Practice.HONOUR_LISTS,
        "evidence:honour-lists",
        "evidence:honour-list",
        _ALL,
        _("表扬上红榜，曝光上黄榜；黄榜先听本人申辩，由他人公布，到期自动撤下。"),
        "award",
    ),
    Desk(
        Practice.PRESENTATION,
        "evidence:presentation-list",
        "evidence:presentation",
        _ALL,
        _("晒工作、比数据、当面述、写理由评；人数太少的不对比，缺席不算低分。"),
        "chart-column",
    ),
    Desk(
        Practice.PANEL,
        "evidence:panel-list",
        "evidence:panel",
        _ALL,
        _("小组并列研究人选，各自评分、写明理由、依规回避；只提出，不决定。"),
        "scale",
    ),
    Desk(
        Practice.ATTENDANCE,
        "evidence:work-list",
        "evidence:work-person",
        _ALL,
        _("单位按月登记出勤，提名前公平核对时与积分、任务并列；办法定有线的，按条款核对。"),
        "calendar-check",
        is_by_person=True,
    ),
)


def offered(user: Any) -> list[dict[str, Any]]:
    """Answer the desks that one of the user's roles opens."""
    roles = set(user.scopes)
    return [
        {
            "label": desk.practice.label,
            "text": desk.text,
            "icon": desk.icon,
            "url": reverse(desk.address),
        }
        for desk in DESKS
        if roles & desk.roles
    ]


def source_of(signal: Any, user: Any) -> str:
    """Answer the address of the row behind a signal, empty for who may not open that desk."""
    for desk in DESKS:
        if desk.practice == signal.practice and set(user.scopes) & desk.roles:
            key = signal.cadre_id if desk.is_by_person else signal.source_pk
            return reverse(desk.source, args=[key])
    return ""
