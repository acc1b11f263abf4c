"""Days without a year in a list: the year is read off the order where there is one."""

from datetime import datetime

import pytest

from core.clock import BEIJING
from extract.page import read_page

NOW = datetime(2026, 11, 28, 9, tzinfo=BEIJING)


def dates(*days: str) -> list[str]:
    rows = "".join(
        f"<li><a href='/tz/{n}.html'>关于做好第{n}项重点工作任务落实情况的通知</a><span>{day}</span></li>"
        for n, day in enumerate(days)
    )
    body = f"<html><body><h2>通知公告</h2><ul class='list'>{rows}</ul></body></html>"
    page = read_page(body.encode(), "http://a.gov.test/tz/", fetched_at=NOW)
    return [str(entry.published) for entry in page.entries]


def test_a_year_turns_where_january_stands_above_december() -> None:
    assert dates("07-04", "06-04", "02-08", "01-09", "12-19", "11-08", "03-01", "12-30") == [
        "2026-07-04", "2026-06-04", "2026-02-08", "2026-01-09",
        "2025-12-19", "2025-11-08", "2025-03-01", "2024-12-30",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "days",
    [
        ("01-05", "11-20", "11-18", "11-02", "10-30"),  # an old one is pinned on top
        ("03-01", "11-27", "02-03", "11-20", "05-06"),  # in no order
    ],
)
def test_a_list_that_is_in_no_order_keeps_the_latest_years(days: tuple[str, ...]) -> None:
    assert dates(*days) == [f"2026-{day}" for day in days]


def test_a_leap_day_stands_in_a_year_that_has_one() -> None:
    told = dates("03-05", "03-04", "03-03", "11-05", "02-29")
    assert told[-2:] == ["2025-11-05", "2024-02-29"]
