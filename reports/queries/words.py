"""Words that the tables of the board and of the summaries share."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessment.enums import OutcomeKind

STEP_NAMES = {
    "verify": gettext_lazy("报送到核实"),
    "decide": gettext_lazy("核实到决定"),
    "serve": gettext_lazy("决定到送达"),
    "begin": gettext_lazy("送达到入班"),
    "settle": gettext_lazy("入班到结果"),
}
FEW = 5  # fewer went through a step: no time is shown


def shown(number: int | None) -> str:
    """Answer a number, or that it must not be shown."""
    return _("隐去") if number is None else str(number)


def became(kind: str) -> str:
    """Answer what became of a nomination: a kind of outcome, NONE (not recalled) or OPEN."""
    known = {"NONE": _("未召回"), "OPEN": _("召回未定结果"), **dict(OutcomeKind.choices)}
    return str(known.get(kind, kind))


def yuan(fen: int) -> str:
    """Answer an amount of fen in yuan, to the cent."""
    return f"{fen // 100:,}.{fen % 100:02d}"


def times(told: dict[str, tuple[int, float, float]]) -> dict[str, Any]:
    """Answer the table of steps: how many, and in how many days half and nine in ten."""
    rows = [(name, *told.get(name, (0, 0.0, 0.0))) for name in STEP_NAMES]
    return {
        "first": _("环节"),
        "head": [_("件数"), _("一半在几日内"), _("九成在几日内")],
        "rows": [
            {
                "label": str(STEP_NAMES[name]),
                "ns": [n, *((f"{half:.1f}", f"{most:.1f}") if n >= FEW else ("—", "—"))],
            }
            for name, n, half, most in rows
        ],
    }
