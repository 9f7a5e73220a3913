"""Disclosures, played through the real acts."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

from assessment.models import Disclosure, DisclosureEntry, ImpactAssessment
from assessment.services import disclosures
from core.dates import legal_day
from recall.models import Case
from tests.factories import assessment as assess

PURPOSE = "告知本单位人员处理结果，接受监督"
BASIS = "《某某条例》第十二条：处理结果应当公布"
WEIGHED = {
    "need": "只向本县登录人员公示五个工作日，范围已经最小",
    "risk": "可能造成熟人议论，影响本人名誉",
    "safeguards": "只显示四项内容，到期自动撤下，不得转发",
}


def served(world: SimpleNamespace, subject: Any = None, **given: Any) -> Case:
    """A case whose outcome was decided and served."""
    outcome = assess.decide(world, assess.concluded(world, subject=subject).case, **given)
    assess.serve(world, outcome)
    return Case.objects.get(pk=outcome.case_id)


def proposed(
    world: SimpleNamespace, *cases: Case, at: datetime = assess.LATER, **given: Any
) -> Disclosure:
    """Of one served case if none is given, to the unit, on consent."""
    told = {
        "audience": "UNIT",
        "footing": "CONSENT",
        "purpose": PURPOSE,
        "wished_on": legal_day(at),
        "by": world.admin,
    } | given
    if told["footing"] == "LAW":
        told.setdefault("basis", BASIS)
    by = told.pop("by")
    found = list(cases) or [served(world)]
    return disclosures.propose(
        world.county, cases=found, plan=disclosures.Plan(**told), by=by, at=at
    )


def entry(row: Disclosure) -> DisclosureEntry:
    """Its only entry, or its first."""
    return row.entries.order_by("pk")[0]


def agreed(row: Disclosure, at: datetime = assess.LATER) -> Disclosure:
    """Let everybody in it consent by themselves."""
    for one in row.entries.select_related("case__subject"):
        disclosures.consent(one, by=one.case.subject, at=at)
    return row


def weighed(
    world: SimpleNamespace, row: Disclosure, at: datetime = assess.LATER, **given: Any
) -> ImpactAssessment:
    impact = disclosures.Impact(**{"verdict": "PROCEED"} | WEIGHED | given)
    return disclosures.assess_impact(row, impact=impact, by=world.admin, at=at)


def approved(
    world: SimpleNamespace, row: Disclosure, at: datetime = assess.LATER, by: Any = None
) -> Disclosure:
    by = by or world.decider
    return disclosures.decide(row, is_approved=True, opinion="", by=by, at=at)


def shown(
    world: SimpleNamespace, *cases: Case, at: datetime = assess.LATER, **given: Any
) -> Disclosure:
    """Proposed, consented or lawful, weighed where it goes beyond the unit, approved."""
    row = proposed(world, *cases, at=at, **given)
    if row.footing == "CONSENT":
        agreed(row, at=at)
    if row.audience != "UNIT":
        weighed(world, row, at=at)
    return approved(world, row, at=at)
