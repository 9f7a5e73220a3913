"""Effects on pay, ordered through the real acts, under a scheme that names basis and approver."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from accounts.enums import Role
from assessment.models import PayEffect, PayRun
from assessment.services import pay, payruns
from recall.models import Case
from schemes.queries import parameters
from schemes.services import schemes
from tests.factories import assessment as assess
from tests.factories import training as make
from tests.factories.schemes import approved, draft_version
from tests.moments import LAUNCHED_AT

BASIS, APPROVER = "某县干部召回管理办法第九条", "县委常委会"
NOTICED_ON = date(2018, 8, 1)
MONTH = date(2018, 9, 1)  # the class and the receipt are of May and June
WHY = "本人在驻村期间的津贴按规定照发"


def paid_world(**given: Any) -> SimpleNamespace:
    """A world whose scheme switches effects on pay on."""
    return paid(make.world(), **given)


def paid(world: SimpleNamespace, **given: Any) -> SimpleNamespace:
    """Give a world a campaign under a scheme that names basis and approver."""
    told = {"pay_on": True, "fee_on": True, "pay_basis": BASIS, "pay_approver": APPROVER} | given
    draft = draft_version(world.county, title="待遇办法")
    told = parameters.whole(draft.parameters) | told
    draft = schemes.put_parameters(draft, by=draft.drafted_by, at=LAUNCHED_AT, **told)
    version = approved(draft)
    world.campaign = make.campaign(world.county, world.admin, scheme_version=version)
    return world


def case(world: SimpleNamespace, **fields: Any) -> Case:
    return make.case(world.campaign, world.unit, **{"state": "PRACTICE"} | fields)


def fee(world: SimpleNamespace, row: Case | None = None, **fields: Any) -> PayEffect:
    """The person's own share of the costs, in one month."""
    return ordered(world, row, **{"kind": "FEE", "until_month": MONTH} | fields)


def ordered(world: SimpleNamespace, row: Case | None = None, **fields: Any) -> PayEffect:
    told = {"source": "SCHEME", "kind": "ALLOWANCE", "from_month": MONTH, "until_month": None}
    told |= {"fen": 50_000, "by": world.admin, "at": assess.LATER}
    return pay.order(row or case(world), **told | fields)


def prepared(world: SimpleNamespace, month: date = MONTH, **fields: Any) -> PayRun:
    told = {"by": world.admin, "at": assess.LATER} | fields
    return payruns.prepare(world.county, month=month, **told)


def checker(world: SimpleNamespace) -> Any:
    return make.holder(Role.COUNTY_ADMIN, world.county)


def signed(world: SimpleNamespace, month: date = MONTH, **fields: Any) -> PayRun:
    run = prepared(world, month)
    told = {"content_hash": run.content_hash, "by": world.decider, "at": assess.LATER} | fields
    return payruns.check(run, **told)
