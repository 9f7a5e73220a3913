"""The weighted lot: tickets, and the draw that everybody can repeat."""

import hashlib
from collections import Counter

from recall.queries import risks

SEED = "2018-05-10"


def test_even_tickets_draw_what_was_drawn_before_there_were_weights():
    pool = range(1, 40)
    by_hash = sorted(pool, key=lambda pk: hashlib.sha256(f"{SEED}:{pk}".encode()).hexdigest())

    assert risks.drawn(dict.fromkeys(pool, 1), seed=SEED, size=7) == by_hash[:7]


def test_tickets_are_bounded_and_everybody_can_be_drawn():
    assert risks.tickets({"concealed": 9}) == risks.MOST
    assert risks.tickets({}) == 1


def test_a_unit_with_more_tickets_is_drawn_more_often_in_their_measure():
    """2,000 seeds: five tickets against fifteen of others are drawn first one time in four."""
    pool = {1: 5, 2: 5, 3: 5, 4: 5} | {5: 1}

    first = Counter(risks.drawn(pool, seed=f"s{n}", size=1)[0] for n in range(2000))

    assert all(abs(first[pk] - 2000 * 5 / 21) < 75 for pk in (1, 2, 3, 4))
    assert 60 < first[5] < 135
