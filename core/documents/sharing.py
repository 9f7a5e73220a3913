"""Styles of pseudo-elements that an element does not have, made once, for WeasyPrint 70.0.

WeasyPrint makes a style of its own for the marker and the calls and marks of notes of each element,
though only list items and notes have them: 85,000 for an annex of 2,000 rows, a fifth of its
memory. Here elements that look alike share what none of them shows. It uses internal interfaces,
so the version is pinned, and a test compares the bytes.
"""

from typing import Any

from weasyprint.css import StyleFor

_OF_NOTES = {"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"}
_set = StyleFor.set_computed_styles


def install() -> None:
    """Replace WeasyPrint's making of styles for this process."""
    StyleFor.set_computed_styles = set_computed_styles


def set_computed_styles(self: Any, element: Any, parent: Any, **told: Any) -> None:
    """Give the style that is shared by those of the same parent style and the same rules."""
    styles, pseudo = self.get_computed_styles(), told.get("pseudo_type")
    if pseudo is None or parent is not element or _has(styles[parent, None], pseudo):
        _set(self, element, parent, **told)
        return
    rules = self.get_cascaded_styles().get((element, pseudo), {})
    ruled = tuple((name, id(values), weight) for name, (values, weight) in rules.items())
    key = (id(styles[parent, None]), pseudo, ruled)
    shared = self.__dict__.setdefault("_shared", {})
    if key not in shared:
        _set(self, element, parent, **told)
        shared[key] = styles[element, pseudo]
    styles[element, pseudo] = shared[key]


def _has(style: Any, pseudo: str) -> bool:
    if pseudo == "marker":
        return "list-item" in style["display"]
    is_note = style["float"] == "footnote" or style["position"][0] == "note()"
    return is_note or pseudo not in _OF_NOTES
