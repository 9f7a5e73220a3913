"""Rows of pay in a world: an effect of each source, a table that waits and one that is signed."""

from types import SimpleNamespace
from typing import Any

from assessment.models import Outcome, OutsideTerm
from core.dates import add_months
from tests.factories import assessment as assess
from tests.factories import pay as make
from tests.factories.appeals import filed, removed
from tests.factories.recall import printed


def rows(world: SimpleNamespace) -> dict[str, Any]:
    """The world's scheme is silent on pay; effects rest on an outcome."""
    outcome = removed(world)
    month = add_months(make.MONTH, 1)  # in which the outcome was served
    told = {"source": "OUTCOME", "kind": "BASIC", "from_month": month}
    effect = make.ordered(world, outcome.case, **told)
    signed = make.signed(world, month)
    waiting = make.prepared(world, add_months(month, 1))
    receipt = filed(removed(world))
    printed(receipt.receipt)
    person = {"staff_kind": "EMPLOYED"}
    ended = assess.decide(
        world,
        assess.concluded(world, **person).case,
        kind="TERMINATE",
        conditions=["employment_contract", "notice_30_days", "heard"],
        noticed_on=make.NOTICED_ON,
        reason="聘任合同约定的情形出现",
    )
    assess.serve(world, ended)
    return {
        "effect": effect,
        "payable": Outcome.objects.get(pk=outcome.pk).case,
        "signed_run": signed,
        "waiting_run": waiting,
        "receipted_appeal": receipt,
        "outside_term": OutsideTerm.objects.get(outcome=ended),
    }
