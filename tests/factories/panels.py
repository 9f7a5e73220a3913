"""Study panels at each stage, made by the acts themselves."""

from decimal import Decimal
from typing import Any

from accounts.enums import Role
from evidence.enums import PanelSeat
from evidence.models import Panel
from evidence.queries.panels import scoring
from evidence.services import panels
from tests.factories.accounts import UserFactory, holder
from tests.factories.cadres import PostFactory
from tests.factories.recall import GroundFactory
from tests.factories.units import UnitFactory
from tests.moments import EARLIER, NOW, TODAY

CRITERIA = [("问题严重程度", Decimal(60)), ("本人态度", Decimal(40))]
MINUTES = "五月十日上午在镇会议室研判，逐人讨论后各自评分。"


def planned(unit: Any = None, *, by: Any = None, **given: Any) -> Panel:
    """Set a panel of a unit up, with two criteria, a line of 60 and a quorum of 2."""
    unit = unit or UnitFactory()
    told = {
        "unit": unit,
        "title": "两河镇研判小组",
        "basis": "两政发〔2018〕9号",
        "ground": GroundFactory(),
        "from_on": EARLIER,
        "until_on": TODAY,
        "line": Decimal(60),
        "quorum": 2,
        "criteria": CRITERIA,
    } | given
    return panels.plan(unit.county, by=by or holder(Role.UNIT_HEAD, unit), at=NOW, **told)


def manned(panel: Panel, *users: Any, candidates: int = 1) -> Panel:
    """Seat a chair, a recorder and the users (one if none is given), and add candidates by hand."""
    told = {"by": panel.planned_by, "at": NOW}
    panels.seat(panel, user=UserFactory(name="组长"), seat=PanelSeat.CHAIR, **told)
    panels.seat(panel, user=UserFactory(name="记录人"), seat=PanelSeat.RECORDER, **told)
    for user in users or [UserFactory(name="成员")]:
        panels.seat(panel, user=user, seat=PanelSeat.MEMBER, **told)
    for _number in range(candidates):
        cadre = PostFactory(cadre__unit=panel.unit).cadre
        panels.add_candidate(panel, cadre=cadre, reason="连续两月任务未完成", **told)
    return panel


def opened(panel: Panel) -> Panel:
    return panels.open_(panel, by=panel.planned_by, at=NOW)


def scored(panel: Panel, *totals: Any, candidate: Any = None) -> Panel:
    """Let chair and members score a candidate (the first) alike under each criterion."""
    candidate = candidate or panel.candidates.order_by("pk").first()
    for member, total in zip(scoring(panel), totals, strict=True):
        if total is not None:
            mark(panel, candidate, member.user, total)
    return panel


def mark(panel: Panel, candidate: Any, user: Any, total: Any, reason: str = "台账属实") -> Any:
    scores = dict.fromkeys(panel.criteria.values_list("pk", flat=True), Decimal(total))
    return panels.score(panel, candidate=candidate, scores=scores, reason=reason, by=user, at=NOW)


def closed(panel: Panel, *, by: Any = None, absent: Any = ()) -> Panel:
    """Close with everybody present but some seats."""
    by = by or panel.members.get(seat=PanelSeat.CHAIR).user
    there = [pk for pk in panel.members.values_list("pk", flat=True) if pk not in absent]
    return panels.close(panel, present=there, minutes=MINUTES, by=by, at=NOW)
