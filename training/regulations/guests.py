"""What is demanded of an invitation by link and code, and when it ends."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_MINIMAL = "个人信息保护法第六条：限于实现处理目的的最小范围"
_ACCESS = "GB/T 22239-2019 三级 8.1.4.1、8.1.4.2：身份鉴别和访问控制"
_OWN = "产品默认规则（可由部门核定）"
HOURS_AFTER_LESSON = 24


@regulation("GA-01", _("该实践锻炼或培训班已经结束，不能再发邀请。"), source=_MINIMAL)
def still_goes_on(ends_on: date | None, on: date) -> bool:
    return ends_on is None or on <= ends_on


@regulation(
    "GA-02", _("已经邀请了一位接收单位联系人，请给原邀请重发邀请条，或先收回。"), source=_MINIMAL
)
def one_host_is_invited(standing: int) -> bool:
    return standing == 0


@regulation("GA-03", _("邀请的人不能是学员本人；同名的请加注职务。"), source=_OWN)
def guest_is_another(name: str, subject_name: str) -> bool:
    return "".join(name.split()) != "".join(subject_name.split())


@regulation(
    "GA-04",
    _("登录码不对，或者已经用过、过期、输错 5 次被锁定。请联系发邀请条的部门重新发码。"),
    source=_ACCESS,
)
def code_is_good(is_good: bool) -> bool:
    return is_good


@regulation("GA-05", _("邀请已经收回，请先重发邀请条。"), source=_ACCESS)
def link_stands(has_link: bool) -> bool:
    return has_link


@regulation("GA-06", _("授课教师只在开课至下课后 24 小时内点名；更正请找班主任。"), source=_OWN)
def roll_is_taken_in_time(ends_at: datetime, at: datetime) -> bool:
    return at <= ends_at + timedelta(hours=HOURS_AFTER_LESSON)


@regulation("GA-07", _("该教师在本班没有课，或已经邀请过。"), source=_MINIMAL)
def teaches_here(lessons: int, invited: int) -> bool:
    return lessons > 0 and invited == 0
