"""Sharing the year-end award by points."""

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction

from core import bulk
from core.audit import trail
from core.dates import legal_day
from core.workflow.engine import lock
from evidence import permissions, regulations
from evidence.models import Book, BookAward, BookShare
from evidence.queries import books


@transaction.atomic
def share(book: Book, *, total: Decimal, basis: str, by: Any, at: datetime) -> BookAward:
    """Share the rule's part (40 %) of an award by the year's points; the last sharing counts.

    The pot is rounded to the cent; the shares add up to it: see queries.books.shares.

    :raises RegulationBroken: PT-14 a period is not final, PT-15 nobody has points
    """
    book = lock(book)
    permissions.keep_book.check(by, book)
    regulations.year_is_final.check(book.periods.filter(final_at=None))
    rule = books.rule_on(book, legal_day(at))
    pot = (total * rule.award_percent / 100).quantize(books.CENT, ROUND_HALF_UP)
    totals = dict(books.standings(book).values_list("pk", "total"))
    regulations.somebody_has_points.check(totals.values())
    award = BookAward.objects.create(
        book=book,
        rule=rule,
        total=total,
        pot=pot,
        basis=basis.strip(),
        shared_by=by,
        shared_at=at,
    )
    parts = books.shares(totals, pot)
    bulk.insert(
        [
            BookShare(award=award, member_id=pk, points=totals[pk], amount=amount)
            for pk, amount in sorted(parts.items())
        ]
    )
    trail.record(award, "share_award", by=by, at=at, shares=len(parts))
    return award
