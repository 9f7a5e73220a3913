"""Red and yellow lists, made by the acts themselves."""

from typing import Any

from accounts.enums import Role
from evidence.models import HonourList, ListEntry
from evidence.services import honour_lists
from tests.factories.accounts import holder
from tests.factories.cadres import PostFactory
from tests.factories.recall import GroundFactory
from tests.factories.units import UnitFactory
from tests.moments import EARLIER, NOW, TODAY, YESTERDAY

REASON = "连续三周未按时报送项目进度"
PRAISE = "带队完成移民搬迁扫尾，提前十天验收"


def drawn(unit: Any = None, *, by: Any = None, is_wide: bool = False, **given: Any) -> HonourList:
    """Draw lists up: praise for 90 days, exposure for 30, five working days to object.

    :param is_wide: for the whole county of the unit
    """
    unit = unit or UnitFactory()
    by = by or holder(Role.UNIT_CLERK, unit)
    told = {"title": "双星创建红黄榜", "basis": "安组发〔2014〕6号", "scope": "UNIT"}
    told |= {"from_on": EARLIER, "until_on": TODAY, "red_days": 90, "yellow_days": 30}
    told |= {"objection_days": 5, "yellows": 0, "ground": None} | given
    if told["yellows"] and told["ground"] is None:
        told["ground"] = GroundFactory()
    place = None if is_wide else unit
    return honour_lists.draw_up(unit.county, unit=place, by=by, at=NOW, **told)


def proposed(row: HonourList, cadre: Any = None, **given: Any) -> ListEntry:
    unit = row.unit or UnitFactory(county=row.county)
    cadre = cadre or PostFactory(cadre__unit=unit).cadre
    told = {"colour": "YELLOW", "on": YESTERDAY, "by": row.drawn_up_by, "at": NOW} | given
    told.setdefault("reason", PRAISE if told["colour"] == "RED" else REASON)
    return honour_lists.propose(row, cadre=cadre, **told)


def told(entry: ListEntry) -> ListEntry:
    """Tell the person today; the fifth working day after is the last to object."""
    by = entry.proposed_by
    return honour_lists.tell(entry, told_on=TODAY, told_how="IN_PERSON", by=by, at=NOW)


def head_of(entry: ListEntry) -> Any:
    return holder(Role.UNIT_HEAD, entry.unit)


def published(entry: ListEntry, *, by: Any = None, at: Any = NOW) -> ListEntry:
    return honour_lists.publish(entry, by=by or head_of(entry), at=at)
