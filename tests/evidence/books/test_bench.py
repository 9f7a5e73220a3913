import pytest
from django.db import connection

from evidence.management.commands.bench_ledger import measured

pytestmark = pytest.mark.django_db


def test_month_of_a_thousand_people_closes_in_its_part_of_the_time():
    told = measured(rows=20_000, people=1_000)

    assert told["sums agree"]
    assert told["rows after closing"] == 22_000
    assert told["close s"] <= 1.5  # 10,000 people may take 5 s


def test_no_trigger_raises_an_error_to_learn_that_it_is_not_ignored():
    """An error caught in each row's trigger made 50,000 rows take 13 s instead of 1 s."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('pgtrigger.ignore')")

        assert cursor.fetchone() == ("{}",)
