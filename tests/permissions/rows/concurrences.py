"""What a world holds of people who moved: one who left the county, one who came into it."""

from typing import Any

from assessment.services import concurrences
from cadres.services import cadres
from core.dates import legal_day
from recall.models import Case
from tests.factories import assessment as assess
from tests.factories import training
from tests.factories.units import UnitFactory


def moved(case: Case, unit: Any, *, by: Any) -> Case:
    """Post the person of a case to a unit of another county."""
    on = legal_day(assess.LATER)
    cadres.move(case.cadre, unit=unit, title="干事", on=on, by=by, at=assess.LATER)
    return Case.objects.get(pk=case.pk)


def asked(case: Case, *, by: Any, kind: str = "TRANSFER") -> Any:
    told = {"reason": "综合考核不合格，拟作调整", "by": by, "at": assess.LATER}
    return concurrences.ask(case, kind=kind, **told)


def rows(where: Any, world: Any) -> dict[str, Any]:
    """Answer a case that went away, one that came, and what that one's county asks here."""
    there = training.world()
    away = moved(assess.concluded(world).case, UnitFactory(), by=world.admin)
    came = moved(assess.concluded(there).case, where.unit, by=there.admin)
    return {
        "away": away,
        "asked_there": asked(away, by=world.decider),
        "came": came,
        "concurrence": asked(came, by=there.decider),
    }
