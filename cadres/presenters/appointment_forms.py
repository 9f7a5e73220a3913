"""What the printed 干部任免审批表 shows, from the facts that its document froze and sealed."""

import json
import math
import re
from datetime import date
from typing import Any

from cadres.queries import sheets
from core.documents import texts as printable
from core.sealing.boxes import unseal_from_text

_DATED = re.compile(
    r"^(\d{4}[.\uff0e]\d{2}\s*(?:--|—+|～|\uff0d|-)\s*(?:\d{4}[.\uff0e]\d{2})?)\s*(.*)$"
)
# name, letters per line beside the span, height of a line in mm
_SIZES = (("", 25, 6.2), ("s", 30, 4.9), ("xs", 37, 4.0))
_BOX, _STEP, _LEAST = 120, 6, 66  # mm: the résumé's box on page 1, what it shrinks by, and to
_LINE, _ROW = 5.8, 11  # mm: a line of a cell, and the row that holds one
_HEAD = (  # the cells of one row of page 1, each with the letters that a line of it holds
    (("XingMing", 5), ("born", 6)),
    (("MinZu", 5), ("JiGuan", 5), ("ChuShengDi", 6)),
    (("joined", 5), ("JianKangZhuangKuang", 6)),
    (("ZhuanYeJiShuZhiWu", 10), ("ShuXiZhuanYeYouHeZhuanChang", 11)),
    (("QuanRiZhiJiaoYu_XueLi", 5), ("QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi", 11)),
    (("ZaiZhiJiaoYu_XueLi", 5), ("ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi", 19)),
    (("XianRenZhiWu", 35),),
    (("NiRenZhiWu", 35),),
    (("NiMianZhiWu", 35),),
)
FAMILY_ROWS = 7


def opened(sealed: str) -> dict[str, Any]:
    """Answer texts, résumé lines, family and photo of a sealed form."""
    facts = json.loads(unseal_from_text(sealed, place=sheets.PLACE))
    texts = printable.clean_all(facts["texts"])
    on = _day(texts.get("JiSuanNianLingShiJian", "")) or date.fromisoformat(facts["on"])
    family = [_relative(line, on) for line in printable.clean_all(facts["family"])]
    told = {
        **texts,
        "born": born(texts.get("ChuShengNianYue", ""), on).replace("（", "\n（"),
        "joined": party(texts.get("RuDangShiJian", "")),
        "began": dotted(texts.get("CanJiaGongZuoShiJian", "")),
        "resume": resume(texts.get("JianLi", "")),
        "family": family + [{}] * (FAMILY_ROWS - len(family)),
        "photo": facts["photo"],
        "filled": dotted(texts.get("TianBiaoShiJian", "")),
    }
    return told | fitted(told)


def dotted(text: str) -> str:
    """Write yyyyMM or yyyyMMdd as 2018.05 or 2018.05.08, anything else as it stands."""
    if re.fullmatch(r"\d{6}(\d\d)?", text):
        return ".".join(filter(None, [text[:4], text[4:6], text[6:]]))
    return text


def party(text: str) -> str:
    return "；".join(dotted(part.strip()) for part in re.split(r"[；;]", text))


def _day(text: str) -> date | None:
    first = sheets.month(text[:6])
    try:
        return first.replace(day=int(text[6:])) if first and text[6:] else first
    except ValueError:
        return None


def age(text: str, on: date) -> int | None:
    """Answer whole years from a birth month to a day; the month of birth counts as reached."""
    first = sheets.month(text)
    if first is None or first > on:
        return None
    return on.year - first.year - (on.month < first.month)


def born(text: str, on: date) -> str:
    years = age(text, on)
    return dotted(text) if years is None else f"{dotted(text)}（{years}岁）"


def _relative(line: dict[str, str], on: date) -> dict[str, str]:
    return {**line, "born": born(line.get("ChuShengRiQi", ""), on)}


def resume(text: str) -> list[dict[str, str]]:
    """Answer the résumé line by line, the span apart from the words."""
    told = []
    for line in filter(None, (part.rstrip() for part in text.splitlines())):
        match = _DATED.match(line.strip())
        span, words = match.groups() if match else ("", line.strip())
        told.append({"span": span.strip(), "words": words})
    return told


def _rows(text: str, letters: int) -> int:
    """Answer how many lines a text takes; half-width letters count half."""
    wide = sum(0.55 if mark.isascii() else 1 for mark in text)
    return max(1, math.ceil(wide / letters))


def room(told: dict[str, Any]) -> int:
    """Answer the height in mm that the rows above leave to the résumé on page 1."""
    grown = 0.0
    for cells in _HEAD:
        rows = max(_rows(told.get(name, ""), letters) for name, letters in cells)
        grown += max(0.0, rows * _LINE + 1.5 - _ROW)
    left = _BOX - grown
    return max(_LEAST, int(left // _STEP) * _STEP)


def fitted(told: dict[str, Any]) -> dict[str, Any]:
    """Choose box and letters of the résumé; one that fits at no size flows over to a next page."""
    box = room(told)
    for name, letters, height in _SIZES:
        if sum(_rows(line["words"], letters) for line in told["resume"]) * height + 3 <= box:
            return {"box": f"b{box}", "size": name, "flows": False}
    return {"box": "", "size": "s", "flows": True}
