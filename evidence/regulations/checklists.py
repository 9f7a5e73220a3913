"""What a checklist of problems demands."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_LIST = _("产品规则：突出问题清单（普安县做法）")


@regulation("CK-01", _("本县这一年度已有同名清单。"), source=_LIST)
def list_is_new(others: Any) -> bool:
    return not others.exists()


@regulation("CK-02", _("清单已定案，不能再改动。"), source=_LIST)
def list_is_open(checklist: Any) -> bool:
    return checklist.settled_at is None


@regulation("CK-03", _("清单中已有同名问题，或已有对应同一召回情形的问题。"), source=_LIST)
def item_is_new(others: Any) -> bool:
    return not others.exists()


@regulation("CK-04", _("清单至少有一项问题，才能定案。"), source=_LIST)
def list_has_items(items: Any) -> bool:
    return items.exists()


@regulation("CK-05", _("清单定案后才能报告。"), source=_LIST)
def list_is_settled(checklist: Any) -> bool:
    return checklist.settled_at is not None


@regulation("CK-06", _("只能报告本县在册人员。"), source=_LIST)
def person_is_of_the_county(cadre: Any, checklist: Any) -> bool:
    return cadre.unit.county_id == checklist.county_id and cadre.left_on is None


@regulation("CK-07", _("日期须在清单年度之内，截止不早于起始，也不能晚于今天。"), source=_LIST)
def days_fit(year: int, from_on: date, until_on: date, today: date) -> bool:
    return from_on.year == year and from_on <= until_on <= today and until_on.year == year


@regulation("CK-08", _("此人这一天的同一问题已经报告过。"), source=_LIST)
def problem_is_new(others: Any) -> bool:
    return not others.exists()


@regulation("CK-09", _("本单位已有问题记录或已作零报告，不能再作零报告。"), source=_LIST)
def unit_has_nothing(problems: Any, returns: Any) -> bool:
    return not problems.exists() and not returns.exists()


@regulation("CK-10", _("零报告须写明自查情况。"), source=_LIST)
def zero_is_explained(reason: str) -> bool:
    return bool(reason.strip())


@regulation("CK-11", _("剔除须写明理由。"), source=_LIST)
def striking_is_explained(reason: str) -> bool:
    return bool(reason.strip())
