"""Refusals and concealments in a world: one to answer, one to confirm, one that holds."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.enums import Role
from evidence.enums import Practice
from recall.services import challenges, compliance, evasions
from tests.factories import recall
from tests.factories.accounts import holder
from tests.factories.cadres import PostFactory
from tests.factories.evidence import raised_signal
from tests.factories.units import UnitFactory
from tests.moments import NOW, YESTERDAY

WHY = "已逐人核对，均已改正，理由附后"
MATERIAL = "催办通知及送达回证，存监督股第3卷"


def rows(where: Any) -> dict[str, Any]:
    others = UnitFactory.create_batch(3, county=where.county)
    units = [where.unit, *others]
    campaign = recall.open_campaign(*units, title="拒报瞒报批")
    asked, admin = campaign.rounds.get(), where.people["county_admin"]
    second = holder(Role.COUNTY_ADMIN, where.county)
    heads = [where.people["unit_head"], *(holder(Role.UNIT_HEAD, unit) for unit in others)]
    known = []
    for unit, head in zip(units, heads, strict=True):
        told = {"practice": Practice.FINDINGS, "from_on": YESTERDAY, "until_on": YESTERDAY}
        known.append(raised_signal(PostFactory(cadre__unit=unit).cadre, **told))
        given = {"round_": asked, "reason": "逐人核对，没有符合情形的"}
        compliance.sign_zero_report(unit, by=head, at=NOW, **given)
    told = {"reason": WHY, "material": MATERIAL, "at": timezone.now()}
    ask = {"origin": "OTHER", "reason": WHY, "days": 5, "by": admin, "at": NOW}
    silent = [challenges.raise_(asked, unit=unit, **ask) for unit in units[1:3]]
    hide = {"days": 5, "by": second, **told}
    concealed = evasions.conceal(asked, unit=units[0], signal=known[0], **hide)
    heard = evasions.conceal(asked, unit=units[1], signal=known[1], **hide | {"at": NOW})
    assert heard.hear_until_on < timezone.localdate() - timedelta(days=1)
    return {
        "concealed": concealed,
        "heard_concealed": heard,
        "silent_challenge": silent[0],
        "refused": evasions.refuse(silent[1], by=second, **told),
        "quiet_round": asked,
        "quiet_unit": units[3],
        "kept_back": known[3],
    }
