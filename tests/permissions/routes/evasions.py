"""The addresses of refusals and concealments of units."""

from typing import Any
from uuid import uuid4

from tests.permissions.routes.asking import Route, of

_WHY = "已逐人核对，均已改正，理由附后"
_MATERIAL = "催办通知及送达回证，存监督股第3卷"


def _act(row: str, name: str) -> Any:
    return lambda where: {"pk": getattr(where, row).pk, "name": name}


EVASIONS = [
    Route("recall:evasion", of("concealed")),
    Route(
        "recall:evasion-refused",
        of("silent_challenge"),
        form=lambda _w: {"reason": _WHY, "material": _MATERIAL},
    ),
    Route(
        "recall:evasion-concealed",
        of("quiet_round"),
        lambda w: {"pk": w.quiet_round.pk, "unit_pk": w.quiet_unit.pk},
        lambda w: {
            "signal": w.kept_back.pk,
            "reason": _WHY,
            "material": _MATERIAL,
            "days": 5,
        },
    ),
    Route(
        "recall:evasion-act",
        of("concealed"),
        _act("concealed", "say"),
        lambda _w: {"said": _WHY},
        case="say",
    ),
    Route(
        "recall:evasion-act",
        of("heard_concealed"),
        _act("heard_concealed", "confirm"),
        lambda _w: {"reason": _WHY},
        case="confirm",
    ),
    Route(
        "recall:evasion-act",
        of("heard_concealed"),
        _act("heard_concealed", "withdraw"),
        lambda _w: {"reason": _WHY},
        case="withdraw",
    ),
    Route(
        "recall:evasion-act",
        of("refused"),
        _act("refused", "measure"),
        lambda _w: {
            "kind": "REMIND",
            "taken_on": "2018-06-01",
            "person_times": 1,
            "reason": "拒报",
            "token": uuid4(),
        },
        case="measure",
    ),
]
