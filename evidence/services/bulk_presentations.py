"""Numbers of show-and-compare rounds by the hundred, each by the act of its page."""

from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.errors import StateConflict
from evidence.models import (
    PresentationIndicator,
    PresentationMember,
    PresentationRound,
    PresentationValue,
)
from evidence.services import presentation_papers as papers

Values = dict[str, Any]


def rounds_of(county: Any) -> dict[tuple[int | None, str], PresentationRound]:
    """Answer the county's rounds that take reports, by (unit or None, title)."""
    rows = PresentationRound.objects.filter(county=county, settled_at__isnull=False, shown_at=None)
    return {(row.unit_id, row.title): row for row in rows}


def indicators_of(rounds: Collection[int]) -> dict[tuple[int, str], int]:
    """Answer the indicators by (round, name)."""
    rows = PresentationIndicator.objects.filter(round__in=rounds)
    return {(row, name): pk for row, name, pk in rows.values_list("round", "name", "pk")}


def members_of(rounds: Collection[int]) -> tuple[dict[tuple[int, int], int], set[tuple[int, int]]]:
    """Answer the members by (round, person), and who shows there as (round, account)."""
    rows = PresentationMember.objects.filter(round__in=rounds)
    told = list(rows.values_list("round", "cadre", "cadre__user", "pk"))
    return (
        {(row, cadre): pk for row, cadre, _user, pk in told},
        {(row, user) for row, _cadre, user, _pk in told if user is not None},
    )


def known(members: Collection[int]) -> dict[tuple[int, int], int]:
    """Answer the numbers of members by (indicator, member)."""
    rows = PresentationValue.objects.filter(member__in=members)
    return {(i, member): pk for i, member, pk in rows.values_list("indicator", "member", "pk")}


def current(ids: Sequence[int], county: Any, *, lock: bool = False) -> dict[int, Values]:
    """Answer numbers as JSON-able values, locked behind their rounds if asked."""
    rows = PresentationValue.objects.filter(pk__in=ids, member__round__county=county).order_by("pk")
    if lock:
        _lock_rounds(rows.order_by().values("member__round"))
        rows = rows.select_for_update(of=("self",))
    return {row.pk: {"value": f"{row.value:f}"} for row in rows}


def enter(rows: Sequence[Values], *, by: Any, at: datetime) -> list[int]:
    """Enter numbers of members.

    :raises NotAllowed: in a round in which one shows oneself
    :raises RegulationBroken: PR-09, shown meanwhile
    """
    members = _members([row["member"] for row in rows])
    return [
        papers.enter_number(
            members[row["member"]],
            indicator=row["indicator_id"],
            value=Decimal(row["value"]),
            by=by,
            at=at,
        ).pk
        for row in rows
    ]


def correct(rows: Sequence[tuple[int, Values]], *, by: Any, at: datetime) -> None:
    """Correct numbers of members.

    :raises NotAllowed: in a round in which one shows oneself
    :raises RegulationBroken: PR-09, shown meanwhile
    """
    held = PresentationValue.objects.in_bulk([pk for pk, _values in rows])
    members = _members([row.member_id for row in held.values()])
    for pk, values in rows:
        row = held[pk]
        value = Decimal(values["value"])
        member = members[row.member_id]
        papers.enter_number(member, indicator=row.indicator_id, value=value, by=by, at=at)


def _members(ids: Collection[int]) -> dict[int, PresentationMember]:
    rows = PresentationMember.objects.filter(pk__in=set(ids))
    _lock_rounds(rows.values("round"))
    return {row.pk: row for row in rows.select_related("round")}


def _lock_rounds(ids: Any) -> None:
    """Lock rounds before their numbers, as a report does, whatever the order of the lines."""
    rows = PresentationRound.objects.filter(pk__in=ids).order_by("pk")
    list(rows.select_for_update(of=("self",)))


def refuse_removal() -> None:
    """Refuse: a number stays; it is corrected until it is shown.

    :raises StateConflict: always
    """
    raise StateConflict(_("指标数录入后不能删除；晒出之前可以再导入更正。"))


def owners(ids: Sequence[int]) -> dict[int, int]:
    """Answer number → person."""
    rows = PresentationValue.objects.filter(pk__in=ids)
    return dict(rows.values_list("pk", "member__cadre"))
