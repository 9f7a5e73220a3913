"""What a scheme must keep to. Each sentence is shown to the user as it stands here."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import Regulation, regulation
from schemes.enums import AppliesTo, Exposure
from schemes.models import Clause, Scheme, SchemeVersion
from schemes.queries import parameters, versions
from schemes.regulations import wordings as wordings

_MODEL = _("领域参考1.7：情形清单的规则（可由部门核定）")
_SHORTEST = 10  # characters of a reason


@regulation(
    "SC-01",
    _("上级办法须属于上一级区划；单位的办法须以本县办法为上级。"),
    source=_MODEL,
)
def parent_is_the_level_above(parent: Scheme | None, county: Any, unit: Any) -> bool:
    if parent is None:
        return True
    return parent.unit_id is None and parent.county_id == (county.pk if unit else county.parent_id)


@regulation(
    "SC-02",
    _("上级办法的情形不得不声不响地去掉：请保留，或者写明不再适用的理由（不少于10个字）。"),
    source=_MODEL,
)
def nothing_falls_out(version: SchemeVersion) -> bool:
    if version.above is None:
        return True
    held = {
        clause.ground_id
        for clause in version.clauses.all()
        if not clause.is_dropped or len(clause.reason.strip()) >= _SHORTEST
    }
    return all(row.ground_id in held for row in version.above.clauses.standing())


@regulation(
    "SC-03",
    _("参数只能比上级办法收紧：期限、班次、名额、待遇和公开范围不得放宽。"),
    source=_MODEL,
)
def parameters_stay_within(version: SchemeVersion) -> bool:
    above = version.above
    return above is None or not parameters.widened(version.parameters, above.parameters)


def _kinds_within(own: Clause, above: Clause) -> bool:
    return not above.staff_kinds or (
        bool(own.staff_kinds) and set(own.staff_kinds) <= set(above.staff_kinds)
    )


def _trigger_within(own: Clause, above: Clause) -> bool:
    """Answer whether each condition is told again, no looser, and none is added."""
    mine, theirs = own.conditions, above.conditions
    if not theirs:
        return True
    held = {(one.metric, one.op): one.value for one in mine}
    return len(mine) == len(theirs) and all(
        (one.metric, one.op) in held and _no_looser(one.op, held[one.metric, one.op], one.value)
        for one in theirs
    )


def _no_looser(op: str, own: Any, above: Any) -> bool:
    return bool(own >= above if op in (">=", ">") else own <= above)


@regulation(
    "SC-04",
    _("情形只能比上级办法收紧：适用人员不得扩大，触发数值不得放宽。"),
    source=_MODEL,
)
def clause_stays_within(own: Clause, above: Clause | None) -> bool:
    if above is None or own.is_dropped:
        return True
    post = above.applies_to in (AppliesTo.ALL, own.applies_to)
    return post and _kinds_within(own, above) and _trigger_within(own, above)


@regulation(
    "SC-05",
    _("提交审定前须写明依据、文号、施行日期和有效期，并至少有一项情形。"),
    source=_("领域参考4，R4、R11：法律依据；到期复审"),
)
def version_is_complete(version: SchemeVersion) -> bool:
    told = all((version.legal_basis.strip(), version.document_number.strip(), version.from_on))
    return told and version.sunset_on is not None and version.clauses.standing().exists()


@regulation("SC-06", _("有效期至的日期须晚于施行日期。"), source=_MODEL)
def ends_after_it_begins(from_on: date | None, sunset_on: date | None) -> bool:
    return from_on is None or sunset_on is None or sunset_on > from_on


@regulation("SC-07", _("新版的施行日期须晚于上一版的施行日期。"), source=_MODEL)
def begins_after_the_last(version: SchemeVersion) -> bool:
    last = versions.previous(version)
    if last is None or last.from_on is None or version.from_on is None:
        return True
    return version.from_on > last.from_on


@regulation(
    "SC-08",
    _("设名额须写明批准会议和文号，并允许写明理由的零报告。"),
    source=_("领域参考4，R1：名额默认关闭"),
)
def quota_has_a_basis(given: dict[str, Any]) -> bool:
    return not given["quota_on"] or bool(given["quota_basis"].strip())


@regulation(
    "SC-09",
    _("影响经济待遇或由本人承担费用，须写明依据和批准机关。"),
    source=_("公务员法第十一条、第八十四条；领域参考4，R19"),
)
def pay_has_a_basis(given: dict[str, Any]) -> bool:
    return not (given["pay_on"] or given["fee_on"]) or bool(
        given["pay_basis"].strip() and given["pay_approver"].strip()
    )


@regulation(
    "SC-31",
    _("填写公家的成本，须写明依据（预算科目、标准或者文号）。"),
    source=_("公务员法第十一条：经费列入预算"),
)
def cost_has_a_basis(given: dict[str, Any]) -> bool:
    told = parameters.whole(given)
    amounts = ("cost_class_day", "cost_practice_day", "cost_substitute_day")
    return not any(told[key] for key in amounts) or bool(told["cost_basis"].strip())


@regulation(
    "SC-32",
    _("每件由两人分别核实；例外只由一人核实的，须写明理由，不少于10个字。"),
    source=_("领域参考2.9：核实；产品规则：两人互不知情地核实"),
)
def single_verifier_has_a_reason(given: dict[str, Any]) -> bool:
    told = parameters.whole(given)
    return told["verifiers_needed"] > 1 or len(told["verifiers_reason"].strip()) >= _SHORTEST


@regulation(
    "SC-10",
    _("超出本单位公开，须写明法律依据或本人单独同意的安排。"),
    source=_("个人信息保护法第二十五条"),
)
def exposure_has_a_basis(given: dict[str, Any]) -> bool:
    return given["exposure"] != Exposure.PUBLIC or bool(given["exposure_basis"].strip())


@regulation("SC-11", _("综合考核各项占比之和须为100%。"), source=_MODEL)
def weights_sum_to_a_hundred(given: dict[str, Any]) -> bool:
    return sum(given.get(f"weight_{part}", 0) for part, _label, _share in parameters.WEIGHTS) == 100


@regulation("SC-12", _("最短不得长于最长，小单位的上限须小于大单位的下限。"), source=_MODEL)
def ranges_fit(given: dict[str, Any]) -> bool:
    pairs = (
        given["class_days_min"] <= given["class_days_max"],
        given["practice_min"] <= given["practice_max"],
        given["quota_small_max"] < given["quota_large_min"],
    )
    return all(pairs)


@regulation("SC-13", _("不再适用的情形须写明理由，不少于10个字。"), source=_MODEL)
def drop_is_explained(reason: str) -> bool:
    return len(reason.strip()) >= _SHORTEST


@regulation(
    "SC-14",
    _("触发条件的指标、比较和数值须一起填写，或者都不填；填了第一个条件，才能填第二个。"),
    source=_MODEL,
)
def trigger_is_whole(first: tuple[str, str, Any], second: tuple[str, str, Any]) -> bool:
    def whole(metric: str, op: str, value: Any) -> bool:
        return bool(metric) == bool(op) == (value is not None)

    return whole(*first) and whole(*second) and bool(first[0] or not second[0])


@regulation("SC-15", _("本级已有同名办法，请换一个名称。"), source=_MODEL)
def title_is_new(county: Any, title: str) -> bool:
    return not Scheme.objects.filter(county=county, title=title).exists()


@regulation("SC-16", _("本办法已有一个版本在起草或待审定，请先办完。"), source=_MODEL)
def no_other_draft(scheme: Scheme) -> bool:
    return not scheme.versions.exclude(state="APPROVED").exists()


@regulation(
    "SC-17",
    _("该办法版本不能用于本批次：须已审定、在有效期内，并属于本县、所属市州或本县单位。"),
    source=_MODEL,
)
def version_is_usable(version: SchemeVersion, county: Any, on: date) -> bool:
    return versions.usable(county, on).filter(pk=version.pk).exists()


@regulation("SC-18", _("该情形不适用于此人的职务或身份，请选用适用的情形。"), source=_MODEL)
def clause_is_for_the_person(clause: Clause, is_leading: bool, staff_kind: str) -> bool:
    return clause.applies(is_leading=is_leading, staff_kind=staff_kind)


@regulation("SC-19", _("事实发生时施行的办法没有这一情形，不得援引。"), source=_MODEL)
def clause_was_in_force(clause: Clause | None) -> bool:
    return clause is not None


@regulation(
    "SC-20",
    _("事实发生在办法施行之前，没有当时有效的条款可以援引；请核对是否宜以召回处理。"),
    source=_MODEL,
    severity="warn",
)
def happened_under_the_scheme(clause: Clause | None, on: date) -> bool:
    return clause is not None and clause.version.is_in_force(on)


ON_PARAMETERS = (
    quota_has_a_basis,
    pay_has_a_basis,
    cost_has_a_basis,
    single_verifier_has_a_reason,
    exposure_has_a_basis,
    weights_sum_to_a_hundred,
    ranges_fit,
)


def gaps(version: SchemeVersion) -> list[Regulation]:
    """Answer the regulations that still keep a draft from being submitted."""
    above = {row.ground_id: row for row in version.above.clauses.all()} if version.above else {}
    demands: list[tuple[Regulation, tuple[Any, ...]]] = [
        (version_is_complete, (version,)),
        (begins_after_the_last, (version,)),
        (nothing_falls_out, (version,)),
        (parameters_stay_within, (version,)),
        *((rule, (version.parameters,)) for rule in ON_PARAMETERS),
        *(
            (clause_stays_within, (clause, above.get(clause.ground_id)))
            for clause in version.clauses.all()
        ),
    ]
    broken = [rule for rule, given in demands if not rule.is_kept(*given)]
    return list({rule.number: rule for rule in broken}.values())
