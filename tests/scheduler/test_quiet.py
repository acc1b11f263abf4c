"""Quiet hours: first minute in, last minute out, and over midnight."""

from datetime import datetime
from math import inf
from pathlib import Path

import pytest

from core.clock import BEIJING
from core.run import Run
from core.subject import Site
from scheduler.office import open_office
from scheduler.plans import site_plan
from scheduler.quiet import until_over, until_quiet


def at(time: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-20T{time}").replace(tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("window", "time", "begins", "over"),
    [
        ("08:00-18:00", "07:59:00", 60, 0),
        ("08:00-18:00", "08:00:00", 0, 10 * 3600),
        ("08:00-18:00", "17:59:59", 0, 1),
        ("08:00-18:00", "18:00:00", 14 * 3600, 0),
        ("22:00-06:00", "23:00:00", 0, 7 * 3600),
        ("22:00-06:00", "05:59:59", 0, 1),
        ("22:00-06:00", "06:00:00", 16 * 3600, 0),
        ("", "12:00:00", inf, 0),
    ],
)
def test_how_long_until_it_begins_and_until_it_is_over(
    window: str, time: str, begins: float, over: float
) -> None:
    assert until_quiet(window, at(time)) == begins
    assert until_over(window, at(time)) == over


@pytest.mark.parametrize(("kind", "seconds"), [("nightly", 60), ("scan", 1800)])
def test_only_the_night_must_end_where_quiet_hours_begin(
    tmp_path: Path, kind: str, seconds: float
) -> None:
    with open_office(
        tmp_path, {}, {"crawl.quiet_hours": "08:00-18:00"}, lambda: at("07:59:00")
    ) as office:
        plan = site_plan(
            office,
            Run("r", kind, at("07:59:00"), at("07:59:00"), 1),
            Site("5300000001", "某市", "http://www.city.gov.cn/"),
        )
    assert plan.limits.max_seconds == seconds
