"""What signing by code demands. Each sentence is shown as it stands here."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation
from training.enums import CAME

_OWN = "产品默认规则（可由部门核定）"
_CODE = "功能要求：签到码 20 秒一换，一人一机一次"

STEP = 20  # seconds that a code is shown
GRACE = 1  # steps that a code lives on after it, for slow hands and slow networks
OPENS_BEFORE = timedelta(minutes=30)
LATE_AFTER = timedelta(minutes=10)
EARLY_BEFORE = timedelta(minutes=10)
CLOSES_AFTER = timedelta(minutes=30)


def step_of(at: datetime) -> int:
    """Answer the number of the step in which a moment falls, by the server's clock alone."""
    return int(at.timestamp()) // STEP


@regulation("AT-01", _("签到码不对。请照着屏幕上现在的 8 位数字重新输入。"), source=_CODE)
def code_is_known(is_found: bool) -> bool:
    return is_found


@regulation(
    "AT-02",
    _("签到码已过期，20 秒一换。请看教室屏幕上现在的码，重新输入。"),
    source=_CODE,
)
def code_is_fresh(step: int, at: datetime) -> bool:
    return step_of(at) - GRACE <= step <= step_of(at)


@regulation("AT-03", _("还没到签到时间。开课前 30 分钟起可以签到。"), source=_OWN)
def signing_has_begun(starts_at: datetime, at: datetime) -> bool:
    return at >= starts_at - OPENS_BEFORE


@regulation(
    "AT-04",
    _("签到时间已过：签到到下课为止，签退到下课后 30 分钟为止。请找班主任登记。"),
    source=_OWN,
)
def signing_goes_on(kind: str, ends_at: datetime, at: datetime) -> bool:
    return at <= (ends_at if kind == "IN" else ends_at + CLOSES_AFTER)


@regulation(
    "AT-05",
    _("这部手机在这节课已为别人签过，不能再签。请用自己的手机，或找班主任登记。"),
    source=_CODE,
)
def device_signs_for_one(signed_for_others: int) -> bool:
    return signed_for_others == 0


@regulation("AT-06", _("您已经签过了，不用再签。"), source=_CODE)
def signs_once(is_signed: bool) -> bool:
    return not is_signed


@regulation("AT-07", _("这是另一个班或小组的签到码。请看本班本组屏幕上的码。"), source=_CODE)
def session_is_own(is_expected_elsewhere: bool) -> bool:
    return not is_expected_elsewhere


@regulation(
    "AT-08", _("班主任已登记这节课的考勤，签到不再改动它。有出入请找班主任更正。"), source=_OWN
)
def is_not_marked(mark: str) -> bool:
    return not mark


@regulation("AT-09", _("这节课没有您的签到，不能签退。请找班主任登记。"), source=_OWN)
def has_come(mark: str) -> bool:
    return mark in CAME


def is_late(starts_at: datetime, at: datetime) -> bool:
    """Answer whether signing in at a moment is late: more than 10 minutes after the beginning."""
    return at > starts_at + LATE_AFTER


def is_early(ends_at: datetime, at: datetime) -> bool:
    """Answer whether signing out at a moment is early: more than 10 minutes before the end."""
    return at < ends_at - EARLY_BEFORE
