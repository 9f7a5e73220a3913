"""Partitions by month, made ahead by a chore; what has no month yet lands in the default one."""

from datetime import date, datetime

from django.db import connection

from core.dates import legal_day

AHEAD = 3  # months


def make_ahead(*, at: datetime) -> list[date]:
    """Make the partitions of this month and the next three; answer those that were made."""
    return [month for month in _months(legal_day(at)) if make(month)]


def make(month: date) -> bool:
    """Make one month's partition and say whether it was made now.

    `audit_make_partition` belongs to the owner of the tables and answers false when the partition
    is there, or when the default one holds rows of that month: those stay where they are.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_make_partition(%s)", [month.replace(day=1)])
        return bool(cursor.fetchone()[0])


def _months(day: date) -> list[date]:
    first = day.year * 12 + day.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(first, first + AHEAD + 1)]
