"""Show-and-compare rounds at each stage, made by the acts themselves."""

from decimal import Decimal
from typing import Any

from accounts.enums import Role
from evidence.models import PresentationMember, PresentationRound
from evidence.services import presentation_papers as papers
from evidence.services import presentations
from tests.factories.accounts import UserFactory, holder
from tests.factories.cadres import PostFactory
from tests.factories.recall import GroundFactory
from tests.factories.units import UnitFactory
from tests.moments import EARLIER, NOW, TODAY, YESTERDAY

WORDS = {
    "done": "完成村级道路硬化三公里，群众已经通车",
    "problems": "下村调研次数偏少，情况掌握不够细",
    "next_steps": "每周下村两天，逐户走访并记录台账",
}
REASON = "所述工作与台账一致，推进较为扎实"


def drawn(
    unit: Any = None, *, by: Any = None, is_wide: bool = False, **given: Any
) -> PresentationRound:
    """Draw a round up: scores to 100, groups of 5, no line unless a line is given.

    :param is_wide: for the whole county of the unit
    """
    unit = unit or UnitFactory()
    by = by or holder(Role.UNIT_CLERK, unit)
    told = {"title": "第二季度晒比述评", "basis": "兴组发〔2014〕8号", "from_on": EARLIER}
    told |= {"until_on": YESTERDAY, "session_on": TODAY, "highest": Decimal(100)}
    told |= {"line": None, "ground": None, "smallest": 5, "least": 5} | given
    if told["line"] is not None and told["ground"] is None:
        told["ground"] = GroundFactory()
    place = None if is_wide else unit
    return presentations.draw_up(unit.county, unit=place, by=by, at=NOW, **told)


def manned(
    row: PresentationRound, *cadres: Any, members: int = 2, seats: int = 5, users: Any = ()
) -> PresentationRound:
    """Name one indicator, put people in, and seat the users, or made-up ones."""
    told = {"by": row.drawn_up_by, "at": NOW}
    presentations.add_indicator(row, name="走访农户", measure="户", higher_is_better=True, **told)
    unit = row.unit or UnitFactory(county=row.county)
    more = [PostFactory(cadre__unit=unit).cadre for _number in range(members - len(cadres))]
    for cadre in [*cadres, *more]:
        presentations.add_member(row, cadre=cadre, **told)
    for user in users or [UserFactory() for _number in range(seats)]:
        presentations.seat(row, user=user, **told)
    return row


def settled(row: PresentationRound) -> PresentationRound:
    return presentations.settle(row, by=row.drawn_up_by, at=NOW)


def written(member: PresentationMember, value: Any = 10, *, by: Any = None, **given: Any) -> Any:
    values = dict.fromkeys(member.round.indicators.values_list("pk", flat=True), Decimal(value))
    by = by or member.round.drawn_up_by
    return papers.report(member, values=values, by=by, at=NOW, **(WORDS | given))


def reported(row: PresentationRound, *values: Any) -> PresentationRound:
    """Let the clerk enter a report for every member, with the numbers given or 10."""
    for number, member in enumerate(row.members.order_by("pk")):
        written(member, values[number] if values else 10)
    return row


def shown(row: PresentationRound) -> PresentationRound:
    return presentations.show(row, by=row.drawn_up_by, at=NOW)


def recorded(row: PresentationRound, *absent: Any) -> PresentationRound:
    """Record that everybody stated but some members."""
    for member in row.members.order_by("pk"):
        away = member in absent
        told = {"statement": "ABSENT", "absence": "在省里参加培训"} if away else None
        told = told or {"statement": "STATED", "absence": ""}
        presentations.record_statement(member, by=row.drawn_up_by, at=NOW, **told)
    return row


def commenting(row: PresentationRound, *absent: Any) -> PresentationRound:
    """Lead a manned round up to its comments."""
    row = shown(reported(settled(row)))
    return presentations.begin_comments(recorded(row, *absent), by=row.drawn_up_by, at=NOW)


def commented(member: PresentationMember, *scores: Any) -> PresentationMember:
    """Let the first seats comment on a member with these scores."""
    for seat, score in zip(member.round.seats.order_by("pk"), scores, strict=False):
        papers.comment(
            member, score=Decimal(score), reason=f"{REASON}：{score}", by=seat.user, at=NOW
        )
    return member


def closed(row: PresentationRound) -> PresentationRound:
    return presentations.close(row, by=row.drawn_up_by, at=NOW)
