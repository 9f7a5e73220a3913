"""Pinyin of characters: what pypinyin knows, corrected for surnames and for common double readings.

Source: pypinyin's table of 41,923 characters, and 《通用规范汉字表》 for the surnames' readings.
"""

import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from pypinyin.constants import PINYIN_DICT

_TABLES = Path(__file__).with_name("readings.txt")


def tables() -> dict[str, dict[str, list[str]]]:
    """Answer the sections of readings.txt: sign → readings, the usual one first.

    surnames: read so as a surname, the everyday reading stays as a second one; double surnames:
    one reading for each of two signs; double readings: both are usual in names and offices.
    """
    found: dict[str, dict[str, list[str]]] = {}
    for line in _TABLES.read_text("utf-8").splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), {})
        elif not line.startswith("#"):
            parts = line.split()
            section |= {
                sign: said.split(",") for sign, said in zip(parts[::2], parts[1::2], strict=True)
            }
    return found


def plain(reading: str) -> str:
    """Answer a reading without tone: lǚ is lv."""
    bare = unicodedata.normalize("NFD", reading.replace("ü", "v").translate(_U_WITH_TONE))
    return "".join(letter for letter in bare if "a" <= letter <= "z")


_U_WITH_TONE = str.maketrans({letter: "v" for letter in "ǖǘǚǜ"})


@cache
def _usual() -> dict[str, str]:
    return {sign: said[0] for sign, said, _surname in rows() if len(sign) == 1}


def spelled(text: str) -> tuple[str, str]:
    """Answer a text in pinyin without tones or blanks, and by initials; other signs as they are."""
    usual = _usual()
    said = [usual.get(sign, sign) for sign in text if not sign.isspace()]
    return "".join(said), "".join(one[:1] for one in said)


def rows() -> list[tuple[str, list[str], list[str] | None]]:
    """Answer (sign, its readings, its readings as a surname or None) for the database's table."""
    known = {chr(code): [plain(said.split(",")[0])] for code, said in PINYIN_DICT.items()}
    ours = tables()
    known |= ours["double readings"] | ours["rare"]
    surnames, pairs = ours["surnames"], ours["double surnames"]
    single = [(sign, said, surnames.get(sign)) for sign, said in known.items() if said[0]]
    return single + [(sign, said, said) for sign, said in pairs.items()]


def load(cursor: Any) -> None:
    """Fill the database's table of readings anew."""
    cursor.execute("TRUNCATE search_reading")
    with cursor.copy("COPY search_reading (sign, said, surname) FROM STDIN") as copy:
        for row in rows():
            copy.write_row(row)
