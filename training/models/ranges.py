"""Spans of days and of time as PostgreSQL sees them, for constraints that forbid overlap."""

from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField
from django.db.models import F, Func, Q, Value


def days(start: str, end: str) -> Func:
    """Answer the span of two date columns, both days counted."""
    return Func(F(start), F(end), Value("[]"), function="daterange", output_field=DateRangeField())


def instants(start: str, end: str) -> Func:
    """Answer the span of two time columns; one may end when the next begins."""
    return Func(F(start), F(end), function="tstzrange", output_field=DateTimeRangeField())


def paired(table: str, act: str) -> tuple[Q, str]:
    """Answer condition and name of the constraint that `<act>_by` and `<act>_at` go together."""
    by, at = f"{act}_by", f"{act}_at"
    return (
        Q(**{by: None, at: None}) | Q(**{f"{by}__isnull": False, f"{at}__isnull": False}),
        f"{table}_{act}_by_with_at",
    )
