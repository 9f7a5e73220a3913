import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from core.documents.numbering import next_number

THREADS, ACTS = 8, 40


@pytest.mark.django_db(transaction=True)
def test_next_number_in_race_with_rollbacks_has_no_gap_and_no_repeat():
    def act(seed):
        chance, numbers = random.Random(seed), []
        try:
            for _ in range(ACTS):
                with transaction.atomic():
                    number = next_number("recall_notice", "610922", 2018)
                    kept = chance.random() >= 0.1
                    transaction.set_rollback(not kept)
                if kept:
                    numbers.append(number)
        finally:
            connection.close()
        return numbers

    with ThreadPoolExecutor(THREADS) as pool:
        numbers = [number for part in pool.map(act, range(THREADS)) for number in part]

    assert len(numbers) < THREADS * ACTS
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


def test_next_number_counts_each_series_by_itself(db):
    numbers = [
        next_number("recall_notice", "610922", 2018),
        next_number("recall_notice", "610922", 2018),
        next_number("recall_notice", "610922", 2019),
        next_number("recall_notice", "522300", 2018),
        next_number("disclosure", "610922", 2018),
    ]

    assert numbers == [1, 2, 1, 1, 1]


@pytest.mark.django_db(transaction=True)
def test_next_number_outside_transaction_is_refused():
    with pytest.raises(RuntimeError):
        next_number("recall_notice", "610922", 2018)
