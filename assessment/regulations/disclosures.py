"""What a disclosure demands (DS-01 … DS-14, DS-19, DS-20). Closed: no until all hold."""

import re
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessment.enums import Audience, Footing, ImpactVerdict
from assessment.models.disclosures import LONGEST
from core.regulations import regulation

_LAW = _("个人信息保护法第十三条、第二十五条")
_IMPACT = _("个人信息保护法第五十五条、第五十六条")
_OWN = _("产品默认规则（可由部门核定）")
DAYS = 5  # working days, as for proposed recruits (公务员法第三十二条)
MOST = 50  # people in one notice
_AHEAD = timedelta(days=60)
_ARTICLE = re.compile(r"[法例定则]》?第\S{1,9}条")  # 法、条例、规定、决定、细则


@regulation(
    "DS-01",
    _("只有已经送达、没有撤销、没有复核申诉在办的决定才能公示。"),
    source=_("公务员法第九十五条；个人信息保护法第五条"),
)
def decision_is_settled(is_served: bool, is_fallen: bool, is_appealed: bool) -> bool:
    return is_served and not is_fallen and not is_appealed


@regulation(
    "DS-02",
    _("以法律规定为依据的，须写明法律、行政法规的名称和第几条。"),
    source=_LAW,
)
def basis_is_named(footing: str, basis: str) -> bool:
    return footing != Footing.LAW or bool(_ARTICLE.search(basis))


@regulation("DS-03", _("公示中的每个人都须单独同意；不同意的，撤回后重新提出。"), source=_LAW)
def everybody_consented(footing: str, waiting: int) -> bool:
    return footing != Footing.CONSENT or waiting == 0


@regulation("DS-04", _("范围为本单位的，公示中的人员须属于同一个单位。"), source=_OWN)
def one_unit(audience: str, units: Collection[Any]) -> bool:
    return audience != Audience.UNIT or len(set(units)) == 1


@regulation(
    "DS-05",
    _("公示一至二十个工作日，拟公示日期不得早于今天，也不得晚于六十日以后。"),
    source=_("公务员法第三十二条；个人信息保护法第十九条"),
)
def ends_soon(days: int, wished_on: date, today: date) -> bool:
    return 1 <= days <= LONGEST and today <= wished_on <= today + _AHEAD


@regulation(
    "DS-06",
    _("召回情形默认不公示；只有法律条款要求写明的才可以，并且不得向社会公布。"),
    source=_LAW,
)
def grounds_by_law_alone(clause: str, footing: str, audience: str) -> bool:
    return not clause.strip() or (footing == Footing.LAW and audience != Audience.PUBLIC)


@regulation(
    "DS-07",
    _("向本县内网或者社会公示的，须先完成个人信息保护影响评估，结论为可以公示。"),
    source=_IMPACT,
)
def impact_is_assessed(audience: str, verdict: str) -> bool:
    return audience == Audience.UNIT or verdict == ImpactVerdict.PROCEED


@regulation("DS-08", _("请写明公示目的（不少于10个字）。"), source=_("个人信息保护法第六条"))
def purpose_is_told(purpose: str) -> bool:
    return len(purpose.strip()) >= 10


@regulation("DS-09", _("一次公示一至五十人，每人一件。"), source=_OWN)
def few_people(cases: int) -> bool:
    return 1 <= cases <= MOST


@regulation("DS-10", _("请写明理由（不少于4个字）。"), source=_OWN)
def reason_is_told(reason: str) -> bool:
    return len(reason.strip()) >= 4


@regulation(
    "DS-11",
    _("更正须在公示之后、今天或以前，写明在哪里怎样更正（不少于10个字），纸质张贴已经全部撤除。"),
    source=_("公务员法第一百一十条；个人信息保护法第四十六条"),
)
def correction_is_told(
    on: date, first: date | None, today: date, words: str, standing: int
) -> bool:
    return first is not None and first <= on <= today and len(words.strip()) >= 10 and not standing


@regulation(
    "DS-12",
    _("张贴日期须在公示期内、不晚于今天；撤除日期不早于张贴日期、不晚于今天。"),
    source=_OWN,
)
def place_in_time(on: date, first: date | None, last: date | None) -> bool:
    return first is not None and last is not None and first <= on <= last


@regulation(
    "DS-13",
    _("影响评估的三项内容各不少于10个字。"),
    source=_IMPACT,
)
def impact_is_whole(*words: str) -> bool:
    return all(len(one.strip()) >= 10 for one in words)


@regulation("DS-14", _("不以同意为依据的公示，不登记同意。"), source=_LAW)
def consent_is_asked(footing: str) -> bool:
    return footing == Footing.CONSENT


@regulation(
    "DS-19",
    _("批准以后、期满以前，还有姓名在公示的，才能生成张贴件。"),
    source=_LAW,
)
def paper_may_hang(may: bool) -> bool:
    return may


@regulation(
    "DS-20",
    _("公示已经期满、撤下，或者已有新的张贴件，这一份不再提供；仍在张贴的，请立即撤除。"),
    source=_LAW,
)
def paper_still_hangs(is_current: bool) -> bool:
    return is_current
