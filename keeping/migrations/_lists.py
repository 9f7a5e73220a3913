"""How a later table enters `keeping_remove`: the text before, with one more entry at a list's end.

A migration of its own for each (0003 is the example): the lists of the ones before are not edited,
so that a database that has them gets what is new, and going back puts the text before in again.
"""

import re


def longer(text: str, name: str, *entries: str) -> str:
    """Answer the function's text with `entries` at the end of its array `name`.

    :raises ValueError: if the text has no such array, or has an entry already
    """
    found = re.search(rf"    {name} constant text\[\] := ARRAY\[(.+?)\n    \];", text, re.DOTALL)
    if found is None:
        raise ValueError(f"the function has no list {name}")
    for entry in entries:
        if f"'{entry}'" in found[1]:
            raise ValueError(f"{name} has {entry} already")
    added = "".join(f",\n        '{entry}'" for entry in entries)
    return text[: found.end(1)] + added + text[found.end(1) :]


def put_before(text: str, mark: str, lines: str) -> str:
    """Answer the function's text with `lines` before `mark`.

    :raises ValueError: unless `mark` stands in it once
    """
    if text.count(mark) != 1:
        raise ValueError(f"not once in the function: {mark}")
    return text.replace(mark, lines + mark)
