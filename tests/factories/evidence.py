from decimal import Decimal
from typing import Any

from evidence.enums import Practice
from evidence.models import Signal
from evidence.services import signals
from tests.factories.accounts import UserFactory
from tests.factories.cadres import PostFactory
from tests.factories.recall import GroundFactory
from tests.moments import NOW, TODAY, YESTERDAY

ROWS = [{"label": "第一季度积分", "value": "61.5", "on": YESTERDAY.isoformat()}]


def raised_signal(cadre: Any = None, *, ground: Any = None, **given: Any) -> Signal:
    """Let a practice say something about a person (one of a new unit if none is given)."""
    told: dict[str, Any] = {
        "practice": Practice.POINTS,
        "source_pk": 1,
        "value": Decimal("61.50"),
        "said": "季度积分在组内末位",
        "rule": "积分办法第一版",
        "rows": ROWS,
        "from_on": YESTERDAY,
        "until_on": TODAY,
        "at": NOW,
    } | given
    told.setdefault("by", None)
    told["by"] = told["by"] or UserFactory()
    return signals.raise_(cadre or PostFactory().cadre, ground=ground or GroundFactory(), **told)
