"""Time is an argument here. The doors hand a `Clock` down; nobody below them asks the machine."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")
"""The law's day ends at midnight in Beijing. China has kept no summer time since 1991."""

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The machine's time, aware, in UTC. Only the doors (cli, scheduler's main) may pass this in."""
    return datetime.now(UTC)


def beijing_day(moment: datetime) -> date:
    """The Beijing calendar day that an aware moment falls on."""
    return moment.astimezone(BEIJING).date()


def end_of_day(day: date) -> datetime:
    """The last second of a Beijing day: the 监测时间点 that a bare date stands for."""
    return datetime.combine(day, time(23, 59, 59), BEIJING)
