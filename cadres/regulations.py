"""What the archive must keep to. Each sentence is shown to the user as it stands here."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from cadres.enums import CIVIL_KINDS, CivilRating, InstitutionRating
from core import identifiers
from core.regulations import regulation

MAX_BATCH = 200  # people in one upload or one export
_ARCHIVE = _("干部人事档案工作条例；产品默认规则")


@regulation("PE-01", _("身份证号有误（位数、日期或校验位），请核对。"), source="GB 11643")
def id_number_is_good(number: str) -> bool:
    return not identifiers.id_number_fault(number)


@regulation("PE-02", _("身份证号与出生日期或性别不一致，请核对。"), source="GB 11643")
def id_number_agrees(number: str, birth: date, sex: str) -> bool:
    return not identifiers.id_number_conflict(number, birth=birth, sex=sex)


@regulation("PE-03", _("该身份证号已登记在另一份档案上，请先查重。"), source=_ARCHIVE)
def id_number_is_free(taken: bool) -> bool:
    return not taken


@regulation("PE-04", _("电话须为11位手机号，或带区号的固定电话。"), source=_ARCHIVE)
def phone_is_good(number: str) -> bool:
    return not number or not identifiers.phone_fault(number)


@regulation("PE-05", _("主职任职时间与已有主职重叠，请先免去原职务或更正日期。"), source=_ARCHIVE)
def main_posts_do_not_overlap(overlaps: bool) -> bool:
    return not overlaps


@regulation(
    "PE-06",
    _("考核等次不属于该人员身份适用的等次。"),
    source=_("公务员法第三十八条；事业单位考核规定"),
)
def rating_fits(staff_kind: str, grade: str) -> bool:
    scale: Any = CivilRating if staff_kind in CIVIL_KINDS else InstitutionRating
    return grade in scale.values


@regulation("PE-07", _("起始日期不能晚于终止日期。"), source=_ARCHIVE)
def ends_after_it_begins(from_on: date, until_on: date | None) -> bool:
    return until_on is None or until_on >= from_on


@regulation("PE-08", _("该单位还有在册人员，请先转出或改为并入。"), source=_ARCHIVE)
def unit_is_empty(count: int) -> bool:
    return count == 0


@regulation("PE-09", _("职级时间与已有记录重叠，请核对起始日期。"), source=_ARCHIVE)
def ranks_follow(from_on: date, last_on: date | None) -> bool:
    return last_on is None or from_on > last_on


@regulation("PE-10", _("请写明查看理由（不少于4个字）。"), source=_("个人信息保护法第二十八条"))
def reason_is_given(reason: str) -> bool:
    return len(reason.strip()) >= 4


@regulation("PE-11", _("没有登记该号码。"), source=_ARCHIVE)
def number_is_kept(sealed: Any) -> bool:
    return sealed is not None


@regulation("PE-12", _("日期不能早于出生日期。"), source=_ARCHIVE)
def after_birth(day: date | None, birth: date) -> bool:
    return day is None or day > birth


@regulation("PE-13", _("该单位已撤销，不能任职。"), source=_ARCHIVE)
def unit_stands(unit: Any, on: date) -> bool:
    return unit.until_on is None or on < unit.until_on


@regulation("PE-14", _("两份档案的主职任职时间重叠而内容不同，请先更正其中一份。"), source=_ARCHIVE)
def merged_posts_agree(overlaps: bool) -> bool:
    return not overlaps


@regulation("PE-15", _("两份档案的职级时间重叠而内容不同，请先更正其中一份。"), source=_ARCHIVE)
def merged_ranks_agree(overlaps: bool) -> bool:
    return not overlaps


@regulation("PE-16", _("两份档案同一年度的考核结果不同，请先核对更正。"), source=_ARCHIVE)
def merged_ratings_agree(differ: bool) -> bool:
    return not differ


@regulation("PE-17", _("两份档案各有登录账号，请先停用并解除其中一个。"), source=_ARCHIVE)
def merged_accounts_are_one(first: int | None, second: int | None) -> bool:
    return first is None or second is None


@regulation("PE-18", _("两份档案各有互相排斥的在办事项，请先办结其中一件。"), source=_ARCHIVE)
def merged_matters_agree(clash: bool) -> bool:
    return not clash


@regulation(
    "PE-19",
    _("不保留的一份已并入过其他档案，请改为保留这一份，或先撤销前一次合并。"),
    source=_ARCHIVE,
)
def merged_once(holds_others: bool) -> bool:
    return not holds_others


@regulation("PE-20", _("请写明用途（不少于4个字）。"), source=_("个人信息保护法第六条"))
def purpose_is_given(purpose: str) -> bool:
    return len(purpose.strip()) >= 4


@regulation("PE-21", _("不能确定文件所指的人员，请先核对档案。"), source=_ARCHIVE)
def one_person_is_meant(cadre: Any) -> bool:
    return cadre is not None


@regulation("PE-22", _("离开日期不能早于现任职务的任职日期。"), source=_ARCHIVE)
def leaves_after_posts_began(on: date, last_on: date | None) -> bool:
    return last_on is None or on >= last_on


@regulation("PE-23", _("一次最多导入或导出200人，请分批办理。"), source=_ARCHIVE)
def batch_is_bounded(count: int) -> bool:
    return count <= MAX_BATCH


_KIN = _("公务员法第七十四条、第七十六条")


@regulation("PE-24", _("不能登记与本人的关系，请选择另一名干部。"), source=_KIN)
def kin_is_somebody_else(cadre: Any, relative: Any) -> bool:
    return bool(cadre.pk != relative.pk)


@regulation("PE-25", _("这一关系已经登记。"), source=_KIN)
def kin_is_new(stands: bool) -> bool:
    return not stands
