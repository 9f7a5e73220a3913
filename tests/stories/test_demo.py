"""The demo county can be seeded on any day, holidays included."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from stories import plans, player
from stories.agenda import Agenda
from stories.worlds import World

DEMO = Path(__file__).resolve().parents[2] / "stories" / "demo.yaml"
pytestmark = pytest.mark.django_db  # 2027 is asked of the department's calendar
DAYS = [date(2026, 1, 1) + timedelta(days=4 * n) for n in range(92)]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_schedule_demo_fits_on_any_day(today):
    plan = plans.make(player.read(DEMO, today=today))

    player.schedule(World(plan), Agenda(plan.last_day))

    assert plan.last_day == today - timedelta(days=1)
