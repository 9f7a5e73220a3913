"""Challenges in a world: one to the unit, an answered one, a unit that was not asked yet."""

from typing import Any

from django.utils import timezone

from accounts.enums import Role
from recall.services import challenges, compliance
from tests.factories import recall
from tests.factories.accounts import holder
from tests.factories.units import UnitFactory
from tests.moments import NOW, TODAY

WHY = "已逐人核对，均已改正，理由附后"


def rows(where: Any) -> dict[str, Any]:
    others = UnitFactory.create_batch(2, county=where.county)
    campaign = recall.open_campaign(where.unit, *others, title="质询批")
    asked, admin = campaign.rounds.get(), where.people["county_admin"]
    heads = [where.people["unit_head"], *(holder(Role.UNIT_HEAD, unit) for unit in others)]
    units = [where.unit, *others]
    for unit, head in zip(units, heads, strict=True):
        told = {"round_": asked, "reason": "逐人核对，没有符合情形的"}
        compliance.sign_zero_report(unit, by=head, at=NOW, **told)
    ask = {"origin": "OTHER", "reason": WHY, "days": 5, "by": admin, "at": timezone.now()}
    made = [challenges.raise_(asked, unit=unit, **ask) for unit in units[:2]]
    answer = {"answer": "MAINTAINS", "text": WHY, "by": heads[1], "at": timezone.now()}
    measure = {"unit": where.unit, "kind": "REMIND", "taken_on": TODAY, "reason": "零报告不实"}
    return {
        "challenge": made[0],
        "answered_challenge": challenges.answer(made[1], **answer),
        "asked_round": asked,
        "unasked_unit": units[2],
        "measure": compliance.record_measure(where.campaign, by=admin, at=NOW, **measure),
    }
