"""Which words of the facts the person does not read, and what a text says without them."""

from collections.abc import Iterable

from recall.models import Nomination, WordCover

MARK = "■■"  # of one length, so that it tells nothing of the words


def standing(nomination: Nomination) -> list[WordCover]:
    """Answer the covers that hold, in the order in which they were made."""
    rows = WordCover.objects.filter(fact__nomination=nomination, lifted_at=None)
    return list(rows.order_by("pk"))


def words_of(nomination: Nomination) -> list[str]:
    """Answer the covered words of all facts: a name hidden in one is not read in the next."""
    return [cover.words for cover in standing(nomination)]


def covered(text: str, words: Iterable[str]) -> str:
    """Answer a text with every place of the words blacked out; places that touch become one."""
    kept, end = [], 0
    for start, stop in _places(text, words):
        kept += [text[end:start], MARK]
        end = stop
    return "".join([*kept, text[end:]])


def left(text: str, words: Iterable[str]) -> int:
    """Answer how many characters of a text stay readable."""
    return len(text) - sum(stop - start for start, stop in _places(text, words))


def _places(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Answer where the words stand, overlaps and neighbours joined, in order."""
    found = []
    for one in set(words):
        start = text.find(one)
        while start >= 0:
            found.append((start, start + len(one)))
            start = text.find(one, start + 1)
    joined: list[tuple[int, int]] = []
    for start, stop in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(stop, joined[-1][1]))
        else:
            joined.append((start, stop))
    return joined
