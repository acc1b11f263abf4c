"""静默时段: hours of the day in which the night's round leaves websites alone. Beijing time."""

from datetime import datetime, timedelta
from math import inf

from core.clock import BEIJING

_DAY = timedelta(days=1).total_seconds()


def until_quiet(window: str, now: datetime) -> float:
    """Seconds until the window begins; 0 within it; endless where there is none."""
    if not window:
        return inf
    return 0.0 if until_over(window, now) else _until(window.partition("-")[0], now)


def until_over(window: str, now: datetime) -> float:
    """Seconds until the window is over; 0 outside of it. It may go over midnight."""
    if not window:
        return 0.0
    start, _, end = window.partition("-")
    to_start, to_end = _until(start, now), _until(end, now)
    return to_end if to_end < to_start else 0.0


def _until(time: str, now: datetime) -> float:
    """Seconds to the next such time of day, a whole day where it is that time now."""
    hours, _, minutes = time.partition(":")
    here = now.astimezone(BEIJING)
    then = here.replace(hour=int(hours), minute=int(minutes), second=0, microsecond=0)
    return (then - here).total_seconds() % _DAY or _DAY
