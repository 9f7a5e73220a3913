from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.recall import CampaignFactory, RoundFactory
from tests.factories.units import UnitFactory
from tests.fixtures import media
from tests.moments import LAUNCHED_AT
from tests.reports import histories

__all__ = ["media"]

FIRST = date(2018, 5, 10)


class Book:
    """A launched campaign of two rounds and five due units, and the histories written to it."""

    def __init__(self, seed: int, count: int) -> None:
        random = Random(seed)
        self.campaign = CampaignFactory(
            state="OPEN", launched_by=UserFactory(), launched_at=LAUNCHED_AT
        )
        rounds = [
            RoundFactory(campaign=self.campaign, number=n, notice_on=FIRST - timedelta(days=n))
            for n in (1, 2)
        ]
        units = [UnitFactory(county=self.campaign.county) for _ in range(5)]
        for number, unit in enumerate(units):
            self.campaign.campaign_units.create(unit=unit, leads_by_example=number == 0)
        self.histories = [
            histories.invent(random, first=FIRST, units=5, rounds=2) for _ in range(count)
        ]
        histories.write(self.campaign, rounds, units, self.histories)


@pytest.fixture
def book(db: Any) -> Any:
    return Book
