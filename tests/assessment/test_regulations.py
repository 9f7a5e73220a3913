from decimal import Decimal

import pytest

from assessment import regulations


@pytest.mark.parametrize(
    ("total", "passed", "is_kept"),
    [(Decimal(60), True, True), (Decimal("59.99"), True, False), (None, True, True)],
)
def test_as_06_verdict_fits_total(total, passed, is_kept):
    assert regulations.verdict_fits_total.is_kept(total, passed) is is_kept
