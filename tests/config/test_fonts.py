"""The built fonts themselves: what a document needs of them."""

import contextlib

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

from tools import font_recipe

NAMES = "㛃𬱟䶮㐱"  # rare characters of real names
COMMON = "召回通知书干部考核〔2018〕第13号，。：；（）“”《》①Ａ"


@pytest.fixture(scope="module")
def faces():
    """File name -> font, all of the recipe."""
    folder = settings.FONTS_DIR / "ttf"
    with contextlib.ExitStack() as opened:
        yield {
            face.file_name: opened.enter_context(TTFont(folder / face.file_name, lazy=True))
            for face in font_recipe.FACES
        }


def drawn(font, text):
    table, known = font["glyf"], font.getBestCmap()
    return {
        character
        for character in text
        if ord(character) in known and table[known[ord(character)]].numberOfContours
    }


def test_every_face_is_truetype_and_none_moves_a_line(faces):
    heights = {
        (font["hhea"].ascent / font["head"].unitsPerEm, font["hhea"].lineGap)
        for font in faces.values()
    }

    assert {font.sfntVersion for font in faces.values()} == {"\0\1\0\0"}
    assert {round(ascent, 2) for ascent, _ in heights} == {0.88}
    assert {gap for _, gap in heights} == {0}


@pytest.mark.parametrize("stack", font_recipe.STACKS)
def test_stack_draws_rare_names_and_every_sign_of_a_notice(faces, stack):
    regular = [faces[f"{family.replace(' ', '')}-400.ttf"] for family in font_recipe.STACKS[stack]]

    assert set.union(*(drawn(font, NAMES + COMMON) for font in regular)) == set(NAMES + COMMON)


def test_licences_lie_beside_the_fonts():
    texts = settings.FONTS_DIR / "licences"

    assert {path.name for path in texts.iterdir()} == set(font_recipe.PACKAGES)


def test_configuration_names_this_folder_only():
    text = (settings.FONTS_DIR / "fonts.conf").read_text()

    assert text.count("<dir>") == 1
    assert f"<dir>{settings.FONTS_DIR}/ttf</dir>" in text
