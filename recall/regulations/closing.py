"""What closing a campaign or a case demands."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.regulations import Regulation, regulation
from recall.models import Campaign, Case
from recall.queries import closing as queries

_CLOSE = _("产品规则：结束前检查（未送达、未听取、缺公文）")


@regulation(
    "CL-01",
    _("还有召回通知书没有送达，或者没有送达回证，不能结束。请先登记送达。"),
    source=_CLOSE,
)
def everybody_is_served(waiting: Any) -> bool:
    return not waiting.exists()


@regulation(
    "CL-02",
    _("还有人没有听取陈述申辩，不能结束。请先登记陈述、放弃或者逾期。"),
    source=_("申辩权保障"),
)
def everybody_is_heard(waiting: Any) -> bool:
    return not waiting.exists()


@regulation(
    "CL-03",
    _("还有公文没有生成或者生成失败，不能结束。请等待生成完成；生成失败的，请联系系统管理员。"),
    source=_CLOSE,
)
def every_paper_is_there(waiting: Any) -> bool:
    return not waiting.exists()


@dataclass(frozen=True)
class Flag:
    """One regulation that is not kept yet, and the rows that stand against it."""

    rule: Regulation
    rows: QuerySet[Any]


def flags(campaign: Campaign) -> list[Flag]:
    """Answer what stands against closing a campaign, in the order of the numbers."""
    cases = Case.objects.filter(campaign=campaign)
    found = [
        Flag(everybody_is_served, queries.unserved(cases)),
        Flag(everybody_is_heard, queries.unheard(campaign)),
        Flag(every_paper_is_there, queries.without_paper(cases)),
    ]
    return [one for one in found if not one.rule.is_kept(one.rows)]


def case_flags(case: Case) -> list[Flag]:
    """Answer what stands against closing one case; its person was heard, or there were none."""
    own = Case.objects.filter(pk=case.pk)
    found = [
        Flag(everybody_is_served, queries.unserved(own)),
        Flag(every_paper_is_there, queries.without_paper(own)),
    ]
    return [one for one in found if not one.rule.is_kept(one.rows)]
