"""What yearly targets demand."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_TARGETS = _("产品规则：目标绩效考核（晴隆县做法）")


@regulation("TG-01", _("本单位这一年度已有目标责任书。"), source=_TARGETS)
def one_plan_a_year(others: Any) -> bool:
    return not others.exists()


@regulation("TG-02", _("目标责任书已定案，不能再改动。"), source=_TARGETS)
def plan_is_open(plan: Any) -> bool:
    return plan.settled_at is None


@regulation("TG-03", _("已有同名目标。"), source=_TARGETS)
def target_is_new(others: Any) -> bool:
    return not others.exists()


@regulation("TG-04", _("各项权重合计不能超过 100。"), source=_TARGETS)
def weights_fit(weight: Any) -> bool:
    return weight <= 100


@regulation("TG-05", _("这项目标已有得分，不能删除。"), source=_TARGETS)
def target_has_no_score(scores: Any) -> bool:
    return not scores.exists()


@regulation("TG-06", _("只能为本单位人员打分。"), source=_TARGETS)
def person_is_of_the_plan(cadre: Any, plan: Any) -> bool:
    return cadre.unit_id == plan.unit_id


@regulation("TG-07", _("各项权重合计须为 100，才能定案。"), source=_TARGETS)
def weights_are_whole(weight: Any) -> bool:
    return weight == 100


@regulation("TG-08", _("定案后才能产生线索。"), source=_TARGETS)
def plan_is_settled(plan: Any) -> bool:
    return plan.settled_at is not None
