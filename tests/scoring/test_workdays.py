from datetime import date, timedelta

import pytest

from scoring.workdays import deadline


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 9, 28), 5, date(2026, 10, 10)),  # over 国庆, and 10 October is worked
        (date(2026, 2, 12), 5, date(2026, 2, 26)),  # over 春节, 14 February is worked
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # a Friday
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
        (date(2023, 7, 18), 5, date(2023, 7, 25)),  # 大理州 2023Q2: issued the 18th, due the 25th
        (date(2024, 2, 29), 6, date(2024, 3, 8)),  # 开封 2024Q1
        (date(2022, 4, 11), 3, date(2022, 4, 14)),  # 临沧 2022Q1
    ],
)
def test_a_deadline_counts_working_days_as_the_state_council_arranged_them(start, days, end):
    due = deadline(start, days)
    assert due.day == end
    assert due.text == str(end)


def beyond():
    """The first year that the library has not been told of."""
    year = 2027
    while not deadline(date(year, 6, 1), 1).note:
        year += 1
    return year


def test_a_year_nobody_knows_is_guessed_and_the_deadline_says_so():
    year = beyond()
    due = deadline(date(year - 1, 12, 31), 5)
    assert due.day >= date(year, 1, 6)
    assert due.day.weekday() < 5
    assert due.text == f"{due.day}（{year}年放假安排未收录，按周末推算）"
    new_year = date(year, 1, 1)
    assert deadline(new_year - timedelta(days=1), 1).day > new_year


def test_the_offices_own_table_goes_before_the_library():
    year = beyond()
    days = {date(year, 1, 1) + timedelta(days=n): n >= 10 for n in range(31)}
    due = deadline(date(year - 1, 12, 31), 1, days)
    assert (due.day, due.note) == (date(year, 1, 11), "")
    assert deadline(date(2026, 11, 20), 1, {date(2026, 11, 21): True}).day == date(2026, 11, 21)
