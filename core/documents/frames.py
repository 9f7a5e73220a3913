"""Room for deep calls, for CPython 3.11 and later.

CPython keeps the frames of calls in pieces of 16 KB and gives the last piece back as soon as it is
empty. A layout goes some hundred calls deep; where a piece ends just there, every call of a short
function fetches a piece from the system and gives it back: 270,000 times for an annex of 2,000
rows, a quarter of its time. A frame that asks for much gets a piece that is large enough for all
that is called from it.
"""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

ROOM = 70_000  # words: 560 KB, so the piece has 1 MB; what is not used takes no memory


def roomy(act: Callable[[], T]) -> T:
    """Do an act with room for deep calls, and answer what it answers."""
    return act()


roomy.__code__ = roomy.__code__.replace(co_stacksize=ROOM)
