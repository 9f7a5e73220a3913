"""The consistency checker: sums that do not hold, and counts that fall though they never may."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from core import dates
from core.dates import legal_day
from recall.models import Campaign
from reports.queries import figures, sheets, standing
from reports.queries.figures import EMPTY, Broken, Counts

# "Up to the day, ever": submitted, decided upon and begun cannot be undone, only followed by more.
CUMULATIVE = ("nominated", "recalled", "in_class", "nominated_by_leading")
MOST = 13  # days that are looked at


@dataclass(frozen=True)
class Fallen:
    """A count that may only grow and was less on the later of two days."""

    code: str
    before: tuple[date, int]
    after: tuple[date, int]


@dataclass(frozen=True)
class Checked:
    """What was looked at, and what is wrong with it."""

    days: list[date]
    counts: list[Counts]
    broken: list[Broken]
    fallen: list[Fallen]

    @property
    def is_sound(self) -> bool:
        return not (self.broken or self.fallen)


def days(campaign: Campaign, *, until: date) -> list[date]:
    """Answer the ends of months, quarters or longer spans from the launch up to a day, and it."""
    first = legal_day(campaign.launched_at) if campaign.launched_at else until
    months = max(1, (until.year - first.year) * 12 + until.month - first.month)
    step = -(-months // (MOST - 1))
    ends = []
    month = first.replace(day=1)
    while (month := dates.add_months(month, step)) <= until:
        ends.append(month - timedelta(days=1))
    return [*ends, until] if not ends or ends[-1] < until else ends


def check(campaign: Campaign, *, until: date) -> Checked:
    """Check a campaign: all sums on the last day, and on the way what may only grow."""
    held = days(campaign, until=until)
    counts = [standing.funnel((campaign.pk,), day)["total"].get(None, EMPTY) for day in held]
    return Checked(
        days=held,
        counts=counts,
        broken=figures.partitions(figures.compute(campaign, as_of=until)),
        fallen=fallen(held, counts),
    )


def fallen(held: list[date], counts: list[Counts]) -> list[Fallen]:
    """Answer every count of `CUMULATIVE` that is less on a day than on the one before."""
    pairs = list(zip(held, counts, strict=True))
    return [
        Fallen(code, (before[0], before[1][code]), (after[0], after[1][code]))
        for before, after in pairwise(pairs)
        for code in CUMULATIVE
        if after[1][code] < before[1][code]
    ]


def sentences(checked: Checked) -> list[str]:
    """Answer what is wrong, a sentence each with its numbers."""
    return [sheets.sentence(row) for row in checked.broken] + [
        sheets.fell(row.code, row.before, row.after) for row in checked.fallen
    ]
