"""Words of papers that have gone through the real acts."""

from datetime import date, datetime
from typing import Any

from accounts.enums import Role
from core.documents import wordings
from schemes.models import WordingVersion
from schemes.services import wordings as acts
from tests.factories.accounts import holder
from tests.moments import LAUNCHED_AT

FROM_ON = LAUNCHED_AT.date()
MARK = "请认真阅读本通知书。"


def body(kind: str, added: str = MARK) -> str:
    """Answer the product's body with a last line of one's own."""
    found = wordings.find(kind)
    assert found is not None
    return f"{found.words.body}\n{added}"


def draft_wording(
    county: Any,
    kind: str = "recall_notice",
    *,
    by: Any = None,
    at: datetime = LAUNCHED_AT,
    **told: Any,
) -> WordingVersion:
    """Let an admin begin a version and write it, complete but unsent."""
    by = by or holder(Role.COUNTY_ADMIN, county)
    found: Any = wordings.find(kind)
    is_base = told.pop("is_base", False)
    row = acts.begin(county, kind=found, is_base=is_base, by=by, at=at)
    given = {"from_on": at.date()}
    if not is_base:
        given |= found.words._asdict() | {"body": body(kind)}
    return acts.put(row, by=by, at=at, **given | told)


def approved_wording(
    county: Any, kind: str = "recall_notice", *, at: datetime = LAUNCHED_AT, **told: Any
) -> WordingVersion:
    """Let one admin write a version and another approve it."""
    return approve(draft_wording(county, kind, at=at, **told), at=at)


def approve(row: WordingVersion, *, at: datetime = LAUNCHED_AT) -> WordingVersion:
    """Let the writer of a draft submit it, and an admin who wrote none of it approve it."""
    row = acts.submit(row, seen=row.stamp, by=row.drafted_by, at=at)
    other = holder(Role.COUNTY_ADMIN, row.county)
    return acts.approve(row, seen=row.stamp, by=other, at=at)


def later(day: date) -> datetime:
    """Answer nine in the morning of a day."""
    return datetime.combine(day, LAUNCHED_AT.timetz())
