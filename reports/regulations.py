"""What a summary demands, and a number that is made void."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from core.documents import voiding
from core.regulations import regulation
from reports.enums import OF_PREFECTURE, RhythmKind
from reports.models.rhythms import MOST_DAYS
from schemes.models import SchemeVersion


@regulation("RP-01", _("统计日不得晚于今天。"), source="产品规则：统计口径")
def not_in_future(as_of: date, today: date) -> bool:
    return as_of <= today


@regulation("RP-02", _("预定的统计日须从今天起，不重复。"), source="产品规则：统计口径")
def day_is_free(on: date, today: date, taken: bool) -> bool:
    return on >= today and not taken


@regulation("RP-03", _("同一周期的定期汇总只设一项。"), source="产品规则：统计口径")
def one_rhythm_of_a_kind(runs: bool) -> bool:
    return not runs


@regulation(
    "RP-04",
    _("批次结束后的天数为1至365天；其他周期不填天数。"),
    source="产品规则：统计口径",
)
def rhythm_fits_its_days(kind: str, days: int) -> bool:
    return 1 <= days <= MOST_DAYS if kind == RhythmKind.AFTER_CLOSE else days == 0


@regulation("RP-05", _("汇总表生成以后才能上报。"), source="产品规则：统计口径")
def summary_is_there(is_printed: bool) -> bool:
    return is_printed


@regulation(
    "RP-06",
    _("全州的定期汇总由市州设，只有每季末和每年末；其他周期由各县区设。"),
    source="产品规则：统计口径",
)
def rhythm_is_of_the_level(kind: str, is_prefecture: bool) -> bool:
    return (kind in OF_PREFECTURE) == is_prefecture


@regulation("SC-25", _("对照版本须与回放的版本不同。"), source="产品规则：规则回放")
def two_versions(base: SchemeVersion, version: SchemeVersion) -> bool:
    return base.pk != version.pk


@regulation("DN-01", _("作废须写明原因。"), source="产品规则：发文登记")
def voiding_is_explained(reason: str) -> bool:
    return bool(reason.strip())


@regulation(
    "DN-02",
    _("这类文件在办理中编号，随事项归档，不能作废；有误的另发更正。"),
    source="产品规则：发文登记",
)
def kind_may_be_void(kind: str) -> bool:
    return kind in voiding.kinds()


@regulation("DN-03", _("这份改稿与已交回的一版完全相同，不再登记。"), source="产品规则：发文登记")
def copy_is_new(is_known: bool) -> bool:
    return not is_known


_PRESS = "个人信息保护法第二十五条；民法典第一千零二十四条；领域参考3.6"


@regulation("DS-15", _("使用截止日须在今天以后、九十天以内。"), source=_PRESS)
def press_ends_in_time(today: date, ends_on: date) -> bool:
    return today < ends_on <= today + timedelta(days=90)


@regulation(
    "DS-16",
    _("稿件中出现了批次内人员的姓名、身份证号、单位名称或职务，请改成化名和概称。"),
    source=_PRESS,
)
def press_names_nobody(found: list[str]) -> bool:
    return not found


@regulation("DS-17", _("稿件中出现了不足五人的数字，请写“若干”。"), source=_PRESS)
def press_hides_small_numbers(found: list[str]) -> bool:
    return not found


@regulation("DS-18", _("不同意或者停用的须写明理由。"), source=_PRESS)
def press_refusal_is_explained(is_approved: bool, reason: str) -> bool:
    return is_approved or bool(reason.strip())
