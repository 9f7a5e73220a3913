"""Faces and lines made ready once per process, for WeasyPrint 70.0.

For each document WeasyPrint reads each face anew, 5 to 20 MB of it, only to cut out what the
document needs, and for each line it makes a Pango context and a description of the font. Nothing
of this is a document's own: which glyphs it shows and how wide they are is noted in tables of its
own, and a line has its own layout. It uses internal interfaces, so the version is pinned, and a
test compares the bytes with those of a process that keeps nothing.
"""

import copy
import os
import threading
from typing import Any

from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.pdf import fonts, stream
from weasyprint.text import line_break
from weasyprint.text.constants import PANGO_DIRECTION
from weasyprint.text.ffi import (
    ffi,
    gobject,
    harfbuzz,
    harfbuzz_subset,
    pango,
    unicode_to_char_p,
)

_ready: dict[tuple[int, int, float], fonts.Font] = {}  # by process, font and size
_DESCRIBED = (
    "font_family",
    "font_style",
    "font_stretch",
    "font_weight",
    "font_size",
    "font_variant_caps",
    "font_variation_settings",
)
_Key = tuple[Any, ...]
# a line whose style says of these what every style says at first needs nothing of its own
_PLAIN = (
    "font_language_override",
    "text_decoration_line",
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)
# tables of a face that a drawing has no use for
_DROPPED = (
    *(b"BASE", b"DSIG", b"EBDT", b"EBLC", b"EBSC", b"GPOS", b"GSUB"),
    *(b"JSTF", b"LTSH", b"PCLT", b"SVG "),
)
_describe, _setup = line_break.get_font_description, line_break.Layout.setup
_add_font, _read = stream.Stream.add_font, fonts.get_hb_object_data
_making = threading.local()


class Face(fonts.Font):
    """A face that reads its file only if it cannot be cut."""

    file_content: bytes

    def __init__(self, pango_font, description, font_size):
        _making.face = True
        try:
            super().__init__(pango_font, description, font_size)
        finally:
            _making.face = False

    def subset(self, to_unicode, hinting):
        super().subset(to_unicode, hinting)
        if not self.file_content:
            self.file_content = _read(self.hb_face)

    def _harfbuzz_subset(self, to_unicode, hinting):
        """Cut the face in one go.

        WeasyPrint cuts it again to drop the glyphs after the last one used, told one by one, of
        which HarfBuzz has kept none: 1.5 ms of a face's 2, for the same bytes.
        """
        hb = harfbuzz_subset
        asked = ffi.gc(hb.hb_subset_input_create_or_fail(), hb.hb_subset_input_destroy)
        dropped = hb.hb_subset_input_set(asked, hb.HB_SUBSET_SETS_DROP_TABLE_TAG)
        _fill(hb.hb_subset_input_glyph_set(asked), to_unicode)
        _fill(dropped, (harfbuzz.hb_tag_from_string(name, -1) for name in _DROPPED))
        flags = hb.HB_SUBSET_FLAGS_RETAIN_GIDS | hb.HB_SUBSET_FLAGS_PASSTHROUGH_UNRECOGNIZED
        flags |= hb.HB_SUBSET_FLAGS_DESUBROUTINIZE
        flags |= 0 if hinting else hb.HB_SUBSET_FLAGS_NO_HINTING
        flags |= hb.HB_SUBSET_FLAGS_NOTDEF_OUTLINE if self.missing else 0
        hb.hb_subset_input_set_flags(asked, flags)
        cut = ffi.gc(hb.hb_subset_or_fail(self.hb_face, asked), harfbuzz.hb_face_destroy)
        if cut:
            self.file_content = _read(cut)


def _fill(held: Any, numbers: Any) -> None:
    """Put numbers into a set of HarfBuzz's."""
    told = sorted(numbers)
    harfbuzz.hb_set_add_sorted_array(held, ffi.new("hb_codepoint_t[]", told), len(told))


def install() -> None:
    """Replace WeasyPrint's making of faces and of descriptions for this process."""
    stream.Stream.add_font = add_font
    fonts.get_hb_object_data = read
    line_break.get_font_description = described
    line_break.Layout.setup = setup


def read(of: Any, *told: Any) -> bytes:
    """Answer the bytes of a face, none while it is only made."""
    return b"" if getattr(_making, "face", False) else _read(of, *told)


def add_font(self: stream.Stream, pango_font: Any) -> tuple[fonts.Font, float]:
    key, description, size = stream.get_pango_font_key(pango_font)
    if key not in self._fonts:
        self._fonts[key] = _fresh(key, pango_font, description, size)
    return self._fonts[key], size


def _fresh(key: int, pango_font: Any, description: Any, size: float) -> fonts.Font:
    """Answer a face that no document has drawn with yet.

    By its size too, since ascent and descent are rounded by it: what a document is made of must
    not depend on those before it.
    """
    place = (os.getpid(), key, size)
    if place not in _ready:
        _ready[place] = Face(pango_font, description, size)
    face = copy.copy(_ready[place])
    face.widths, face.to_unicode, face.missing = {}, {}, {}
    face.hb_font, face.used_in_forms = pango.pango_font_get_hb_font(pango_font), False
    return face


def described(style: Any) -> Any:
    """Answer the description of a style's font, which whoever asks copies."""
    config = style.font_config
    kept: dict[_Key, Any] = config.__dict__.setdefault("_described", {})
    key = tuple(_hashable(style[name]) for name in _DESCRIBED)
    if key not in kept:
        kept[key] = _describe(style)
    return kept[key]


def setup(self: line_break.Layout, style: Any) -> None:
    """Make a line's layout in the context that all lines of its direction and language share."""
    if any(style[name] != INITIAL_VALUES[name] for name in _PLAIN):
        _setup(self, style)
        return
    self.style, self.first_line_direction = style, 0
    context, self.language = _context(style.font_config, style["direction"], style["lang"])
    self.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(self.layout, False)
    pango.pango_layout_set_font_description(self.layout, described(style))
    self.ascent = self.underline_position = self.strikethrough_position = None


def _context(config: Any, direction: str, lang: str | None) -> tuple[Any, Any]:
    """Answer a context that nothing changes any more, and its language."""
    kept: dict[_Key, Any] = config.__dict__.setdefault("_contexts", {})
    if (direction, lang) in kept:
        return kept[direction, lang]
    context = ffi.gc(pango.pango_font_map_create_context(config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[direction])
    language = pango.pango_language_get_default()
    if lang:
        pointer, _held = unicode_to_char_p(lang)
        language = pango.pango_language_from_string(pointer)
        pango.pango_context_set_language(context, language)
    kept[direction, lang] = context, language
    return context, language


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
