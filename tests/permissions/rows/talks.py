"""Talks in practice: one that waits for the person's word, one that waits for the mentor's."""

from typing import Any

from tests.factories import training
from training.services import talks


def rows(where: Any, world: Any) -> dict[str, Any]:
    """Answer two talks that the mentor of the posting held."""
    at = training.NOW.replace(month=8, day=20)
    told = {"kind": "USUAL", "on": at.date(), "summary": "想家", "by": world.mentor, "at": at}
    first, second = (talks.hold(where.posting, **told) for _n in range(2))
    talks.acknowledge(second, own_words="谢谢", by=where.posting.case.subject, at=at)
    return {"heart_talk": first, "signed_talk": second}
