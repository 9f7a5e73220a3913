"""What the pages of signals show."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.ui import lists
from evidence.enums import Practice
from evidence.models import Signal
from evidence.presenters import practices


def tabs(params: Any, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Answer a tab for all and one for each practice that has signals."""
    offered: list[tuple[str, Any, int | None]] = [("", _("全部"), sum(counts.values()))]
    offered += [(p.value, p.label, counts[p.value]) for p in Practice if p.value in counts]
    return lists.tabs(params, offered, name="practice")


def detail(signal: Signal, *, user: Any) -> dict[str, Any]:
    """Answer one signal with the lines behind it and the way to its source."""
    return {
        "signal": signal,
        "crumbs": [
            (_("依据与线索"), reverse("evidence:home")),
            (_("线索"), reverse("evidence:signal-list")),
            (str(signal.cadre), None),
        ],
        "facts": [
            {"label": _("人员"), "value": f"{signal.cadre.name}　{signal.unit.name}"},
            {"label": _("做法"), "value": signal.get_practice_display()},
            {"label": _("召回情形"), "value": f"{signal.ground.code}　{signal.ground.label}"},
            {"label": _("数值"), "value": f"{signal.value.normalize():f}"},
            {"label": _("规则及版本"), "value": signal.rule},
        ],
        "source": practices.source_of(signal, user),
    }
