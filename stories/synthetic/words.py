"""The word lists of names.txt, and names drawn from them."""

import random
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("names.txt")
_RARE_SHARE = 0.01  # of given names that hold a sign outside the usual tables


@cache
def lists() -> dict[str, list[str]]:
    """Answer the sections of names.txt as words."""
    found: dict[str, list[str]] = {}
    for line in _FILE.read_text("utf-8").splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            section += line.split()
    return found


@cache
def _surnames() -> tuple[list[str], list[int]]:
    words = lists()["surnames"]
    return words[::2], [int(share) for share in words[1::2]]


def surnames(draw: random.Random, count: int) -> list[str]:
    names, shares = _surnames()
    return draw.choices(names, shares, k=count)


def names(draw: random.Random, count: int) -> list[str]:
    """Answer full names: surnames by share, one or two given signs, now and then a rare one."""
    given, rare = lists()["given"], lists()["rare"]
    return [
        surname
        + draw.choice(rare if draw.random() < _RARE_SHARE else given)
        + (draw.choice(given) if draw.random() < 0.78 else "")
        for surname in surnames(draw, count)
    ]
