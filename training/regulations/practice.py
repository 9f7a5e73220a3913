"""What is demanded of places and of changes to a posting."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from core import dates
from core.regulations import regulation

_OWN = "产品默认规则（可由部门核定）"
_SCHEME = _("领域参考2.10：实践锻炼期限；本批次的办法")
_QIANXINAN = "黔西南州2014年做法：选派锻炼提升1至6个月"
FAR_KM = 60


@regulation("PP-01", _("该锻炼点在这段时间已经满员，请另选锻炼点或改期。"), source=_OWN)
def place_has_room(taken: int, capacity: int) -> bool:
    return taken < capacity


@regulation("PP-02", _("该锻炼点已停用，或不属于所选接收单位。"), source=_OWN)
def place_is_of_the_unit(is_standing: bool, place_unit_id: int, unit_id: int) -> bool:
    return is_standing and place_unit_id == unit_id


@regulation(
    "PP-03",
    _("离家超过 60 公里，请先落实住宿和往返交通，有照料责任的另选近处。"),
    source=_OWN,
    severity="warn",
)
def is_near_enough(home_km: int | None) -> bool:
    return (home_km or 0) <= FAR_KM


@regulation(
    "PP-04",
    _("延期只能一次，延后总期限（不含暂停、中止的天数）不得超过 6 个月。"),
    source=_QIANXINAN,
)
def extension_fits(is_extended: bool, from_on: date, net_until_on: date) -> bool:
    return not is_extended and net_until_on < dates.add_months(from_on, 6)


@regulation(
    "PP-15",
    _("实践锻炼连同以前各轮和延期，不得超过本批次规定的最长期限（不含暂停、中止的天数）。"),
    source=_SCHEME,
)
def within_the_longest(from_on: date, net_until_on: date, days_before: int, months: int) -> bool:
    """A month is a calendar month or 30 days, whichever is longer: 石泉2019 counts 3 × 30 days.

    Of several rounds, which need not begin on the first of a month, each month may have 31 days.
    """
    if days_before:
        return (net_until_on - from_on).days + 1 + days_before <= 31 * months
    end = max(dates.add_months(from_on, months), from_on + timedelta(days=30 * months))
    return net_until_on + timedelta(days=days_before) < end


@regulation(
    "PP-16",
    _("实践锻炼不得短于办法规定的最短期限；办法分几轮的，每轮不短于平均数。"),
    source=_SCHEME,
)
def at_least_the_shortest(from_on: date, until_on: date, months: int, cycles: int) -> bool:
    """A month is a calendar month or 30 days, whichever is shorter."""
    share, rest = divmod(months, cycles)
    by_month = dates.add_months(from_on, share) + timedelta(days=30 * rest // cycles)
    by_days = from_on + timedelta(days=30 * months // cycles)
    return until_on + timedelta(days=1) >= min(by_month, by_days)


@regulation("PP-05", _("延期须晚于现在的终止日期，并写明理由。"), source=_OWN)
def extension_is_longer(until_on: date, new_until_on: date, reason: str) -> bool:
    return new_until_on > until_on and bool(reason.strip())


@regulation("PP-06", _("暂停首日须在锻炼期内，且不晚于今天。"), source=_OWN)
def pause_starts_within(from_on: date, first: date, last: date, today: date) -> bool:
    return first <= from_on <= min(last, today)


@regulation("PP-07", _("恢复日期须晚于暂停首日，且不晚于今天。"), source=_OWN)
def resumes_after_the_pause(paused_on: date, resumed_on: date, today: date) -> bool:
    return paused_on < resumed_on <= today


@regulation("PP-08", _("未满期或暂停期间结束的，须写明提前结束的原因。"), source=_OWN)
def early_end_is_explained(is_full: bool, reason: str) -> bool:
    return is_full or bool(reason.strip())


@regulation("PP-09", _("转接日期须在锻炼期内，且不晚于今天。"), source=_OWN)
def transfer_day_fits(on: date, from_on: date, until_on: date, today: date) -> bool:
    return from_on <= on <= min(until_on, today)


@regulation("PP-10", _("转接须写明原因和交接说明。"), source="领域参考 57：交接记录")
def handover_is_told(reason: str, handover: str) -> bool:
    return bool(reason.strip() and handover.strip())


@regulation("PP-11", _("该时段与已登记的暂停或中止重叠，请核对日期。"), source=_OWN)
def pauses_apart(overlapping: int) -> bool:
    return overlapping == 0


@regulation("PP-12", _("同时接收人数须为 1 至 20 人，且不少于现有在点人数。"), source=_OWN)
def capacity_fits(capacity: int, taken: int) -> bool:
    return max(taken, 1) <= capacity <= 20


@regulation("PP-13", _("本县已有同名锻炼点。"), source=_OWN)
def place_is_new(same_name: int) -> bool:
    return same_name == 0


@regulation("PP-14", _("锻炼已经期满，不再打印日志页。"), source=_OWN)
def posting_takes_paper(finished_on: date | None) -> bool:
    return finished_on is None
