"""Styles made once for elements that look alike, and none that nobody sees, for WeasyPrint 70.0.

WeasyPrint shares the styles of elements that the same rules meet under the same parent, but first
writes down for each what the rules say, and makes a style of its own for the marker and the calls
and marks of notes of each, though only list items and notes have them. For an annex of 2,000 rows
that was a sixth of the memory. Here a style is settled when the first element needs it. It uses
internal interfaces, so the version is pinned, and a test compares the bytes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import inf
from typing import Any, NamedTuple

from weasyprint.css import StyleFor, declaration_precedence, find_style_attributes
from weasyprint.css.validation import preprocess_declarations

_OF_NOTES = {"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"}
_begin = StyleFor.__init__


class Told(NamedTuple):
    """Declarations of one rule that meets an element, and how much they weigh."""

    origin: str
    layer: float
    specificity: Any
    declarations: Any

    @property
    def key(self) -> Any:
        """Answer what two elements share if the same rule meets them."""
        return self.origin, self.layer, self.specificity, id(self.declarations)


def install() -> None:
    """Replace WeasyPrint's making of styles for this process."""
    StyleFor.__init__ = begin


def begin(
    self: Any, html: Any, sheets: Any, presentational_hints: bool, font_config: Any, targets: Any
) -> None:
    """Make the styles of all elements and of their pseudo-elements that are shown."""
    self._cascaded_styles, self._computed_styles = {}, {}
    self.initial_page_sizes = {"box": None, "area": None}
    self._sheets, self.font_config = sheets, font_config
    attributes, known = _attributes(html, presentational_hints), {}
    often = {"root": html.etree_element, "base_url": html.base_url, "target_collector": targets}
    for wrapped in html.wrapper_element.iter_subtree():
        element = wrapped.etree_element
        parent = wrapped.parent.etree_element if wrapped.parent else None
        own, of_pseudos = _rules(wrapped, sheets)
        own = [*attributes.get(element, ()), *own]
        key = (id(self._computed_styles.get((parent, None))), *(rule.key for rule in own))
        if key not in known:
            self._cascaded_styles[element, None] = _cascaded(own)
            self.set_computed_styles(element, parent=parent, **often)
            known[key] = self._computed_styles[element, None]
        style = self._computed_styles[element, None] = known[key]
        for pseudo, rules in of_pseudos.items():
            if _has(style, pseudo):
                self._cascaded_styles[element, pseudo] = _cascaded(rules)
                self.set_computed_styles(element, parent=element, pseudo_type=pseudo, **often)
        self._cascaded_styles.clear()


def _attributes(html: Any, hints: bool) -> dict[Any, list[Told]]:
    """Answer what attributes say of the style of elements."""
    found: dict[Any, list[Told]] = defaultdict(list)
    for specificity, element, declarations, base in find_style_attributes(
        html.etree_element, hints, html.base_url
    ):
        told = list(preprocess_declarations(base, declarations))
        found[element].append(Told("author", inf, specificity, told))
    return found


def _rules(wrapped: Any, sheets: Any) -> tuple[list[Told], dict[str, list[Told]]]:
    """Answer the rules that meet an element, and those that meet its pseudo-elements."""
    own: list[Told] = []
    of_pseudos: dict[str, list[Told]] = {}
    for sheet, origin, weight in sheets:
        for specificity, _order, pseudo, (declarations, layer) in sheet.matcher.match(wrapped):
            level = inf if layer is None else sheet.layers.index(layer)
            told = Told(origin, level, weight or specificity, declarations)
            (of_pseudos.setdefault(pseudo, []) if pseudo else own).append(told)
    return own, of_pseudos


def _cascaded(rules: Iterable[Told]) -> dict[str, Any]:
    """Answer of each property the value that weighs most; of equals, the last."""
    won: dict[str, Any] = {}
    for name, value, weight in _declared(rules):
        if name not in won or won[name][1] <= weight:
            won[name] = value, weight
    return won


def _declared(rules: Iterable[Told]) -> Iterator[tuple[str, Any, Any]]:
    for rule in rules:
        for name, value, importance in rule.declarations:
            precedence = declaration_precedence(rule.origin, importance)
            yield name, value, (precedence, rule.layer, rule.specificity)


def _has(style: Any, pseudo: str) -> bool:
    if pseudo == "marker":
        return "list-item" in style["display"]
    is_note = style["float"] == "footnote" or style["position"][0] == "note()"
    return is_note or pseudo not in _OF_NOTES
