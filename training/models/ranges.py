"""Spans of days and of time as PostgreSQL sees them, for constraints that forbid overlap."""

from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField, IntegerRangeField
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce

MOST_GROUPS = 99


def days(start: str, end: str) -> Func:
    """Answer the span of two date columns, both days counted."""
    return Func(F(start), F(end), Value("[]"), function="daterange", output_field=DateRangeField())


def instants(start: str, end: str) -> Func:
    """Answer the span of two time columns; one may end when the next begins."""
    return Func(F(start), F(end), function="tstzrange", output_field=DateTimeRangeField())


def groups(column: str) -> Func:
    """Answer the groups that a column names: one, or all of them where it is empty."""
    return Func(
        Coalesce(F(column), Value(1)),
        Coalesce(F(column), Value(MOST_GROUPS)),
        Value("[]"),
        function="int4range",
        output_field=IntegerRangeField(),
    )


def paired(table: str, act: str) -> tuple[Q, str]:
    """Answer condition and name of the constraint that `<act>_by` and `<act>_at` go together."""
    by, at = f"{act}_by", f"{act}_at"
    return (
        Q(**{by: None, at: None}) | Q(**{f"{by}__isnull": False, f"{at}__isnull": False}),
        f"{table}_{act}_by_with_at",
    )
