"""Plans of yearly targets, made by the acts themselves."""

from decimal import Decimal
from typing import Any

from accounts.enums import Role
from evidence.models import TargetPlan
from evidence.services import targets
from tests.factories.accounts import holder
from tests.factories.cadres import PostFactory
from tests.factories.recall import GroundFactory
from tests.factories.units import UnitFactory
from tests.moments import NOW


def planned(unit: Any = None, *, by: Any = None, whole: bool = False, **given: Any) -> TargetPlan:
    """Draw a plan up with targets of 60 and 30, and of 10 more when it is to be whole."""
    unit = unit or UnitFactory()
    by = by or holder(Role.UNIT_HEAD, unit)
    told = {
        "year": 2018,
        "title": "年度目标责任书",
        "basis": "目办发〔2018〕1号",
        "ground": GroundFactory(),
        "threshold": Decimal(60),
        "bottom_n": 0,
        "smallest_group": 5,
    } | given
    plan = targets.draw_up(unit, by=by, at=NOW, **told)
    for title, weight in [("项目投资", 60), ("信访办结", 30), *([("党建", 10)] if whole else [])]:
        targets.add_item(
            plan, title=title, weight=Decimal(weight), source="县目标办", by=by, at=NOW
        )
    return plan


def scored(plan: TargetPlan, *points: Any, cadre: Any = None) -> Any:
    """Enter a person's scores in the order of the targets; None leaves one out."""
    cadre = cadre or PostFactory(cadre__unit=plan.unit).cadre
    items = plan.items.order_by("pk").values_list("pk", flat=True)
    scores = {
        pk: None if one is None else Decimal(one) for pk, one in zip(items, points, strict=True)
    }
    targets.score(plan, cadre=cadre, scores=scores, by=plan.drawn_up_by, at=NOW)
    return cadre
