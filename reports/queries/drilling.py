"""From a figure of the board to its rows: by the very condition that counted them."""

from django.db.models import QuerySet

from reports.queries import boards

CUTS = {"year": "year", "place": "county_id"}  # as the address says it → the column


def ids(counties: set[int], *, cut: str, value: int, code: str) -> list[int]:
    """Answer the nominations that a figure of the board counts.

    :param cut: a key of `CUTS`
    :param code: one of `boards.OPEN`

    :raises KeyError: the board has no such figure
    """
    rows = boards.ids(counties, column=CUTS[cut], value=value)
    return [pk for pk, *told in rows if told[boards.OPEN.index(code)]]


def within(rows: QuerySet, counties: set[int], *, cut: str, value: int, code: str) -> QuerySet:
    """Answer those of the rows that a figure counts."""
    return rows.filter(pk__in=ids(counties, cut=cut, value=value, code=code))
