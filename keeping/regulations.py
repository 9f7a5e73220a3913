"""What a term, a hold and a removal demand."""

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_PIPL = "个人信息保护法第十九条、第四十七条"
_FILES = "机关文件材料归档范围和文书档案保管期限规定；档案法第二十一条"
_PRODUCT = "产品规则：到期清单"
_HOLD = "产品规则：保全"


@regulation("RT-01", _("保管期限不得短于上级规定的年数，也不得超过上限。"), source=_PIPL)
def years_are_allowed(years: int, least: int, limit: int) -> bool:
    return least <= years <= limit


@regulation("RT-02", _("调整保管期限须写明理由和依据。"), source=_PIPL)
def term_is_explained(reason: str) -> bool:
    return bool(reason.strip())


@regulation("RT-03", _("保全须写明文号和理由。"), source=_HOLD)
def hold_is_explained(reference: str, reason: str) -> bool:
    return bool(reference.strip()) and bool(reason.strip())


@regulation("RT-04", _("解除保全须写明理由。"), source=_HOLD)
def lifting_is_explained(reason: str) -> bool:
    return bool(reason.strip())


@regulation("RT-05", _("从清单中剔除须写明理由。"), source=_PRODUCT)
def striking_is_explained(reason: str) -> bool:
    return bool(reason.strip())


@regulation("RT-06", _("保管期限未满，不能销毁。"), source=_FILES)
def term_is_over(is_over: bool) -> bool:
    return is_over


@regulation("RT-07", _("已被保全，不能销毁。"), source=_HOLD)
def nothing_holds(is_held: bool) -> bool:
    return not is_held


@regulation(
    "RT-08", _("复核、申诉、仲裁或诉讼没有结束，恢复措施没有办完，不能销毁。"), source=_PRODUCT
)
def no_remedy_is_open(is_open: bool) -> bool:
    return not is_open


@regulation("RT-09", _("还有期限在计算，不能销毁。"), source=_PRODUCT)
def no_clock_runs(is_running: bool) -> bool:
    return not is_running


@regulation("RT-10", _("限制、观察期或待遇影响没有期满，不能销毁。"), source=_PRODUCT)
def no_effect_lasts(lasts: bool) -> bool:
    return not lasts


@regulation("RT-11", _("姓名还在公示或者待更正，不能销毁。"), source="公务员法第一百一十条")
def no_name_is_shown(is_shown: bool) -> bool:
    return not is_shown


@regulation("RT-12", _("本人还有在办的提名或案件，不能销毁以前的材料。"), source=_PRODUCT)
def nothing_is_under_way(is_under_way: bool) -> bool:
    return not is_under_way


@regulation("RT-13", _("澄清正名没有办结，不能销毁。"), source="公务员法第一百一十条")
def clearing_is_over(is_open: bool) -> bool:
    return not is_open


@regulation("RT-14", _("处理结果已经决定而没有归卷，不能销毁。"), source=_FILES)
def volume_is_bound(is_missing: bool) -> bool:
    return not is_missing


@regulation("RT-15", _("保护期内有过提名或案件，须等该件材料期满，不能先销毁。"), source=_PRODUCT)
def no_matter_rests_on_it(rests: bool) -> bool:
    return not rests


@regulation("RT-16", _("召回案件材料须先把案卷移交档案馆，写明移交文号。"), source=_FILES)
def volumes_are_handed_over(needs: bool, reference: str) -> bool:
    return bool(reference.strip()) or not needs


@regulation("RT-17", _("清单内有经办人本人的材料，须由其他人员办理。"), source=_PRODUCT)
def hand_is_not_concerned(is_concerned: bool) -> bool:
    return not is_concerned


@regulation("RT-18", _("清单是空的，没有可以审核的材料。"), source=_PRODUCT)
def list_is_not_empty(count: int) -> bool:
    return count > 0


@regulation("RT-19", _("不批准的须写明理由。"), source=_PRODUCT)
def refusal_is_explained(is_approved: bool, decision: str) -> bool:
    return is_approved or bool(decision.strip())


@regulation("RT-20", _("还保管着的案件引用了这份记录，须随案件保管，不能先销毁。"), source=_PRODUCT)
def nothing_cites_it(is_cited: bool) -> bool:
    return not is_cited


@regulation("RT-21", _("记录里有异议、申辩、答复或认定没有办结，不能销毁。"), source=_PRODUCT)
def everything_is_answered(is_open: bool) -> bool:
    return not is_open


@regulation("RT-22", _("培训班还有学员的材料，须等这些案件材料期满，不能先销毁。"), source=_PRODUCT)
def no_trainee_is_left(is_left: bool) -> bool:
    return not is_left


@regulation("RT-23", _("还有其他未到期的记录记载此人，不能先销毁档案信息。"), source=_PRODUCT)
def nothing_else_names_them(is_named: bool) -> bool:
    return not is_named


@regulation("RT-26", _("课表或邀请还记着这位教师，须等培训班材料期满，不能先销毁。"), source=_PIPL)
def no_class_names_the_teacher(is_named: bool) -> bool:
    return not is_named


@regulation(
    "RT-24", _("销毁登记文件不是本系统写出的，或者已被改动，不能据以重新销毁。"), source=_PIPL
)
def removal_is_as_written(fits: bool) -> bool:
    return fits


@regulation(
    "RT-25", _("恢复后的库里没有当时审核、批准的账号，请先补建账号再重新销毁。"), source=_PIPL
)
def hands_are_known(proposed: object, decided: object) -> bool:
    return proposed is not None and decided is not None


@regulation(
    "RT-27", _("恢复后的库里没有销毁登记所写的县，请核对区划代码后再重新销毁。"), source=_PIPL
)
def county_is_known(county: object) -> bool:
    return county is not None
