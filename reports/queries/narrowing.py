"""By what the lists of people, nominations and cases may be narrowed, on the page and in a file.

The words somebody was looked for by may be a name: an export keeps them in a sealed column.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.enums import Authority, Level, StaffKind
from cadres.queries import lists as people
from core.exports.models import WORDS
from recall.enums import CaseState, NominationState
from recall.models import Campaign
from recall.queries import cases, nominations
from units.models import Unit

_MODELS: dict[str, Any] = {"campaign": Campaign, "unit": Unit}
_NAMES: dict[str, Any] = {
    "campaign": gettext_lazy("批次"),
    "unit": gettext_lazy("单位"),
    "staff_kind": gettext_lazy("身份"),
    "level": gettext_lazy("层次"),
    "authority": gettext_lazy("管理权限"),
    "leading": gettext_lazy("领导职务"),
    "view": gettext_lazy("状态"),
    WORDS: gettext_lazy("查找"),
}


def _states(views: dict[str, list[Any]], kind: Any) -> dict[str, list[Any]]:
    return {view: [kind(state).label for state in states] for view, states in views.items()}


# source → filter → code → its words; empty for ids and words
FILTERS: dict[str, dict[str, dict[str, Any]]] = {
    "people": {
        "unit": {},
        "staff_kind": dict(StaffKind.choices),
        "level": dict(Level.choices),
        "authority": dict(Authority.choices),
        "leading": {"yes": gettext_lazy("担任"), "no": gettext_lazy("不担任")},
        WORDS: {},
    },
    "nominations": {
        "campaign": {},
        "view": _states(nominations.VIEWS, NominationState),
        WORDS: {},
    },
    "cases": {"campaign": {}, "view": _states(cases.VIEWS, CaseState), WORDS: {}},
    "numbers": {},
    "trail": {"about": {}},
}


def kept(source: str, given: Any, *, words: str = "") -> dict[str, Any]:
    """Answer as params what narrows a list, from a page's address; nonsense narrows nothing.

    :param given: the address's values by name
    :param words: what was searched for, which stands in no address
    """
    told: dict[str, Any] = {}
    for key, codes in FILTERS.get(source, {}).items():
        text = given.get(key, "")
        if codes and text in codes:
            told[key] = text
        elif not codes and key != WORDS and _is_id(text):
            told[key] = int(text)
    if words.strip() and WORDS in FILTERS.get(source, {}):
        told[WORDS] = words.strip()
    return told


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18


def narrowed(rows: QuerySet, source: str, params: dict[str, Any]) -> QuerySet:
    """Keep what the page would, by the very query of the page."""
    chosen = {key: params[key] for key in FILTERS[source] if key != WORDS and params.get(key)}
    words = params.get(WORDS, "")
    if source == "people":
        return people.filtered(rows, q=words, **chosen)  # type: ignore[no-any-return]
    if source == "nominations":
        return nominations.filtered(rows, q=words, **chosen)
    return cases.filtered(rows, q=words, **chosen)


def said(user: Any, source: str, params: dict[str, Any]) -> list[dict[str, str]]:
    """Answer in words by what an export is narrowed, as far as the user sees it."""
    return said_of(user, [(source, params)])[0]


def said_of(user: Any, exports: Iterable[tuple[str, dict[str, Any]]]) -> list[list[dict[str, str]]]:
    """Answer the same of several, with one query for each kind of place that is named."""
    held = list(exports)
    names = {key: _places(user, key, [params for _source, params in held]) for key in _MODELS}
    return [
        [
            {"label": str(_NAMES[key]), "value": value}
            for key in FILTERS.get(source, {})
            if (value := _said(key, FILTERS[source][key], params, names))
        ]
        for source, params in held
    ]


def _places(user: Any, key: str, params: list[dict[str, Any]]) -> dict[Any, str]:
    wanted = {one[key] for one in params if one.get(key)}
    if not wanted:
        return {}
    rows = _MODELS[key].objects.visible_to(user).filter(pk__in=wanted)
    return {row.pk: str(row) for row in rows}


def _said(
    key: str, codes: dict[str, Any], params: dict[str, Any], names: dict[str, dict[Any, str]]
) -> str:
    if key == WORDS:
        return f"“{params[WORDS]}”" if params.get(WORDS) else ""
    if key in names:
        return names[key].get(params.get(key), "")
    label = codes.get(params.get(key, ""), "")
    return _("、").join(map(str, label)) if isinstance(label, list) else _text(label)


def _text(label: str | Promise) -> str:
    return str(label)
