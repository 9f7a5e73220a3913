"""What the search page shows: hits in groups, and where each leads."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.search.words import folded
from portal.queries import finding

_LABELS = {
    "cadre": (_("干部"), "user-round"),
    "unit": (_("单位"), "building-2"),
    "case": (_("案件"), "folder-open"),
    "ground": (_("召回情形"), "scale"),
}
_PAGES = {"case": "portal:dossier", "cadre": "cadres:person", "unit": "cadres:unit"}
_FEW, _MANY = 10, 50  # lines of one kind beside the others, and alone


def page(user: Any, text: str, *, kind: str) -> dict[str, Any]:
    """Answer the groups of hits, each cut to what a page holds, and whether there are more."""
    kind = kind if kind in _LABELS else ""
    limit = _MANY if kind else _FEW
    rows = finding.found(user, text, kind=kind, most=limit + 1)
    groups = []
    for name, (label, icon) in _LABELS.items():
        lines = [row for row in rows if row.kind == name]
        if lines:
            shown = [{"row": row, "url": _address(row)} for row in lines[:limit]]
            groups.append(
                {
                    "kind": name,
                    "label": label,
                    "icon": icon,
                    "lines": shown,
                    "more": len(lines) > limit,
                }
            )
    return {"groups": groups, "q": text, "kind": kind, "asked": bool(folded(text))}


def _address(row: finding.Found) -> str:
    """Answer the page of a hit, empty for what has none."""
    return reverse(_PAGES[row.kind], args=[row.pk]) if row.kind in _PAGES else ""
