"""Figures as real notices print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rate import Rate, Rounding


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        (Rate(293, 305), "96.1%"),
        (Rate(297, 302), "98.3%"),
        (Rate(225, 230, 2), "97.83%"),
        (Rate(8, 9, 2), "88.89%"),
        (Rate(291, 294, 1, Rounding.TRUNCATE), "98.9%"),
        (Rate(291, 294), "99.0%"),
        (Rate(243, 243), "100%"),
        (Rate(1, 2, 0), "50%"),
        (Rate(9999, 10000), "100.0%"),
        (Rate(0, 7), "0%"),
        (Rate(0, 0), "—"),
    ],
)
def test_a_rate_prints_as_notices_do(rate, text):
    assert rate.text == text


@pytest.mark.parametrize(("n", "d"), [(3, 2), (-1, 2), (0, -1)])
def test_a_share_of_more_than_all_is_refused(n, d):
    with pytest.raises(ValueError, match="rate"):
        Rate(n, d)


@given(st.integers(1, 10**6), st.data(), st.integers(0, 3))
def test_truncated_is_never_above_the_truth_nor_a_step_below_it(whole, data, decimals):
    part = data.draw(st.integers(0, whole))
    got = Rate(part, whole, decimals, Rounding.TRUNCATE).percent
    step = 1 / 10**decimals
    assert float(got) <= part * 100 / whole + 1e-9 < float(got) + step + 1e-6
