from datetime import UTC, date, datetime

import pytest

from core.clock import BEIJING
from core.period import Period, parse_period


@pytest.mark.parametrize(
    ("text", "start", "end", "title"),
    [
        ("2024Q1", date(2024, 1, 1), date(2024, 3, 31), "2024年第一季度"),
        ("2024q4", date(2024, 10, 1), date(2024, 12, 31), "2024年第四季度"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024年2月"),
        ("2024Q1=2023-11-27..2024-02-25", date(2023, 11, 27), date(2024, 2, 25), "2024年第一季度"),
        ("2022-01-28..2022-03-31", date(2022, 1, 28), date(2022, 3, 31), "2022-01-28至2022-03-31"),
    ],
)
def test_a_period_is_read(text, start, end, title):
    period = parse_period(text)
    assert (period.start, period.end, period.title) == (start, end, title)


@pytest.mark.parametrize(
    "text",
    ["", "2024", "2024Q5", "2024-13", "去年", "2024-03-02..2024-03-01", "2024-02-30..2024-03-01"],
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match=r"周期|day is out of range|day of month"):
        parse_period(text)


def test_its_days_are_beijing_days():
    period = Period("x", date(2024, 1, 1), date(2024, 1, 2))
    assert period.holds(datetime(2023, 12, 31, 16, 0, tzinfo=UTC))
    assert not period.holds(datetime(2023, 12, 31, 15, 59, 59, tzinfo=UTC))
    assert period.holds(datetime(2024, 1, 2, 23, 59, 59, tzinfo=BEIJING))
    assert not period.holds(datetime(2024, 1, 3, 0, 0, tzinfo=BEIJING))
