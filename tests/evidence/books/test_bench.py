import pytest

from evidence.management.commands.bench_ledger import measured

pytestmark = pytest.mark.django_db


def test_month_of_a_thousand_people_closes_in_its_part_of_the_time():
    told = measured(rows=20_000, people=1_000)

    assert told["sums agree"]
    assert told["rows after closing"] == 22_000
    assert told["close s"] <= 1.5  # 10,000 people may take 5 s
