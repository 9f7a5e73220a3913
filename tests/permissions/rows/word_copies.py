"""A copy of a notice's Word that came back, in a world."""

from typing import Any

from reports.services import word_copies
from tests.factories.word_files import edited
from tests.moments import DECIDED_AT


def rows(where: Any) -> dict[str, Any]:
    told: dict[str, Any] = {"by": where.people["county_admin"], "at": DECIDED_AT}
    copy = word_copies.take_in(where.unserved.notice, content=edited("一处改动。"), **told)
    return {"word_copy": copy}
