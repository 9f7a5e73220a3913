"""On which days a rhythm has a summary made, and of which campaign or year."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import takewhile

from core import dates
from recall.models import Campaign
from reports.enums import RhythmKind
from reports.models import SummaryRhythm
from reports.queries import prefecture
from units.models import Jurisdiction

_ENDS = {
    RhythmKind.QUARTERLY: (3, 6, 9, 12),
    RhythmKind.PREFECTURE_QUARTER: (3, 6, 9, 12),
    RhythmKind.YEARLY: (12,),
    RhythmKind.PREFECTURE_YEAR: (12,),
}


def over(rhythm: SummaryRhythm, *, today: date) -> list[tuple[Campaign, date]]:
    """Answer what a county's has made of the days from `seen_on` on that are over, the first first.

    An end of a period is of the campaign that was launched last by then; without one, of none.
    """
    if rhythm.kind == RhythmKind.AFTER_CLOSE:
        days = [row for row in _after_closing(rhythm) if rhythm.seen_on <= row[1] < today]
        return sorted(days, key=lambda row: row[1])
    launched = _launched([rhythm.county])
    found: list[tuple[Campaign, date]] = []
    for on in _ended(rhythm, today=today):
        by_then = [row for row, day in launched if day <= on]
        found += [(by_then[-1], on)] if by_then else []
    return found


def years_over(rhythm: SummaryRhythm, *, today: date) -> list[tuple[int, date]]:
    """Answer what a prefecture's has made of the days from `seen_on` on that are over.

    Of the year in which its last campaign by then was launched; without one, of none.
    """
    days = list(_ended(rhythm, today=today))
    by_then = zip(years_by(rhythm.county, days), days, strict=True)
    return [(year, on) for year, on in by_then if year is not None]


def years_by(place: Jurisdiction, days: list[date]) -> list[int | None]:
    """Answer for each day the year in which a prefecture's last campaign by then was launched."""
    launched = [day for _row, day in _launched(prefecture.counties_of(place))]
    return [max((day.year for day in launched if day <= on), default=None) for on in days]


def coming(rhythm: SummaryRhythm, *, today: date) -> date | None:
    """Answer its next day, today among them; None while no closed campaign gives one."""
    if rhythm.kind == RhythmKind.AFTER_CLOSE:
        return min((on for _row, on in _after_closing(rhythm) if on >= today), default=None)
    return next(_ends(rhythm, since=today))


def _launched(places: list[Jurisdiction]) -> list[tuple[Campaign, date]]:
    rows = Campaign.objects.filter(county__in=places).order_by("launched_at", "pk")
    return [(row, dates.legal_day(row.launched_at)) for row in rows if row.launched_at]


def _after_closing(rhythm: SummaryRhythm) -> list[tuple[Campaign, date]]:
    rows = Campaign.objects.filter(county=rhythm.county_id).order_by("pk")
    later = timedelta(days=rhythm.days)
    return [(row, dates.legal_day(row.closed_at) + later) for row in rows if row.closed_at]


def _ended(rhythm: SummaryRhythm, *, today: date) -> Iterator[date]:
    return takewhile(lambda day: day < today, _ends(rhythm, since=rhythm.seen_on))


def _ends(rhythm: SummaryRhythm, *, since: date) -> Iterator[date]:
    """Tell the ends of its periods from a day on, without end."""
    year = since.year
    while True:
        for month in _ENDS[RhythmKind(rhythm.kind)]:
            end = dates.add_months(date(year, month, 1), 1) - timedelta(days=1)
            if end >= since:
                yield end
        year += 1
