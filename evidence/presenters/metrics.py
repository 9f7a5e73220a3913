"""What the pages of numeric triggers show."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from evidence.queries import metrics
from evidence.queries.readings import SMALLEST_RANKED
from schemes.enums import Metric
from schemes.models import Clause, Condition

UNCOUNTED_SHOWN = 50


def crumbs(clause: Clause | None = None, *more: str) -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = [
        (_("依据与线索"), reverse("evidence:home")),
        (_("按条款数值查看"), reverse("evidence:trigger-list") if clause else None),
    ]
    if clause is not None:
        page = reverse("evidence:trigger", args=[clause.pk])
        found.append((clause.label, page if more else None))
    return found + [(label, None) for label in more]


def told(clause: Clause) -> dict[str, Any]:
    """Answer a clause with its scheme and where its numbers come from."""
    sources = [metrics.METRICS[one.metric] for one in clause.conditions]
    return {
        "clause": clause,
        "version": clause.version,
        "practices": _joined(one.practice.label for one in sources),
        "periods": _joined(one.period for one in sources),
    }


def _joined(words: Iterable[Any]) -> str:
    return _("、").join(dict.fromkeys(str(word) for word in words))


def clause_page(clause: Clause, looked: metrics.Looked) -> dict[str, Any]:
    """Answer a clause, its rule in words, and who has no number."""
    none = looked.uncounted
    return told(clause) | {
        "title": clause.label,
        "crumbs": crumbs(clause),
        "facts": facts(clause, clause.conditions),
        "uncounted": none[:UNCOUNTED_SHOWN],
        "uncounted_more": max(0, len(none) - UNCOUNTED_SHOWN),
    }


def facts(clause: Clause, conditions: list[Condition]) -> list[dict[str, Any]]:
    """Answer the version, and of each condition where its number comes from."""
    rows: list[dict[str, Any]] = [
        {"label": _("办法版本"), "value": str(clause.version), "wide": True}
    ]
    for place, one in enumerate(conditions):
        source = metrics.METRICS[one.metric]
        told = {"practice": source.practice.label, "period": source.period}
        rows += [
            {"label": _("或者") if place else _("触发条件"), "value": one.label},
            {"label": _("数据来自"), "value": _("%(practice)s，%(period)s") % told},
        ]
    if any(one.metric == Metric.RANK for one in conditions):
        few = _("不足 %(n)s 人不排末位，全部同分不分先后") % {"n": SMALLEST_RANKED}
        rows.append({"label": _("人数太少"), "value": few, "wide": True})
    return rows


def person_page(clause: Clause, one: metrics.Named) -> dict[str, Any]:
    """Answer one person's number with the rows behind it."""
    return told(clause) | {
        "one": one,
        "rows": one.reading.lines(),
        "facts": facts(clause, [one.condition]),
        "crumbs": crumbs(clause, one.cadre.name),
    }
