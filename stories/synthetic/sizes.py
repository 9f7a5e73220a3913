"""How much a county, a prefecture and a province hold (security reference 6.1)."""

from dataclasses import dataclass, replace
from datetime import date

YEARS = 10
DESKS = 25  # people of a county's offices with an account: counties._OFFICES


@dataclass(frozen=True)
class Size:
    """Numbers of one county; a level is a number of such counties."""

    counties: int
    people: int = 7500
    units: int = 250
    villages: int = 75
    accounts: int = 588
    cases: int = 2500
    seed: int = 1
    until: date = date(2026, 10, 31)

    @property
    def offices(self) -> int:
        """Units that have people and must report: all but the villages."""
        return self.units - self.villages

    @property
    def campaign_cases(self) -> int:
        return max(1, self.cases // YEARS)


LEVELS = {"county": Size(1), "prefecture": Size(8), "province": Size(113)}
_SMALLEST_UNITS = 6


def of(level: str, *, seed: int, people: int | None = None, until: date | None = None) -> Size:
    """Answer the size of a level; `people` in all scales everything within the counties.

    :raises KeyError: no such level
    """
    size = replace(LEVELS[level], seed=seed, until=until or Size.until)
    if people is None:
        return size
    share = people / (size.people * size.counties)
    units = max(_SMALLEST_UNITS, round(size.units * share))
    villages = max(1, round(units * 0.3))
    return replace(
        size,
        people=people // size.counties,
        units=units,
        villages=villages,
        accounts=2 * (units - villages) + villages + DESKS + max(2, round(138 * share)),
        cases=max(YEARS, round(size.cases * share)),
    )
